import type { ArgumentParser } from 'argparse';
import * as v from 'valibot';
import { parseDuration } from '../core/quantities.ts';
import {
  addEngineOptions,
  addEnvironmentOptions,
  commonValues,
  engineValues,
  environmentValues,
} from './options.ts';

/** What `run` is given, as argparse finds it. */
export const runValues = v.object({
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
  fresh: v.boolean(),
  wait: v.pipe(
    v.string(),
    v.check(
      text => parseDuration(text) !== undefined,
      ({ input }) => `--wait takes a time like 15m or 90s, found "${input}"`,
    ),
    v.transform(text => parseDuration(text) ?? 0),
  ),
  removeOrphans: v.boolean(),
  name: v.string(),
  words: v.array(v.string()),
});

export type RunValues = v.InferOutput<typeof runValues>;

/** The options of `run`, in the order in which its help shows them. */
export function addRunOptions(parser: ArgumentParser): void {
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
}

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
  group.add_argument('--fresh', {
    action: 'store_true',
    help: 'begin anew, also where the last run died on the way',
  });
  group.add_argument('--wait', {
    default: '0s',
    metavar: 'TIME',
    help: 'wait so long, as in 15m, for another run that holds the unit; not at all unless given',
  });
  group.add_argument('--remove-orphans', {
    dest: 'removeOrphans',
    action: 'store_true',
    help: 'create, start, restart: first remove containers that the unit does not declare any more',
  });
  group.add_argument('--jobs', {
    default: '8',
    metavar: 'N',
    help: 'how many orders run side by side; 8 unless given',
  });
}
