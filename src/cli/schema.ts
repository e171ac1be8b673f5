import * as v from 'valibot';
import { defineCommand } from './command.ts';
import { commonValues } from './options.ts';

export const schema = defineCommand({
  name: 'schema',
  help: 'Print the JSON Schema of unit files, for editors.',
  configure: parser => {
    parser.add_argument('--environment', {
      action: 'store_true',
      help: 'that of the files in environments/ instead',
    });
  },
  values: v.object({ ...commonValues, environment: v.boolean() }),
  run: async ({ environment }, { stdout }) => {
    const [{ unitFileSchema }, { environmentFileSchema }] = await Promise.all([
      import('../unit/json-schema/unit-file.ts'),
      import('../unit/json-schema/environment-file.ts'),
    ]);
    stdout(JSON.stringify(environment ? environmentFileSchema() : unitFileSchema()));
    return 0;
  },
});
