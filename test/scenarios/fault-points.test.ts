// A sample of the points at which `npm run faults` kills nua-start: one of each command of each reference unit, before
// and after calls to the engine and writes of its state, from the beginning of the run to its end.
import test from 'ava';
import { disturbAll } from '../faultruns/disturb-all.ts';
import { summary } from '../faultruns/tally.ts';
import { allCases } from '../faultruns/units.ts';

const wanted = { cases: allCases, kinds: ['kill', 'write'], every: false, size: 1, width: 3 } as const;

test('killed at a point of every command of every reference unit', async t => {
  t.timeout(15 * 60_000);
  const told: string[] = [];
  const { trials, seconds } = await disturbAll(wanted, text => told.push(text));

  for (const line of summary(trials, seconds)) t.log(line);
  const count = trials.filter(({ kind, outcome }) => kind !== 'undisturbed' && outcome !== 'missed').length;
  t.log(`fault points: ${count}`);
  t.deepEqual(
    told.filter(text => text.startsWith('FAILED')),
    [],
  );
  t.false(trials.some(({ outcome }) => outcome === 'failed'));
  t.true(count >= 40, 'there are to be 40 of them at least');
});
