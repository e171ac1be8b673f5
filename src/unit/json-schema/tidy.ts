import { isObject, type Json, type JsonObject } from '../../core/json.ts';

/**
 * What the library made, without what says nothing, without defaults that an editor would write into the file, without
 * names that are known only to be refused, and with what it refers to put in its place.
 */
export function tidy({ $schema: _, $defs, ...schema }: JsonObject): JsonObject {
  return tidied(schema, isObject($defs) ? $defs : {});
}

/** Alternatives without the ones among them that are themselves nothing but alternatives. */
export function flattened(alternatives: readonly Json[]): readonly Json[] {
  return alternatives.flatMap(part => {
    const inner = isObject(part) && Object.keys(part).length === 1 ? part['anyOf'] : undefined;
    return Array.isArray(inner) ? flattened(inner) : [part];
  });
}

/** Whether a schema takes nothing at all. */
export function isNothing({ not }: JsonObject): boolean {
  return isObject(not) && Object.keys(not).length === 0;
}

function tidied(given: JsonObject, known: JsonObject): JsonObject {
  const kept = Object.entries(resolved(given, known)).filter(
    ([key, value]) => key !== 'default' && !saysNothing(key, value),
  );
  return Object.fromEntries(kept.map(([key, value]) => [key, member(key, value, known)]));
}

/** The library makes a definition of whatever a choice by shape leads to, and refers to it wherever else it stands. */
function resolved({ $ref, ...rest }: JsonObject, known: JsonObject): JsonObject {
  const target = typeof $ref === 'string' ? known[$ref.replace('#/$defs/', '')] : undefined;
  return isObject(target) ? { ...resolved(target, known), ...rest } : rest;
}

function saysNothing(key: string, value: Json): boolean {
  if (key === 'required') return Array.isArray(value) && value.length === 0;
  return key === 'propertyNames' && JSON.stringify(value) === '{"type":"string"}';
}

function member(key: string, value: Json, known: JsonObject): Json {
  if (key === 'properties' && isObject(value)) return named(value, known);
  const inner = Array.isArray(value)
    ? value.map(item => (isObject(item) ? tidied(item, known) : item))
    : isObject(value)
      ? tidied(value, known)
      : value;
  return key === 'anyOf' && Array.isArray(inner) ? flattened(inner) : inner;
}

function named(properties: JsonObject, known: JsonObject): JsonObject {
  const schemas = Object.entries(properties).flatMap(([name, schema]) =>
    isObject(schema) ? [[name, tidied(schema, known)] as const] : [],
  );
  return Object.fromEntries(schemas.filter(([, schema]) => !isNothing(schema)));
}
