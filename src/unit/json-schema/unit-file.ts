import * as v from 'valibot';
import { isObject, type JsonObject } from '../../core/json.ts';
import { wanted } from '../../docker/keywords/reading.ts';
import { buildSchema, creationSchema, startupSchema } from '../../docker/keywords.ts';
import { hostSchema, unitSchema } from '../composition.ts';
import { containerName, containerSchema } from '../container-entry.ts';
import { parameterSchema } from '../parameters.ts';
import { helpOf, schemaAt } from '../schema-walk.ts';
import { convert } from './convert.ts';
import { entrySchema, orderDefinitions } from './orders.ts';
import { admitTemplates, templateDefinitions } from './templates.ts';

/**
 * JSON Schema (draft-07) of a unit file, made of the schemas that check it. An editor checks each YAML document of a
 * file for itself and before templates are rendered, so the root is any of the three documents.
 */
export function unitFileSchema(): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    if: { type: 'array' },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: {
      if: { contains: { type: 'object', required: ['add_argument'] } },
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
      then: ref('parameters'),
      else: ref('orders'),
    },
    else: {
      if: {
        type: 'object',
        minProperties: 1,
        additionalProperties: { type: 'object', required: ['command'] },
      },
      // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
      then: ref('entry'),
      else: ref('composition'),
    },
    definitions: {
      composition: composition(),
      container: container(),
      build: section(buildSchema),
      creation: section(creationSchema),
      startup: section(startupSchema),
      orders: {
        description: 'what is to be done, one entry after the other',
        type: 'array',
        items: ref('entry'),
      },
      entry: entrySchema,
      ...orderDefinitions(),
      parameters: parameters(),
      ...templateDefinitions,
    },
  };
}

const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });

function section(schema: v.GenericSchema): JsonObject {
  return admitTemplates(convert(schema));
}

const importSchema = v.pipe(
  v.union([v.string(), v.array(v.string())], wanted('UNIT/COMMAND or a list of them')),
  v.description('UNIT/COMMAND, or a list of them, whose containers are taken over; local entries win'),
);

function composition(): JsonObject {
  const { properties } = section(
    v.strictObject({ import: importSchema, unit: unitSchema, host: hostSchema }),
  );
  return {
    description: 'what there is: containers by name, and with "unit" what belongs to the unit as a whole',
    type: ['object', 'null'],
    properties: isObject(properties) ? properties : {},
    propertyNames: {
      ...admitTemplates({ pattern: containerName.source, not: { const: 'nua' } }),
      patternErrorMessage: 'wanted a name of two or more letters, digits, "_", "." or "-"',
    },
    additionalProperties: ref('container'),
  };
}

/** The sections of a container's entry, by their names. */
const sections = {
  build: 'build',
  creation: 'creation',
  create: 'creation',
  startup: 'startup',
  start: 'startup',
} as const;

function container(): JsonObject {
  const { properties, ...rest } = section(containerSchema);
  const described = Object.entries(sections).map(([name, definition]) => {
    const description = helpOf(schemaAt(containerSchema, {}, [name])) ?? '';
    return [name, { description, anyOf: [ref(definition), { type: 'null' }] }] as const;
  });
  return {
    ...rest,
    properties: { ...(isObject(properties) ? properties : {}), ...Object.fromEntries(described) },
    allOf: [notBoth('creation', 'create'), notBoth('startup', 'start')],
  };
}

/** Two names of one section: one of them may be used, the other may stand there empty. */
function notBoth(one: string, other: string): JsonObject {
  const filled = { not: { type: 'null' } };
  return { not: { required: [one, other], properties: { [one]: filled, [other]: filled } } };
}

function parameters(): JsonObject {
  return {
    description:
      'the words that the unit takes on the command line, as argparse has them; values as args.NAME',
    type: 'array',
    items: {
      type: 'object',
      properties: { add_argument: section(parameterSchema) },
      required: ['add_argument'],
      additionalProperties: false,
    },
  };
}
