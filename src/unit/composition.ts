import * as v from 'valibot';
import { isObject, type JsonObject, mergeDeep } from '../core/json.ts';
import type { Composition, Container } from '../docker/container.ts';
import { wanted } from '../docker/keywords/reading.ts';
import { mapping, strictMapping } from '../docker/keywords/shapes.ts';
import { boolean } from '../orders/define-order.ts';
import { addFault, check, type Part, within } from './check.ts';
import { readContainer } from './container-entry.ts';
import { type PathBase, resolvePath } from './paths.ts';

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
 * Reads the first document, without what it imports. Faults go to the part's list.
 * @param unit the unit that declares the containers
 */
export function readComposition(
  document: JsonObject,
  unit: string,
  part: Part,
  base: PathBase,
): ReadComposition {
  const section = isObject(document['unit']) ? document['unit'] : {};
  const host = isObject(document['host']) ? document['host'] : {};
  const declared = check(unitSchema, document['unit'] ?? {}, within(part, ['unit'], 'unit'));
  const hostEntry = check(hostSchema, document['host'] ?? {}, within(part, ['host'], 'host'));
  const directory = hostEntry?.build?.path;
  const containers = new Map<string, Container>();
  for (const [name, entry] of Object.entries(document)) {
    if (reservedNames.includes(name)) continue;
    if (name === 'nua') {
      addFault(
        part,
        [name],
        { message: '"nua" is reserved', hint: 'give the container another name' },
        'key',
      );
      continue;
    }
    containers.set(name, readContainer(name, entry, unit, part, base));
  }
  return {
    composition: {
      containers,
      networks: new Map(Object.entries(declared?.networks ?? {})),
      volumes: new Map(Object.entries(declared?.volumes ?? {})),
      hosts: new Map(Object.entries(declared?.hosts ?? {})),
      hostDirectory: directory === undefined ? undefined : resolvePath(directory, base),
    },
    section,
    host,
  };
}

const driver = {
  driver: v.optional(
    v.pipe(v.string(), v.description('the driver of the engine; bridge for networks, local for volumes')),
  ),
  options: v.optional(v.pipe(mapping(v.string()), v.description("the driver's options"))),
  external: v.optional(
    v.pipe(boolean, v.description('it must exist already, is never made and never removed')),
  ),
};
const declaration = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.nullable(strictMapping(entries)),
    v.transform(given => given ?? {}),
  );

/** The mapping `unit`. */
export const unitSchema = v.strictObject({
  networks: v.optional(
    mapping(
      declaration({ ...driver, internal: v.optional(v.pipe(boolean, v.description('without a way out'))) }),
    ),
  ),
  volumes: v.optional(mapping(declaration(driver))),
  hosts: v.optional(mapping(v.string(wanted('an address')), 'a mapping of names to addresses')),
  backup: v.optional(v.unknown()),
  tests: v.optional(v.unknown()),
  update: v.optional(v.unknown()),
});

/** The entry `host`. */
export const hostSchema = v.strictObject({
  build: v.optional(strictMapping({ path: v.optional(v.string()) })),
});

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
    host: mergeDeep(below.host, above.host),
  };
}

/** Networks and the like are joined by name; what is no mapping on both sides is the upper one's. */
function mergedSection(below: JsonObject, above: JsonObject): JsonObject {
  const joined = Object.entries(above).map(([key, value]) => {
    const former = below[key];
    return [key, isObject(former) && isObject(value) ? { ...former, ...value } : value] as const;
  });
  return { ...below, ...Object.fromEntries(joined) };
}
