import test from 'ava';
import type { Transfer } from '../../src/docker/transfer.ts';
import { type Flow, flowing, rateOf } from '../../src/report/live-flow.ts';

function fetched(done: number, phase: Transfer['phase'] = 'fetching'): Transfer {
  return { phase, done, total: 1e9, fraction: done / 1e9, open: false };
}

/** The flow after bytes came at these times, in milliseconds. */
function flow(...told: readonly (readonly [number, Transfer])[]): Flow {
  const [[time, first] = [0, fetched(0)], ...rest] = told;
  return rest.reduce(
    (before, [at, transfer]) => flowing(before, transfer, at),
    flowing(undefined, first, time),
  );
}

test('nothing is told of the first second', t => {
  const begun = flow([5000, fetched(0)], [5900, fetched(900)]);
  t.is(rateOf(begun, 5900), undefined);
  t.is(rateOf(begun, 6000), 900);
});

test('the rate is that of the last five seconds', t => {
  const slowThenFast = Array.from({ length: 21 }, (_, second) => {
    const done = second <= 10 ? second : 10 + (second - 10) * 1000;
    return [second * 1000, fetched(done)] as const;
  });
  t.is(rateOf(flow(...slowThenFast.slice(0, 11)), 10_000), 1);
  t.is(rateOf(flow(...slowThenFast.slice(0, 13)), 12_000), (3 + 2 * 1000) / 5);
  t.is(rateOf(flow(...slowThenFast), 20_000), 1000);
});

test('what is stuck comes down to nothing', t => {
  const stuck = flow([0, fetched(0)], [1000, fetched(4000)]);
  t.deepEqual(
    [2000, 4000, 6000, 60_000].map(now => rateOf(stuck, now)),
    [2000, 1000, 0, 0],
  );
});

test('a new phase is measured from its own beginning', t => {
  const unpacking = flow([0, fetched(0)], [3000, fetched(9000)], [4000, fetched(0, 'unpacking')]);
  t.is(rateOf(unpacking, 4500), undefined);
  t.is(rateOf(unpacking, 6000), 0);
});

test('what is fetched anew is no negative rate', t => {
  t.is(rateOf(flow([0, fetched(5000)], [2000, fetched(10)]), 2000), 0);
});

test('however often bytes come, few samples are kept', t => {
  const often = Array.from({ length: 10_000 }, (_, index) => [index * 10, fetched(index * 10)] as const);
  const end = flow(...often);
  t.true(end.samples.length <= 22, `${end.samples.length}`);
  t.is(end.transfer.done, 99_990);
  t.is(Math.round(rateOf(end, 99_990) ?? 0), 1000);
});
