import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { isObject, type JsonObject } from '../../core/json.ts';
import { inAnyCase } from '../../docker/keywords/reading.ts';
import type { Shape } from '../../docker/keywords/shapes.ts';
import { flattened, isNothing, tidy } from './tidy.ts';

/** JSON Schema (draft-07) of what a schema of ours takes, without the templates that may stand in a file. */
export function convert(schema: v.GenericSchema): JsonObject {
  const converted: unknown = toJsonSchema(schema, {
    typeMode: 'input',
    // What these check is said in metadata beside them, or cannot be said in JSON Schema.
    ignoreActions: ['check', 'raw_check'],
    overrideSchema: ({ valibotSchema, jsonSchema }) => rewritten(valibotSchema, { ...jsonSchema }),
  });
  return isObject(converted) ? tidy(converted) : {};
}

/** What the library cannot know: our choices by shape, the help of keywords, names in two spellings. */
function rewritten(schema: object, converted: object): object | undefined {
  if ('choices' in schema && Array.isArray(schema.choices))
    return anyOf(schema.choices.filter(isSchema).map(convert));
  if ('forms' in schema && isObject(schema.forms)) return byShape(schema.forms);
  const description = descriptionOf(schema);
  if (description !== undefined) return { ...converted, description };
  return 'type' in schema && schema.type === 'custom' ? {} : undefined;
}

/** The library leaves out what stands behind a transformation. */
function descriptionOf(schema: object): string | undefined {
  if ('help' in schema && typeof schema.help === 'string') return schema.help;
  return 'wrapped' in schema && isSchema(schema.wrapped) ? v.getDescription(schema.wrapped) : undefined;
}

const shapes = ['list', 'mapping', 'other'] as const satisfies readonly Shape[];

const types: Readonly<Record<Shape, readonly string[]>> = {
  list: ['array'],
  mapping: ['object'],
  other: ['string', 'number', 'integer', 'boolean', 'null'],
};

function byShape(forms: object): JsonObject {
  const entries = Object.entries(forms);
  return anyOf(
    shapes.flatMap(shape => {
      const form = entries.find(([name]) => name === shape)?.[1];
      return isSchema(form) ? alternativesOf(form, shape) : [];
    }),
  );
}

function alternativesOf(form: v.GenericSchema, shape: Shape): readonly JsonObject[] {
  const converted = 'fields' in form && isObject(form.fields) ? ofFields(form.fields) : convert(form);
  return isNothing(converted) ? [] : limited(converted, shape);
}

/** The part of a schema that is of one shape: its other alternatives are never reached. */
function limited(converted: JsonObject, shape: Shape): readonly JsonObject[] {
  const { type, anyOf: several, ...rest } = converted;
  if (Array.isArray(several)) {
    const parts = several.filter(isObject).flatMap(part => limited(part, shape));
    return parts.length === 0 ? [] : [{ ...anyOf(parts), ...rest }];
  }
  if (type === undefined)
    return [shape === 'other' ? converted : { ...converted, type: types[shape][0] ?? '' }];
  return [type].flat().every(name => types[shape].includes(String(name))) ? [converted] : [];
}

/** A mapping whose names may be spelled as docker-py or as the Engine does. */
function ofFields(entries: object): JsonObject {
  const fields = Object.entries(entries).filter(([, schema]) => isSchema(schema));
  const converted = fields.map(([name, schema]) => [name, convert(schema)] as const);
  const required = fields.filter(([, { type }]) => !/optional|nullish/.test(type)).map(([name]) => name);
  return {
    type: 'object',
    // For an editor to propose; what they take, the patterns say.
    properties: Object.fromEntries(converted.map(([name]) => [name, {}])),
    patternProperties: Object.fromEntries(converted.map(([name, schema]) => [inAnySpelling(name), schema])),
    additionalProperties: false,
    ...(required.length > 0 ? { allOf: required.map(has) } : {}),
  };
}

function inAnySpelling(name: string): string {
  return `^_*${[...name.replaceAll('_', '')].map(letter => `${inAnyCase(letter)}_*`).join('')}$`;
}

/** Among the names is one that is this name in some spelling. */
function has(name: string): JsonObject {
  const engine = name.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return {
    anyOf: [
      { required: [name] },
      { required: [engine] },
      { not: { propertyNames: { not: { pattern: inAnySpelling(name) } } } },
    ],
  };
}

function anyOf(alternatives: readonly JsonObject[]): JsonObject {
  const flat = flattened(alternatives);
  const unique = [...new Map(flat.map(part => [JSON.stringify(part), part])).values()];
  const [only, second] = unique;
  return isObject(only) && second === undefined ? only : { anyOf: unique };
}

function isSchema(value: unknown): value is v.GenericSchema {
  return isObject(value) && value['kind'] === 'schema';
}
