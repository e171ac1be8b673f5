import * as v from 'valibot';
import { UsageError } from '../core/errors.ts';
import type { UnitFile } from '../unit/names.ts';
import { defineCommand } from './command.ts';
import { addEnvironmentOptions, commonValues, environmentValues } from './options.ts';
import { readSources } from './sources.ts';

export const validate = defineCommand({
  name: 'validate',
  help: 'Check unit files without an engine. Exit code 3 if any is wrong.',
  words: '[UNIT]...',
  configure: parser => {
    const group = parser.add_argument_group('what to check');
    group.add_argument('units', {
      nargs: '*',
      metavar: 'UNIT',
      help: 'a unit, or UNIT/COMMAND; all of them unless given',
    });
    addEnvironmentOptions(parser);
  },
  values: v.object({ ...commonValues, ...environmentValues, units: v.array(v.string()) }),
  run: async (values, runtime) => {
    const [{ listUnitFiles }, checks, { describeVerdict, describeVerdictAsJson }, { suggest }] =
      await Promise.all([
        import('../unit/names.ts'),
        import('../plan/validate.ts'),
        import('../report/verdict.ts'),
        import('../core/suggest.ts'),
      ]);
    const sources = await readSources(values, undefined, runtime);
    const all = listUnitFiles(sources.configuration);
    const files = values.units.length === 0 ? all : values.units.flatMap(unit => filesOf(unit, all, suggest));
    const verdict = checks.validate(files, sources);
    if (values.json) runtime.stdout(JSON.stringify(describeVerdictAsJson(verdict)));
    else runtime.stdout(describeVerdict(verdict, files.length, runtime));
    return verdict.faults.length > 0 ? 3 : 0;
  },
});

function filesOf(
  name: string,
  all: readonly UnitFile[],
  suggest: (name: string, known: Iterable<string>, label: string) => string | undefined,
): readonly UnitFile[] {
  const found = all.filter(({ unit, command }) => name === unit || name === `${unit}/${command}`);
  if (found.length > 0) return found;
  const known = all.flatMap(({ unit, command }) => [unit, `${unit}/${command}`]);
  throw new UsageError(`there is no unit file for "${name}"`, {
    hint: suggest(name, new Set(known), 'known'),
  });
}
