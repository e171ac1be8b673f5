import test from 'ava';
import { describeEnding, describeNotStarted } from '../../src/report/ending.ts';

const tally = { done: 3, skipped: 0, failed: 0, all: 4 };
const ending = { name: 'shop/start', how: 'done', tally, took: 61_000 } as const;

test('the last line of a run', t => {
  t.is(describeEnding(ending, false), 'shop/start: done, 3 of 4 steps in 1 min 1 s');
  t.is(
    describeEnding({ ...ending, how: 'failed', tally: { ...tally, done: 0, all: 1 }, took: 40 }, false),
    'shop/start: failed, 0 of 1 step in 0.0 s',
  );
});

test('what became of the steps, where not all were done', t => {
  const counts = (done: number, skipped: number, failed: number) =>
    describeEnding({ ...ending, tally: { done, skipped, failed, all: 9 } }, false).replace(
      /^.*?, | in .*$/g,
      '',
    );
  t.is(counts(1, 3, 0), '4 of 9 steps (1 done, 3 skipped)');
  t.is(counts(0, 3, 0), '3 of 9 steps (3 skipped)');
  t.is(counts(2, 1, 1), '4 of 9 steps (2 done, 1 skipped, 1 failed)');
  t.is(counts(0, 0, 2), '2 of 9 steps (2 failed)');
});

test('how it ended has a colour', t => {
  t.is(describeEnding(ending, true), 'shop/start: \u001B[32mdone\u001B[39m, 3 of 4 steps in 1 min 1 s');
  t.is(
    describeEnding({ ...ending, how: 'interrupted' }, true),
    'shop/start: \u001B[31minterrupted\u001B[39m, 3 of 4 steps in 1 min 1 s',
  );
});

test('what was not begun, of much the first', t => {
  const steps = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ kind: 'start', target: `w${index}` }));
  t.is(describeNotStarted(steps(2)), 'not started: start w0, start w1');
  t.true(describeNotStarted(steps(10)).endsWith(', start w8, start w9'));
  t.true(describeNotStarted(steps(11)).endsWith(', start w8, 2 more steps'));
  const execute = { kind: 'execute', target: 'host' };
  t.is(
    describeNotStarted([execute, ...steps(1), execute]),
    'not started: execute host (2 times), start w0',
    'those that have one name once',
  );
  t.true(describeNotStarted([...steps(9), execute, execute]).endsWith(', execute host (2 times)'));
  t.true(describeNotStarted([...steps(10), ...steps(11)]).endsWith(', start w8 (2 times), 3 more steps'));
});
