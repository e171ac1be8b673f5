import { isObject, type Json, type JsonObject } from '../../core/json.ts';

/** What a text holds that a template or a late expression fills. */
const template = String.raw`\{[{%]|\[\[[ \t]*(\.|\[|inspect)`;

/** What `admitTemplates` refers to; belongs into the `definitions` of the whole schema. */
export const templateDefinitions: JsonObject = {
  template: {
    description: 'a text that a template or a late expression fills',
    anyOf: [{ type: 'string', pattern: template }, { $ref: '#/definitions/inserted' }],
  },
  inserted: {
    description: 'a template without quotes, {{ … }}, which an editor takes for a mapping in a mapping',
    type: 'object',
    minProperties: 1,
    maxProperties: 1,
    propertyNames: { pattern: String.raw`^[{\[]` },
    additionalProperties: { type: 'null' },
  },
};

/**
 * The same schema for files before their templates are rendered: a value of any kind may be an unquoted template, one
 * that is no free text also a text with a template in it, and what must match a pattern may hold one.
 */
export function admitTemplates(schema: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, member(key, value)]));
}

function member(key: string, value: Json): Json {
  if (key === 'pattern' && typeof value === 'string') return `${value}|${template}`;
  if (key === 'propertyNames' && isObject(value)) return admitTemplates(value);
  if (key === 'properties' || key === 'patternProperties') return mapValues(value, asValue);
  if (key === 'additionalProperties') return asValue(value);
  if (key === 'items') return Array.isArray(value) ? value.map(asValue) : asValue(value);
  return key === 'anyOf' && Array.isArray(value)
    ? value.map(part => (isObject(part) ? admitTemplates(part) : part))
    : value;
}

function mapValues(value: Json, change: (value: Json) => Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, change(item)]));
}

/** A schema in a place where a template may stand instead. */
function asValue(schema: Json): Json {
  if (!isObject(schema)) return schema;
  const { description, ...rest } = schema;
  const inner = admitTemplates(rest);
  const scalars = scalarsOf(rest);
  if (scalars === undefined) return schema;
  const extra = {
    $ref: `#/definitions/${scalars.length > 0 && !scalars.includes('text') ? 'template' : 'inserted'}`,
  };
  const { anyOf, ...others } = inner;
  const isPlain = Object.keys(others).length === 0;
  const alternatives = isPlain && Array.isArray(anyOf) ? [...anyOf, extra] : [inner, extra];
  return description === undefined ? { anyOf: alternatives } : { description, anyOf: alternatives };
}

/** The scalars that a schema takes, `text` for a free one; undefined for a schema that takes anything. */
function scalarsOf(schema: JsonObject, limited = false): readonly string[] | undefined {
  const { type, anyOf, enum: known, const: only, pattern, items, not } = schema;
  if (Array.isArray(anyOf)) {
    const parts = anyOf.filter(isObject).map(part => scalarsOf(part, limited || pattern !== undefined));
    return parts.some(part => part === undefined) ? undefined : parts.flatMap(part => part ?? []);
  }
  if (known !== undefined || only !== undefined) return ['value'];
  if (type === undefined)
    return pattern === undefined && items === undefined && not === undefined ? undefined : ['value'];
  const isText = type === 'string' && pattern === undefined && !limited;
  return isText ? ['text'] : ['array', 'object', 'null'].includes(String(type)) ? [] : ['value'];
}
