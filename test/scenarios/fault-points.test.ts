// A sample of the points at which `npm run faults` kills nua-start: four of every fifth case, so that nearly each
// reference unit and each command is among them, before and after calls to the engine and writes of its state.
import test from 'ava';
import { disturbAll } from '../faultruns/disturb-all.ts';
import { summary } from '../faultruns/tally.ts';
import { allCases, referenceUnits } from '../faultruns/units.ts';

/** Every unit has the same commands in the same order: each begins with another one. */
const cases = allCases.filter(({ unit, command }) => {
  const position = unit.cases.findIndex(each => each.command === command);
  return (referenceUnits.indexOf(unit) + position) % 5 === 4;
});

const wanted = { cases, kinds: ['kill', 'write'], every: false, size: 4, width: 2 } as const;

test('killed at points of every command', async t => {
  t.timeout(15 * 60_000);
  t.is(
    new Set(cases.map(({ command }) => command)).size,
    new Set(allCases.map(({ command }) => command)).size,
  );
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
