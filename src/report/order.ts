import * as v from 'valibot';
import type { JsonObject } from '../core/json.ts';
import type { OrderKind } from '../orders/define-order.ts';

/** What an order does and takes, from the schema that checks it. */
export function describeOrder(order: OrderKind): string {
  const { kind, help, on } = order;
  const rows = argumentsOf(order);
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(
    ({ name, help, required }) => `  ${name.padEnd(width)}  ${help}${required ? ' (required)' : ''}`,
  );
  return [
    `${kind}: ${help}`,
    `on: ${on === 'both' ? 'a container or host' : on}`,
    'arguments:',
    ...lines,
  ].join('\n');
}

/** The same as data. */
export function describeOrderAsJson(order: OrderKind): JsonObject {
  const { kind, help, on } = order;
  return { order: kind, help, on, arguments: argumentsOf(order) };
}

function argumentsOf({ schema }: OrderKind) {
  return Object.entries(schema.entries).map(([name, entry]) => ({
    name,
    help: helpOf(entry),
    required: entry.type !== 'optional',
  }));
}

function helpOf(entry: object): string {
  const inner =
    'wrapped' in entry && entry.wrapped && typeof entry.wrapped === 'object' ? entry.wrapped : entry;
  return v.getDescription(inner as v.GenericSchema) ?? '';
}
