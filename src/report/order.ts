import * as v from 'valibot';
import type { OrderKind } from '../orders/define-order.ts';

/** What an order does and takes, from the schema that checks it. */
export function describeOrder({ kind, help, on, schema }: OrderKind): string {
  const rows = Object.entries(schema.entries).map(([name, entry]) => ({
    name,
    text: helpOf(entry),
    required: entry.type !== 'optional',
  }));
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(
    ({ name, text, required }) => `  ${name.padEnd(width)}  ${text}${required ? ' (required)' : ''}`,
  );
  return [
    `${kind}: ${help}`,
    `on: ${on === 'both' ? 'a container or host' : on}`,
    'arguments:',
    ...lines,
  ].join('\n');
}

function helpOf(entry: object): string {
  const inner =
    'wrapped' in entry && entry.wrapped && typeof entry.wrapped === 'object' ? entry.wrapped : entry;
  return v.getDescription(inner as v.GenericSchema) ?? '';
}
