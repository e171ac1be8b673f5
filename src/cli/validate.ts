import * as v from 'valibot';
import { UnitError, UsageError } from '../core/errors.ts';
import { suggest } from '../core/suggest.ts';
import type { UnitFile } from '../unit/names.ts';
import type { Verdict } from '../unit/validate.ts';
import { defineCommand } from './command.ts';
import { addEnvironmentOptions, commonValues, environmentValues } from './options.ts';
import { readSources } from './sources.ts';
import type { Runtime } from './wire.ts';

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
    const { describeVerdict, describeVerdictAsJson } = await import('../report/verdict.ts');
    const { files, verdict } = await check(values, runtime);
    if (values.json) runtime.showJson(describeVerdictAsJson(verdict));
    else runtime.stdout(describeVerdict(verdict, files, runtime.styleFor('stdout', false)));
    return verdict.faults.length > 0 ? 3 : 0;
  },
});

type Values = Parameters<typeof readSources>[0] & { readonly units: readonly string[] };
type Checked = { readonly files: number; readonly verdict: Verdict };

/** Without an environment no file can be looked at: then its faults are the verdict. */
async function check({ units, ...values }: Values, runtime: Runtime): Promise<Checked> {
  const [{ listUnitFiles }, { validate }] = await Promise.all([
    import('../unit/names.ts'),
    import('../unit/validate.ts'),
  ]);
  try {
    const sources = await readSources(values, undefined, runtime);
    const all = listUnitFiles(sources.configuration);
    const files = units.length === 0 ? all : units.flatMap(unit => filesOf(unit, all));
    return { files: files.length, verdict: validate(files, sources) };
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    return { files: 0, verdict: { faults: error.faults, warnings: [] } };
  }
}

function filesOf(name: string, all: readonly UnitFile[]): readonly UnitFile[] {
  const found = all.filter(({ unit, command }) => name === unit || name === `${unit}/${command}`);
  if (found.length > 0) return found;
  const known = all.flatMap(({ unit, command }) => [unit, `${unit}/${command}`]);
  throw new UsageError(`there is no unit file for "${name}"`, {
    hint: suggest(name, new Set(known), 'known'),
  });
}
