import { UsageError } from '../core/errors.ts';
import { type Redact, redactValue } from '../core/redaction.ts';
import { readCommand, renderCommand } from '../plan/commands.ts';
import { formatUnitName, readUnitName } from '../unit/names.ts';
import { describeUnit, printUnit } from '../unit/print.ts';
import type { Unit } from '../unit/unit.ts';
import { UsageRequested } from '../unit/words.ts';
import type { RunValues } from './run-options.ts';
import { locateConfiguration, readSources } from './sources.ts';
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
  const sources = await readSources(given, { words: given.words, name: formatUnitName(name) }, runtime);
  if (given.printSubstitutions) {
    const text = renderCommand(name, sources);
    const { unit, command } = name;
    return print(given.json ? JSON.stringify({ unit, command, text }) : text, runtime);
  }
  const unit = readCommand(name, sources);
  await warn(unit, given, runtime);
  if (given.printUnit) return print(describe(unit, given.json, runtime.redact), runtime);
  const { executeUnit } = await import('./execute-unit.ts');
  return executeUnit(unit, sources, given, runtime);
}

async function warn({ warnings }: Unit, { quiet }: RunValues, { stderr, styleFor }: Runtime): Promise<void> {
  if (warnings.length === 0 || quiet > 0) return;
  const { describeWarning } = await import('../report/error.ts');
  for (const warning of warnings) stderr(describeWarning(warning, styleFor('stderr', false)));
}

function describe(unit: Unit, json: boolean, redact: Redact): string {
  return json
    ? JSON.stringify(redactValue({ unit: unit.name, command: unit.command, ...describeUnit(unit) }, redact))
    : printUnit(unit, redact);
}

function print(text: string, { showText }: Runtime): number {
  showText(text.replace(/\n$/, ''));
  return 0;
}
