// `npm run faults`: disturbs nua-start at every call to the engine and every write of its state, and wants the next run
// to bring the unit to where an undisturbed one would have brought it. At its end it counts them by kind and by unit.
//   --units about,…  --commands start,…  --kinds kill,write,refuse,lose,cut,error,hang  --every (also at reads)
//   --sample N (of each command of each unit only so many, of all kinds and from the whole of the run)  --width N
import { parseArgs } from 'node:util';
import { disturbAll } from './disturb-all.ts';
import { allKinds } from './points.ts';
import { summary } from './tally.ts';
import { allCases } from './units.ts';

const { values } = parseArgs({
  options: {
    units: { type: 'string' },
    commands: { type: 'string' },
    kinds: { type: 'string' },
    every: { type: 'boolean', default: false },
    sample: { type: 'string' },
    width: { type: 'string', default: '3' },
  },
});

const wanted = {
  cases: allCases.filter(
    ({ unit, command }) => isAsked(values.units, unit.about) && isAsked(values.commands, command),
  ),
  kinds: allKinds.filter(kind => isAsked(values.kinds, kind)),
  every: values.every,
  size: values.sample === undefined ? undefined : countOf(values.sample),
  width: countOf(values.width),
};
const { trials, seconds } = await disturbAll(wanted, console.log);
for (const line of summary(trials, seconds)) console.log(line);
process.exitCode = trials.length === 0 || trials.some(({ outcome }) => outcome === 'failed') ? 1 : 0;

function countOf(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`"${text}" is no count`);
  return count;
}

function isAsked(list: string | undefined, name: string): boolean {
  return list === undefined || list.split(',').includes(name);
}
