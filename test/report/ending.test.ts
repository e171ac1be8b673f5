import test from 'ava';
import { describeEnding, describeNotStarted } from '../../src/report/ending.ts';

const ending = { name: 'shop/start', how: 'done', reached: 3, planned: 4, took: 61_000 } as const;

test('the last line of a run', t => {
  t.is(describeEnding(ending, false), 'shop/start: done, 3 of 4 steps in 1 min 1 s');
  t.is(
    describeEnding({ ...ending, how: 'failed', reached: 0, planned: 1, took: 40 }, false),
    'shop/start: failed, 0 of 1 step in 0.0 s',
  );
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
});
