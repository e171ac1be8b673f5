import * as v from 'valibot';
import { redactValue } from '../core/redaction.ts';
import { defineCommand } from './command.ts';
import { addEnvironmentOptions, commonValues, environmentValues } from './options.ts';
import { readSources } from './sources.ts';

export const env = defineCommand({
  name: 'env',
  help: 'Print the values that templates see, and where each of them is set.',
  configure: addEnvironmentOptions,
  values: v.object({ ...commonValues, ...environmentValues }),
  run: async (values, runtime) => {
    const [{ listValues }, { describeValues }] = await Promise.all([
      import('../unit/environment-values.ts'),
      import('../report/environment.ts'),
    ]);
    const { environment } = await readSources(values, undefined, runtime);
    // Masked before it is laid out, which would tell how long a secret is.
    const listed = listValues(environment).map(each => ({
      ...each,
      value: redactValue(each.value, runtime.redact),
    }));
    if (values.json) runtime.showJson({ values: listed });
    else runtime.stdout(describeValues(listed, runtime.cwd));
    return 0;
  },
});
