import { UsageError } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { readCommand, renderCommand } from '../plan/commands.ts';
import { refuseOrphans } from '../plan/orphans.ts';
import type { Sources } from '../unit/file.ts';
import { formatUnitName, readUnitName } from '../unit/names.ts';
import { describeUnit, printUnit } from '../unit/print.ts';
import type { Unit, UnitName } from '../unit/unit.ts';
import { UsageRequested } from '../unit/words.ts';
import { reachEngine } from './connect.ts';
import type { RunValues } from './run-options.ts';
import { locateConfiguration, readSources } from './sources.ts';
import { warn } from './warn.ts';
import type { Runtime } from './wire.ts';

/** Reads a unit and does with it what was asked: prints it or runs it. Answers the exit code. */
export async function runUnit(given: RunValues, runtime: Runtime): Promise<number> {
  try {
    return await lookOrRun(given, runtime);
  } catch (error) {
    if (!(error instanceof UsageRequested)) throw error;
    return print(error.message, runtime);
  }
}

async function lookOrRun(given: RunValues, runtime: Runtime): Promise<number> {
  const name = readUnitName(given.name, () => locateConfiguration(given, runtime));
  if (given.reveal && !given.printUnit) throw new UsageError('--reveal belongs to --print-unit');
  if (given.printSubstitutions) return printSubstitutions(name, given, runtime);
  if (given.printUnit) return show((await read(name, given, runtime)).unit, given.json, runtime);
  const unwanted = new AbortController();
  const reached = reachEngine(given, runtime, unwanted.signal);
  try {
    const { unit, sources } = await read(name, given, runtime);
    const { executeUnit } = await import('./execute-unit.ts');
    return await executeUnit(unit, sources, given, runtime, reached);
  } finally {
    // Nobody waits for its answer where the unit is wrong.
    unwanted.abort();
  }
}

async function printSubstitutions(name: UnitName, given: RunValues, runtime: Runtime): Promise<number> {
  const text = renderCommand(name, await sourcesOf(name, given, runtime));
  const { unit, command } = name;
  return given.json ? printJson({ unit, command, text }, runtime) : print(text, runtime);
}

async function read(
  name: UnitName,
  given: RunValues,
  runtime: Runtime,
): Promise<{ readonly unit: Unit; readonly sources: Sources }> {
  const sources = await sourcesOf(name, given, runtime);
  const unit = readCommand(name, sources);
  if (given.removeOrphans) refuseOrphans(unit);
  await warn(unit.warnings, given, runtime);
  return { unit, sources };
}

function sourcesOf(name: UnitName, given: RunValues, runtime: Runtime): Promise<Sources> {
  return readSources(given, { words: given.words, name: formatUnitName(name) }, runtime);
}

function show(unit: Unit, json: boolean, runtime: Runtime): number {
  if (!json) return print(printUnit(unit, runtime.redact), runtime);
  return printJson({ unit: unit.name, command: unit.command, ...describeUnit(unit) }, runtime);
}

function printJson(value: Json, { showJson }: Runtime): number {
  showJson(value);
  return 0;
}

function print(text: string, { showText }: Runtime): number {
  showText(text.replace(/\n$/, ''));
  return 0;
}
