import * as v from 'valibot';
import { describeValue, isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Container } from '../docker/container.ts';
import { wanted } from '../docker/keywords/reading.ts';
import { mapping } from '../docker/keywords/shapes.ts';
import { buildSchema, creationSchema, startupSchema } from '../docker/keywords.ts';
import { relationsOf } from '../docker/relations.ts';
import { addFault, check, type Part, within } from './check.ts';
import { keywordHint, type Section } from './keyword-hints.ts';
import { type PathBase, resolveBuildPath, resolveHostSides } from './paths.ts';

/**
 * Reads the entry of a container in the first document. Faults go to the list of `whole`; where there are some, the
 * answer holds what could be read, so that nothing else is found to lack the container.
 * @param unit the unit that declares it
 */
export function readContainer(
  name: string,
  entry: Json,
  unit: string,
  whole: Part,
  base: PathBase,
): Container {
  const part = within(whole, [name], `container "${name}"`);
  checkName(name, part);
  const written = mappingOf(entry, name, part);
  const resolved = resolveBuildPath(written, base);
  const keys = check(containerSchema, resolved, part, key => keywordHint(key, undefined));
  const build = readSection(buildSchema, 'build', ['build'], resolved, part);
  if (build && build.path == null) {
    const message = `"path" is missing in build of ${part.what}`;
    addFault(part, ['build'], { message, hint: 'name the directory with the Dockerfile' }, 'key');
  }
  const creation = readSection(creationSchema, 'creation', ['creation', 'create'], resolved, part);
  const startup = readSection(startupSchema, 'startup', ['startup', 'start'], resolved, part);
  const container: Omit<Container, 'relations'> = {
    name,
    unit: keys?.declared_by ?? unit,
    build,
    creation: resolveHostSides(creation ?? {}, base),
    startup: resolveHostSides(startup ?? {}, base),
    engine: isObject(resolved['engine']) ? resolved['engine'] : {},
    dependsOn: keys?.depends_on ?? [],
    written,
    place: part.placeOf(part.path, 'key'),
    placeOf: (path, at) => part.placeOf([...part.path, ...path], at),
  };
  return { ...container, relations: relationsOf(container) };
}

const section = (what: string) => v.optional(v.nullable(v.pipe(v.unknown(), v.description(what))));
const anything = v.optional(v.unknown());
const creationPart = section('how the container is made: its image, command, environment, labels, …');
const startupPart = section("the host's side of it: volumes, ports, links, networks, limits, …");

/** What may stand in a container's entry; the sections are checked one by one. */
export const containerSchema = v.strictObject({
  build: section('how the image is built; without it the image is pulled'),
  creation: creationPart,
  create: creationPart,
  startup: startupPart,
  start: startupPart,
  engine: v.optional(
    v.pipe(
      v.nullable(mapping(v.unknown(), "a mapping of the Engine API's own names")),
      v.description("the Engine API's own names for the create call, merged last"),
    ),
  ),
  depends_on: v.optional(
    v.pipe(
      v.union([v.array(v.string()), v.string()], wanted('the name of a container or a list of them')),
      v.description(
        'containers that come before this one; those it links to or shares something with do so anyway',
      ),
      v.transform(names => [names].flat()),
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

/** What a container may be called. */
export const containerName = /^[A-Za-z0-9][A-Za-z0-9_.-]+$/;

function checkName(name: string, part: Part): void {
  if (!containerName.test(name)) {
    const hint = 'take two or more letters, digits, "_", "." or "-", the first a letter or a digit';
    addFault(part, [], { message: `"${name}" is no name for a container`, hint }, 'key');
  }
}

function mappingOf(entry: Json, name: string, part: Part): JsonObject {
  if (isObject(entry)) return entry;
  const message = `container "${name}": wanted a mapping, found ${describeValue(entry)}`;
  const hint = `for example "${name}: {creation: {image: busybox:stable}}"`;
  addFault(part, [], { message, hint }, 'key');
  return {};
}

/** A section may go by two names, of which one may be used. */
function readSection<S extends v.GenericSchema>(
  schema: S,
  section: Section,
  names: readonly string[],
  entry: JsonObject,
  part: Part,
): v.InferOutput<S> | undefined {
  const [name, second] = names.filter(key => entry[key] !== undefined && entry[key] !== null);
  if (name === undefined) return undefined;
  if (second !== undefined) {
    const message = `"${second}" and "${name}" are the same section`;
    addFault(part, [second], { message, hint: 'put both into one' }, 'key');
  }
  const hint = (key: string) => keywordHint(key, section);
  return check(schema, entry[name], within(part, [name], `${name} of ${part.what}`), hint);
}
