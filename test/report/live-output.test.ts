import test from 'ava';
import { isKept, keptOutput } from '../../src/report/live-output.ts';

test('output is kept back until it is taken, each step for itself', t => {
  const kept = keptOutput(3);
  t.deepEqual(
    ['1', '2', '3'].flatMap(line => kept.add('a', line)),
    [],
  );
  t.deepEqual(kept.add('b', 'x'), []);
  t.deepEqual(kept.take('a'), ['1', '2', '3']);
  t.deepEqual(kept.take('a'), []);
  t.deepEqual(kept.take('b'), ['x']);
});

test('of a step that says more than is kept all comes out, and from then on at once', t => {
  const kept = keptOutput(2);
  t.deepEqual(
    ['1', '2'].flatMap(line => kept.add('a', line)),
    [],
  );
  t.deepEqual(kept.add('a', '3'), ['1', '2', '3']);
  t.deepEqual(kept.add('a', '4'), ['4']);
  t.deepEqual(kept.take('a'), []);
  t.deepEqual(kept.add('a', 'another run of it'), []);
});

test('what builds and pulls say stays only for those who ask for more', t => {
  t.deepEqual(
    (['stdout', 'stderr', 'progress', 'warning'] as const).map(stream => [
      isKept(stream, 0),
      isKept(stream, 1),
    ]),
    [
      [true, true],
      [true, true],
      [false, true],
      [false, false],
    ],
  );
});
