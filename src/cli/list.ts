import * as v from 'valibot';
import { defineCommand } from './command.ts';
import { commonValues } from './options.ts';
import { locateConfiguration } from './sources.ts';

export const list = defineCommand({
  name: 'list',
  help: 'List units, services and data images. Units unless told otherwise.',
  configure: parser => {
    parser.add_argument('--units', {
      action: 'store_true',
      help: 'UNIT/COMMAND, generated commands included',
    });
    parser.add_argument('--services', {
      action: 'store_true',
      help: 'directories of services/ with a Dockerfile',
    });
    parser.add_argument('--data', { action: 'store_true', help: 'directories of data/ with a Dockerfile' });
  },
  values: v.object({ ...commonValues, units: v.boolean(), services: v.boolean(), data: v.boolean() }),
  run: async (values, runtime) => {
    const [{ listCommands }, { listImages }, { describeList }] = await Promise.all([
      import('../plan/commands.ts'),
      import('../unit/names.ts'),
      import('../report/list.ts'),
    ]);
    const configuration = locateConfiguration(values, runtime);
    const all = !values.units && !values.services && !values.data;
    runtime.stdout(
      describeList(
        {
          ...(values.units || all ? { units: listCommands(configuration) } : {}),
          ...(values.services ? { services: listImages(configuration, 'services') } : {}),
          ...(values.data ? { data: listImages(configuration, 'data') } : {}),
        },
        values.json,
      ),
    );
    return 0;
  },
});
