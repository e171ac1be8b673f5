/** What YAML and JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

/** Whether a value is a mapping: neither null, nor a list, nor a scalar. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The mapping at a key; an empty one where there is none. */
export function objectIn(value: unknown, key: string): JsonObject {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

/** The texts of the list at a key; none where there is no list. */
export function textsIn(value: unknown, key: string): readonly string[] {
  const found = isObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found.filter(item => typeof item === 'string') : [];
}

/** A value in a message: a scalar as JSON, of a list or mapping only that it is one. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

const longest = 80;

/**
 * Merges mappings key by key; anything that is not a mapping on both sides is replaced by the later one.
 * Neither argument is changed.
 */
export function mergeDeep(below: JsonObject, above: JsonObject): JsonObject {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const former = merged.get(key);
    merged.set(key, isObject(former) && isObject(value) ? mergeDeep(former, value) : value);
  }
  return Object.fromEntries(merged);
}
