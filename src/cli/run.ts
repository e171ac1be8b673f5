import * as v from 'valibot';
import { UsageError } from '../core/errors.ts';
import type { Redact } from '../core/redaction.ts';
import type { Unit } from '../unit/unit.ts';
import { defineCommand } from './command.ts';
import {
  addEngineOptions,
  addEnvironmentOptions,
  commonValues,
  engineValues,
  environmentValues,
} from './options.ts';
import type { Runtime } from './wire.ts';

const values = v.object({
  ...commonValues,
  ...environmentValues,
  ...engineValues,
  printUnit: v.boolean(),
  printSubstitutions: v.boolean(),
  reveal: v.boolean(),
  plan: v.boolean(),
  jobs: v.pipe(
    v.string(),
    v.regex(/^[1-9]\d{0,3}$/, ({ input }) => `--jobs takes a whole number from 1, found "${input}"`),
    v.transform(Number),
  ),
  recreate: v.boolean(),
  adopt: v.boolean(),
  keepVolumes: v.boolean(),
  name: v.string(),
  words: v.array(v.string()),
});

export type RunValues = v.InferOutput<typeof values>;

export const run = defineCommand({
  name: 'run',
  help: "Run a unit's command: UNIT/COMMAND, with :VARIANT only the orders tagged so.",
  configure: parser => {
    addEnvironmentOptions(parser);
    addEngineOptions(parser);
    parser.add_argument('--print-unit', '--print-only', {
      dest: 'printUnit',
      action: 'store_true',
      help: 'print both documents as they would be run, and stop',
    });
    parser.add_argument('--reveal', {
      action: 'store_true',
      help: 'with --print-unit: show values that the environment tags !secret',
    });
    parser.add_argument('--print-substitutions', {
      dest: 'printSubstitutions',
      action: 'store_true',
      help: "print the file's text after templates, and stop",
    });
    parser.add_argument('--plan', {
      action: 'store_true',
      help: 'print the steps with their reasons, and change nothing',
    });
    parser.add_argument('--jobs', {
      default: '8',
      metavar: 'N',
      help: 'how many orders run side by side (8)',
    });
    parser.add_argument('--recreate', {
      action: 'store_true',
      help: 'replace containers whose declaration has changed, keeping their volumes',
    });
    parser.add_argument('--adopt', {
      action: 'store_true',
      help: "treat what others made under the unit's names as the unit's own",
    });
    parser.add_argument('--keep-volumes', {
      dest: 'keepVolumes',
      action: 'store_true',
      help: 'spare the volumes that purge would delete',
    });
    parser.add_argument('name', { metavar: 'UNIT/COMMAND', help: 'for example myapp/start' });
    parser.add_argument('words', { nargs: '...', metavar: 'WORD', help: "the unit's own parameters" });
  },
  values,
  run: async (given, runtime) => {
    const { UsageRequested } = await import('../unit/words.ts');
    try {
      return await runUnit(given, runtime);
    } catch (error) {
      if (!(error instanceof UsageRequested)) throw error;
      return print(error.message, runtime);
    }
  },
});

async function runUnit(given: RunValues, runtime: Runtime): Promise<number> {
  const [{ formatUnitName, parseUnitName }, { readCommand, renderCommand }, { readSources }] =
    await Promise.all([import('../unit/names.ts'), import('../plan/commands.ts'), import('./sources.ts')]);
  const name = parseUnitName(given.name);
  if (given.reveal && !given.printUnit) throw new UsageError('--reveal belongs to --print-unit');
  const sources = readSources(given, { words: given.words, name: formatUnitName(name) }, runtime);
  if (given.printSubstitutions) return print(renderCommand(name, sources), runtime);
  const unit = readCommand(name, sources);
  await warn(unit, given, runtime);
  if (given.printUnit) return print(await describe(unit, given.json, runtime.redact), runtime);
  const { executeUnit } = await import('./execute-unit.ts');
  return executeUnit(unit, sources, given, runtime);
}

async function warn({ warnings }: Unit, { quiet }: RunValues, { stderr, ...style }: Runtime): Promise<void> {
  if (warnings.length === 0 || quiet > 0) return;
  const { describeWarning } = await import('../report/error.ts');
  for (const warning of warnings) stderr(describeWarning(warning, { ...style, debug: false }));
}

async function describe(unit: Unit, json: boolean, redact: Redact): Promise<string> {
  const { describeUnit, printUnit } = await import('../unit/print.ts');
  return json
    ? JSON.stringify({ unit: unit.name, command: unit.command, ...describeUnit(unit) })
    : printUnit(unit, redact);
}

function print(text: string, { stdout }: Runtime): number {
  stdout(text.replace(/\n$/, ''));
  return 0;
}
