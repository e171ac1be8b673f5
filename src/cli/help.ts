import * as v from 'valibot';
import { UsageError } from '../core/errors.ts';
import { suggest } from '../core/suggest.ts';
import { defineCommand } from './command.ts';
import { commonValues } from './options.ts';
import { locateConfiguration } from './sources.ts';

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
  run: async ({ unit, service, order, configuration, json }, runtime) => {
    const found = order
      ? await readOrderHelp(order)
      : await readReadme(locateConfiguration({ configuration }, runtime), { unit, service });
    runtime.showText(json ? JSON.stringify(found.data) : found.text);
    return 0;
  },
});

/** What is printed, and the same as data. */
type Help = { readonly text: string; readonly data: object };

async function readOrderHelp(kind: string): Promise<Help> {
  const [{ isKind, orders }, { describeOrder, describeOrderAsJson }] = await Promise.all([
    import('../orders/registry.ts'),
    import('../report/order.ts'),
  ]);
  if (isKind(kind)) return { text: describeOrder(orders[kind]), data: describeOrderAsJson(orders[kind]) };
  throw new UsageError(`unknown order "${kind}"`, { hint: suggest(kind, Object.keys(orders), 'orders') });
}

type Of = { readonly unit: string | null | undefined; readonly service: string | null | undefined };

async function readReadme(configuration: string, { unit, service }: Of): Promise<Help> {
  const { findReadme, listReadmes } = await import('../unit/readmes.ts');
  const name = unit || (service ?? '');
  const kind = unit ? 'units' : 'services';
  const text = findReadme(configuration, kind, name);
  if (text !== undefined) return { text: text.trimEnd(), data: { [unit ? 'unit' : 'service']: name, text } };
  throw new UsageError(`there is no README in ${kind}/${name}`, {
    hint:
      suggest(name, listReadmes(configuration, kind), 'those with one') ?? `write ${kind}/${name}/README.md`,
  });
}
