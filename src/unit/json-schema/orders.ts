import { isObject, type JsonObject } from '../../core/json.ts';
import type { OrderKind } from '../../orders/define-order.ts';
import { orders } from '../../orders/registry.ts';
import { convert } from './convert.ts';
import { admitTemplates } from './templates.ts';

/** An entry of the second document: a mapping of targets to orders. */
export const entrySchema: JsonObject = {
  description:
    'containers (and host, this machine) with an order each; they are done as their dependencies allow',
  type: 'object',
  properties: { host: { $ref: '#/definitions/host_order' } },
  additionalProperties: { $ref: '#/definitions/container_order' },
};

/** One definition for each kind of order, and the choices among them for containers and for `host`. */
export function orderDefinitions(): JsonObject {
  const kinds: readonly OrderKind[] = Object.values(orders);
  return {
    container_order: anyOrder(kinds.filter(({ on }) => on !== 'host')),
    host_order: anyOrder(kinds.filter(({ on }) => on !== 'container')),
    ...Object.fromEntries(kinds.map(kind => [definitionOf(kind), order(kind)])),
  };
}

function anyOrder(kinds: readonly OrderKind[]): JsonObject {
  const templated = { properties: { command: { $ref: '#/definitions/template' } } };
  return {
    type: 'object',
    required: ['command'],
    anyOf: [...kinds.map(kind => ({ $ref: `#/definitions/${definitionOf(kind)}` })), templated],
    allOf: kinds.flatMap(demandsOf),
  };
}

function definitionOf({ kind }: OrderKind): string {
  return `order_${kind}`;
}

function order({ kind, help, schema, taken }: OrderKind): JsonObject {
  const { properties, required: _, ...rest } = admitTemplates(convert(schema));
  const command = { const: kind, description: help };
  return {
    ...rest,
    ...taken,
    description: help,
    properties: { command, ...(isObject(properties) ? properties : {}) },
  };
}

/** Apart from the order itself: an editor would not propose a kind whose other fields are missing yet. */
function demandsOf({ kind, schema }: OrderKind): readonly JsonObject[] {
  const { required } = convert(schema);
  const isKind = { properties: { command: { const: kind } }, required: ['command'] };
  // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
  return required === undefined ? [] : [{ if: isKind, then: { required } }];
}
