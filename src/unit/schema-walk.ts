import * as v from 'valibot';
import { isObject } from '../core/json.ts';
import type { Path } from '../core/places.ts';

/** The part of a schema that checks what stands at a path of a value; undefined where the schema does not say. */
export function schemaAt(schema: object, value: unknown, path: Path): object | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const holder = holderOf(schema, value);
  const entries = objectAt(holder, 'entries');
  const member = entries
    ? objectAt(entries, String(key))
    : (objectAt(holder, 'value') ?? objectAt(holder, 'item'));
  return member && schemaAt(member, valueAt(value, key), rest);
}

/** The names that a mapping may have which this part checks, without those that are known only to be refused. */
export function namesIn(schema: object, value: unknown): readonly string[] {
  const entries = objectAt(holderOf(schema, value), 'entries') ?? {};
  return Object.keys(entries).filter(name => !isRefused(objectAt(entries, name)));
}

/** What a part is for, as a sentence of its schema says. */
export function helpOf(schema: object | undefined): string | undefined {
  if (schema === undefined) return undefined;
  if ('help' in schema && typeof schema.help === 'string') return schema.help;
  return (isSchema(schema) ? v.getDescription(schema) : undefined) ?? helpOf(objectAt(schema, 'wrapped'));
}

/** The schema of a mapping or a list inside of optional ones, choices by shape, and pipes. */
function holderOf(schema: object, value: unknown): object | undefined {
  const wrapped = objectAt(schema, 'wrapped');
  if (wrapped) return holderOf(wrapped, value);
  if ('pipe' in schema && Array.isArray(schema.pipe))
    return schema.pipe
      .filter(isSchema)
      .map(part => holderOf(part, value))
      .findLast(Boolean);
  if ('getter' in schema && typeof schema.getter === 'function') {
    const chosen: unknown = schema.getter(value);
    return isSchema(chosen) ? holderOf(chosen, value) : undefined;
  }
  return 'entries' in schema || 'value' in schema || 'item' in schema ? schema : undefined;
}

/** Whether a name is known only to be refused, with the reason. */
export function isRefused(entry: object | undefined): boolean {
  const wrapped = objectAt(entry, 'wrapped');
  return wrapped !== undefined && 'type' in wrapped && wrapped.type === 'never';
}

function isSchema(part: unknown): part is v.GenericSchema {
  return isObject(part) && part['kind'] === 'schema';
}

function objectAt(holder: object | undefined, key: string): object | undefined {
  const found = holder && Object.entries(holder).find(([name]) => name === key)?.[1];
  return typeof found === 'object' && found !== null ? found : undefined;
}

function valueAt(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) ? value[key] : undefined;
}
