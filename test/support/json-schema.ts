import { Ajv } from 'ajv';
import { CORE_SCHEMA, loadAll, mergeTag, realMapTag } from 'js-yaml';
import type { JsonObject } from '../../src/core/json.ts';

/**
 * Compiles a schema with a validator that knows nothing of ours; it also refuses schemas with words that are ignored.
 * The answer says what is wrong with a value, nothing for a good one.
 */
export function compile(schema: JsonObject): (value: unknown) => readonly string[] {
  const ajv = new Ajv({
    strict: true,
    // Rules for texts and for numbers stand side by side, and properties are told beside the patterns they match.
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowMatchingProperties: true,
    // What editors show instead of the pattern.
    keywords: ['patternErrorMessage'],
  });
  const check = ajv.compile(schema);
  return value =>
    check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** The YAML documents of a text as an editor sees them, templates not rendered: `{{ x }}` is a mapping as a key. */
export function editorDocuments(text: string): readonly unknown[] {
  return loadAll(text, { schema: CORE_SCHEMA.withTags(realMapTag, mergeTag) }).map(withTextKeys);
}

function withTextKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTextKeys);
  if (!(value instanceof Map)) return value;
  return Object.fromEntries([...value].map(([key, item]) => [keyText(key), withTextKeys(item)]));
}

function keyText(key: unknown): string {
  return key instanceof Map ? `{ ${[...key.keys()].map(keyText).join(', ')} }` : String(key);
}
