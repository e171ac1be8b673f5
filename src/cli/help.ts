import * as v from 'valibot';
import { UsageError } from '../core/errors.ts';
import { defineCommand } from './command.ts';
import { commonValues } from './options.ts';
import { locateConfiguration } from './sources.ts';
import type { Runtime } from './wire.ts';

export const help = defineCommand({
  name: 'help',
  help: "Print a unit's or a service's README, or what an order takes.",
  words: '--unit UNIT | --service SERVICE | --order KIND',
  configure: parser => {
    const one = parser.add_mutually_exclusive_group({ required: true });
    one.add_argument('--unit', { metavar: 'UNIT', help: 'print units/UNIT/README*' });
    one.add_argument('--service', { metavar: 'SERVICE', help: 'print services/SERVICE/README*' });
    one.add_argument('--order', {
      metavar: 'KIND',
      help: 'print what an order does and takes, for example start',
    });
  },
  values: v.object({
    ...commonValues,
    unit: v.nullish(v.string()),
    service: v.nullish(v.string()),
    order: v.nullish(v.string()),
  }),
  run: async (values, runtime) => {
    runtime.stdout(await find(values, runtime));
    return 0;
  },
});

type Given = {
  configuration?: string | null | undefined;
  unit?: string | null | undefined;
  service?: string | null | undefined;
  order?: string | null | undefined;
};

async function find({ configuration, unit, service, order }: Given, runtime: Runtime): Promise<string> {
  if (order) return describeOrderNamed(order);
  const directory = locateConfiguration({ configuration }, runtime);
  if (unit) return readReadme(directory, 'units', unit);
  return readReadme(directory, 'services', service ?? '');
}

async function describeOrderNamed(kind: string): Promise<string> {
  const [{ isKind, orders }, { describeOrder }, { suggest }] = await Promise.all([
    import('../orders/registry.ts'),
    import('../report/order.ts'),
    import('../core/suggest.ts'),
  ]);
  if (isKind(kind)) return describeOrder(orders[kind]);
  throw new UsageError(`unknown order "${kind}"`, { hint: suggest(kind, Object.keys(orders), 'orders') });
}

async function readReadme(configuration: string, kind: 'units' | 'services', name: string): Promise<string> {
  const [{ findReadme, listReadmes }, { suggest }] = await Promise.all([
    import('../unit/readmes.ts'),
    import('../core/suggest.ts'),
  ]);
  const text = findReadme(configuration, kind, name);
  if (text !== undefined) return text.trimEnd();
  throw new UsageError(`there is no README in ${kind}/${name}`, {
    hint:
      suggest(name, listReadmes(configuration, kind), 'those with one') ?? `write ${kind}/${name}/README.md`,
  });
}
