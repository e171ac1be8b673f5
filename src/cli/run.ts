import type { ArgumentParser } from 'argparse';
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
  help: 'Run a command of a unit. What is done already is skipped, with the reason.',
  words: 'UNIT/COMMAND[:VARIANT]... [WORD]...',
  examples: [
    ['nua-start run --plan shop/start', 'what would be done, and why'],
    ['nua-start run shop/start', 'do it; a second time nothing is left to do'],
    ['nua-start run shop/start:web', 'only the orders with the variant "web"'],
    ['nua-start run -e live shop/start', 'with the values of environments/live/'],
    ['nua-start run shop/purge', 'stop and remove all that the unit made'],
  ],
  configure: parser => {
    const unit = parser.add_argument_group('what to run');
    unit.add_argument('name', {
      metavar: 'UNIT/COMMAND',
      help: '"nua-start list" shows all; with :VARIANT only the orders that have it',
    });
    unit.add_argument('words', {
      nargs: '...',
      metavar: 'WORD',
      help: 'the unit\'s own parameters; "nua-start run UNIT/COMMAND -h" shows them',
    });
    addLookingOptions(parser);
    addRunningOptions(parser);
    addEnvironmentOptions(parser);
    addEngineOptions(parser);
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

function addLookingOptions(parser: ArgumentParser): void {
  const group = parser.add_argument_group('look, and change nothing');
  group.add_argument('--plan', { action: 'store_true', help: 'print the steps, each with its reason' });
  group.add_argument('--print-unit', '--print-only', {
    dest: 'printUnit',
    action: 'store_true',
    help: 'print the unit as it would be run, as YAML',
  });
  group.add_argument('--print-substitutions', {
    dest: 'printSubstitutions',
    action: 'store_true',
    help: "print the file's text after its templates",
  });
  group.add_argument('--reveal', {
    action: 'store_true',
    help: 'with --print-unit: show values that the environment tags !secret',
  });
}

function addRunningOptions(parser: ArgumentParser): void {
  const group = parser.add_argument_group('how it is run');
  group.add_argument('--recreate', {
    action: 'store_true',
    help: 'replace containers whose declaration has changed; their volumes stay',
  });
  group.add_argument('--adopt', {
    action: 'store_true',
    help: "treat what others made under the unit's names as the unit's own",
  });
  group.add_argument('--keep-volumes', {
    dest: 'keepVolumes',
    action: 'store_true',
    help: 'spare the volumes that purge would delete',
  });
  group.add_argument('--jobs', {
    default: '8',
    metavar: 'N',
    help: 'how many orders run side by side; 8 unless given',
  });
}

async function runUnit(given: RunValues, runtime: Runtime): Promise<number> {
  const [
    { formatUnitName, readUnitName },
    { readCommand, renderCommand },
    { locateConfiguration, readSources },
  ] = await Promise.all([import('../unit/names.ts'), import('../plan/commands.ts'), import('./sources.ts')]);
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

function print(text: string, { showText }: Runtime): number {
  showText(text.replace(/\n$/, ''));
  return 0;
}
