import * as v from 'valibot';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Composition, Container } from '../docker/container.ts';
import { buildSchema, creationSchema, startupSchema } from '../docker/keywords.ts';
import { boolean } from '../orders/define-order.ts';
import { addFault, check, type Part, within } from './check.ts';
import { type PathBase, resolvePath, resolvePaths } from './paths.ts';

/** The first document as read: its containers, and what it says of the unit as a whole, as written too. */
export type ReadComposition = {
  readonly composition: Composition;
  readonly section: JsonObject;
  readonly host: JsonObject;
};

export const emptyComposition: ReadComposition = {
  composition: {
    containers: new Map(),
    networks: new Map(),
    volumes: new Map(),
    hosts: new Map(),
    hostDirectory: undefined,
  },
  section: {},
  host: {},
};

/** The keys of the first document that are no containers. */
const reservedNames = ['import', 'unit', 'host'];

/**
 * Reads the first document. What imports brought is `below`: local entries win over it. Faults go to the part's list.
 * @param unit the unit that declares the containers
 */
export function readComposition(
  document: JsonObject,
  unit: string,
  part: Part,
  base: PathBase,
  below: ReadComposition,
): ReadComposition {
  const section = isObject(document['unit']) ? document['unit'] : {};
  const host = isObject(document['host']) ? document['host'] : {};
  const declared = check(unitSchema, document['unit'] ?? {}, within(part, ['unit'], 'unit'));
  const hostEntry = check(hostSchema, document['host'] ?? {}, within(part, ['host'], 'host'));
  const directory = hostEntry?.build?.path;
  const containers = new Map(below.composition.containers);
  for (const [name, entry] of Object.entries(document)) {
    if (reservedNames.includes(name)) continue;
    const container = readContainer(name, entry, unit, part, base);
    if (container) containers.set(name, container);
  }
  return {
    composition: {
      containers,
      networks: merged(below.composition.networks, declared?.networks),
      volumes: merged(below.composition.volumes, declared?.volumes),
      hosts: merged(below.composition.hosts, declared?.hosts),
      hostDirectory: directory === undefined ? below.composition.hostDirectory : resolvePath(directory, base),
    },
    section: mergedSection(below.section, section),
    host: Object.keys(host).length > 0 ? host : below.host,
  };
}

const driver = {
  driver: v.optional(
    v.pipe(v.string(), v.description('the driver of the engine; bridge for networks, local for volumes')),
  ),
  options: v.optional(v.pipe(v.record(v.string(), v.string()), v.description("the driver's options"))),
  external: v.optional(
    v.pipe(boolean, v.description('it must exist already, is never made and never removed')),
  ),
};
const declaration = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.nullable(v.strictObject(entries)),
    v.transform(value => value ?? {}),
  );

const unitSchema = v.strictObject({
  networks: v.optional(
    v.record(
      v.string(),
      declaration({ ...driver, internal: v.optional(v.pipe(boolean, v.description('without a way out'))) }),
    ),
  ),
  volumes: v.optional(v.record(v.string(), declaration(driver))),
  hosts: v.optional(v.record(v.string(), v.string())),
});

const hostSchema = v.strictObject({ build: v.optional(v.strictObject({ path: v.optional(v.string()) })) });

const section = v.optional(v.nullable(v.unknown()));
const anything = v.optional(v.unknown());

const containerSchema = v.strictObject({
  build: section,
  creation: section,
  create: section,
  startup: section,
  start: section,
  engine: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  depends_on: v.optional(
    v.union(
      [
        v.array(v.string()),
        v.pipe(
          v.string(),
          v.transform(name => [name]),
        ),
      ],
      'expected a list of container names',
    ),
  ),
  declared_by: v.optional(
    v.pipe(v.string(), v.description('the unit that the container belongs to, where it is not this one')),
  ),
  daemon: anything,
  job: anything,
  jobs: anything,
  tests: anything,
  backup: anything,
});

function readContainer(
  name: string,
  entry: Json,
  unit: string,
  whole: Part,
  base: PathBase,
): Container | undefined {
  const part = within(whole, [name], `container "${name}"`);
  if (!/^[A-Za-z0-9][A-Za-z0-9_.-]+$/.test(name)) {
    addFault(
      part,
      [],
      {
        message: `"${name}" is no name for a container`,
        hint: 'two or more letters, digits, "_", "." or "-", the first a letter or a digit',
      },
      'key',
    );
  }
  if (name === 'nua') {
    addFault(part, [], { message: '"nua" is reserved', hint: 'give the container another name' }, 'key');
  }
  if (!isObject(entry)) {
    addFault(
      part,
      [],
      {
        message: `container "${name}": expected a mapping`,
        hint: 'for example {creation: {image: busybox:stable}}',
      },
      'key',
    );
    return undefined;
  }
  const resolved = resolvePaths(entry, base);
  const keys = check(containerSchema, resolved, part);
  const sections = {
    build: readSection(buildSchema, ['build'], resolved, part),
    creation: readSection(creationSchema, ['creation', 'create'], resolved, part),
    startup: readSection(startupSchema, ['startup', 'start'], resolved, part),
  };
  if (sections.build && sections.build.path == null) {
    addFault(
      part,
      ['build'],
      {
        message: `"path" is missing in build of ${part.what}`,
        hint: 'name the directory with the Dockerfile',
      },
      'key',
    );
  }
  if (!keys) return undefined;
  return {
    name,
    unit: keys.declared_by ?? unit,
    build: sections.build,
    creation: sections.creation ?? {},
    startup: sections.startup ?? {},
    engine: isObject(resolved['engine']) ? resolved['engine'] : {},
    dependsOn: keys.depends_on ?? [],
    written: entry,
    place: part.placeOf(part.path, 'key'),
  };
}

/** A section may go by two names, of which one may be used. */
function readSection<S extends v.GenericSchema>(
  schema: S,
  names: readonly string[],
  entry: JsonObject,
  part: Part,
): v.InferOutput<S> | undefined {
  const [name, second] = names.filter(key => entry[key] !== undefined && entry[key] !== null);
  if (name === undefined) return undefined;
  if (second !== undefined)
    addFault(
      part,
      [second],
      { message: `"${second}" and "${name}" are the same section`, hint: 'put both into one' },
      'key',
    );
  return check(schema, entry[name], within(part, [name], `${name} of ${part.what}`));
}

function merged<T>(
  below: ReadonlyMap<string, T>,
  above: Readonly<Record<string, T>> | undefined,
): ReadonlyMap<string, T> {
  return new Map([...below, ...Object.entries(above ?? {})]);
}

function mergedSection(below: JsonObject, above: JsonObject): JsonObject {
  const keys = [...new Set([...Object.keys(below), ...Object.keys(above)])];
  return Object.fromEntries(keys.map(key => [key, { ...asObject(below[key]), ...asObject(above[key]) }]));
}

function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** One composition over another: what both have is the upper one's. */
export function overlay(below: ReadComposition, above: ReadComposition): ReadComposition {
  const lower = below.composition;
  const upper = above.composition;
  return {
    composition: {
      containers: new Map([...lower.containers, ...upper.containers]),
      networks: new Map([...lower.networks, ...upper.networks]),
      volumes: new Map([...lower.volumes, ...upper.volumes]),
      hosts: new Map([...lower.hosts, ...upper.hosts]),
      hostDirectory: upper.hostDirectory ?? lower.hostDirectory,
    },
    section: mergedSection(below.section, above.section),
    host: { ...below.host, ...above.host },
  };
}
