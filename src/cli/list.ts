import * as v from 'valibot';
import type { Listing } from '../report/list.ts';
import type { CommandWithVariants } from '../unit/list-variants.ts';
import { defineCommand } from './command.ts';
import { addEnvironmentOptions, commonValues, environmentValues } from './options.ts';
import { locateConfiguration, readSources } from './sources.ts';
import { warn } from './warn.ts';
import type { Runtime } from './wire.ts';

export const list = defineCommand({
  name: 'list',
  help: 'List units, services and data images. Units unless told otherwise.',
  configure: parser => {
    parser.add_argument('--units', {
      action: 'store_true',
      help: 'UNIT/COMMAND, generated commands included',
    });
    parser.add_argument('--variants', {
      action: 'store_true',
      help: 'UNIT/COMMAND:VARIANT, for every variant that an order carries',
    });
    parser.add_argument('--services', {
      action: 'store_true',
      help: 'directories of services/ with a Dockerfile',
    });
    parser.add_argument('--data', { action: 'store_true', help: 'directories of data/ with a Dockerfile' });
    addEnvironmentOptions(parser);
  },
  values: v.object({
    ...commonValues,
    ...environmentValues,
    units: v.boolean(),
    variants: v.boolean(),
    services: v.boolean(),
    data: v.boolean(),
  }),
  run: async (values, runtime) => {
    const [{ listCommands }, { listImages }, { describeList }] = await Promise.all([
      import('../unit/listing.ts'),
      import('../unit/names.ts'),
      import('../report/list.ts'),
    ]);
    const configuration = locateConfiguration(values, runtime);
    const all = !values.units && !values.variants && !values.services && !values.data;
    const listing: Listing = {
      ...(values.units || all ? { units: listCommands(configuration) } : {}),
      ...(values.variants ? { variants: await findVariants(values, runtime) } : {}),
      ...(values.services ? { services: listImages(configuration, 'services') } : {}),
      ...(values.data ? { data: listImages(configuration, 'data') } : {}),
    };
    const text = describeList(listing, values.json);
    if (text !== '') runtime.stdout(text);
    return 0;
  },
});

/** Only for variants units are read, with sample parameters; one that cannot be read is warned of. */
async function findVariants(
  values: Parameters<typeof readSources>[0] & { readonly quiet: number },
  runtime: Runtime,
): Promise<readonly CommandWithVariants[]> {
  const { listVariants } = await import('../unit/list-variants.ts');
  const { commands, unread } = listVariants(await readSources(values, undefined, runtime));
  await warn(unread, values, runtime);
  return commands;
}
