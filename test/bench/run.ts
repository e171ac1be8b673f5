// `npm run bench`: how long nua-start takes beside the engine's calls alone, and what it needs of the machine.
// `npm run bench -- --rounds N --sizes 20,100` for other than 5 rounds of 20 and of 100 containers.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPackage } from '../../src/packaging/build-package.ts';
import { bareCalls, type Contestant, compose, nuaStart, phases } from './contestants.ts';
import { footprintOf } from './footprint.ts';
import { footprintRows, isMet, type Row, rowsOf } from './goals.ts';
import { type Race, race } from './race.ts';
import { describeSpread, spreadOf } from './spread.ts';
import { timeOf } from './stopwatch.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '20,100' },
  },
});
const rounds = Number(values.rounds);
const sizes = values.sizes.split(',').map(Number);
const [few, many] = [20, 200];

const room = mkdtempSync(join(tmpdir(), 'nua-start-bench-'));
const prefix = `nuabench-${randomBytes(3).toString('hex')}-`;
const built = join(room, 'package');
const own = nuaStart(room, prefix, built);
const bare = bareCalls(prefix);
const all: readonly Contestant[] = [own, bare, compose(room, prefix) ?? []].flat();
/** What may still be there, if anything goes wrong. */
const begun = new Set<number>();

// Ctrl-C ends the program that is being measured too, and what it has made is then purged.
process.on('SIGINT', () => {});
try {
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  for (const contestant of all) {
    for (const containers of begun) await timeOf(contestant.command('purge', containers)).catch(() => {});
  }
  rmSync(room, { recursive: true, force: true });
}

/** Whether every goal was met. */
async function run(): Promise<boolean> {
  await buildPackage(built);
  await warmUp();
  const rows: Row[] = [];
  for (const containers of sizes) {
    begun.add(containers);
    console.log(`\n${containers} containers, ${rounds} rounds: milliseconds (least, middle, most)`);
    const result = await race(all, containers, rounds);
    tell(result);
    rows.push(...rowsOf(result, own, bare, containers));
    begun.delete(containers);
  }
  rows.push(...(await measureFootprint()));
  console.log('\nnua-start (least, middle, most of the pairs)');
  for (const row of rows) console.log(describe(row));
  return rows.length > 0 && rows.every(isMet);
}

/** What is compiled is kept for the next time: the first time is another thing. */
async function warmUp(): Promise<void> {
  begun.add(1);
  for (const phase of phases) await timeOf(own.command(phase, 1));
  begun.delete(1);
}

async function measureFootprint(): Promise<readonly Row[]> {
  begun.add(few).add(many);
  const footprints = [await footprintOf(own, few), await footprintOf(own, many)] as const;
  begun.clear();
  return footprintRows(...footprints, [String(few), String(many)]);
}

function tell({ times, node }: Race): void {
  const line = (phase: string, name: string, taken: readonly number[]): void =>
    console.log(`  ${phase.padEnd(6)} ${name.padEnd(10)} ${describeSpread(spreadOf(taken), 0)}`);
  for (const phase of phases) {
    for (const [name, taken] of times) line(phase, name, taken[phase]);
    if (phase === 'no-op') line(phase, 'bare node', node);
  }
}

function describe(row: Row): string {
  const { what, unit, spread, goal } = row;
  const digits = Math.abs(spread.median) < 10 && !Number.isInteger(spread.median) ? 2 : 0;
  const verdict = goal === undefined ? '' : `${isMet(row) ? 'ok' : 'MISSED'}, goal ${goal}`;
  return `  ${what.padEnd(24)} ${describeSpread(spread, digits).padEnd(21)} ${unit.padEnd(24)} ${verdict}`.trimEnd();
}
