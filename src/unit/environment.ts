import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { throwFaults, UsageError } from '../core/errors.ts';
import { isObject, type Json, type JsonObject, mergeDeep } from '../core/json.ts';
import type { Path, Place } from '../core/places.ts';
import { suggest } from '../core/suggest.ts';
import { readSetting } from './settings.ts';
import { placesIn, readSource } from './source.ts';
import { parseYaml } from './yaml.ts';

/** The values that templates see. */
export type Environment = {
  readonly values: JsonObject;
  /** Which file and line set a value; undefined for an automatic one and for a path that has none. */
  readonly origins: (path: Path) => Place | undefined;
};

export type EnvironmentChoice = {
  /** The configuration directory, absolute. */
  readonly configuration: string;
  /** What each `-e` named. */
  readonly chosen: readonly string[];
  /** What each `--set` said: `KEY=VALUE`. */
  readonly settings: readonly string[];
  readonly cwd: string;
  readonly hostname: string;
  readonly uid: number;
  readonly gid: number;
  readonly processEnv: NodeJS.ProcessEnv;
};

/** What one file or one setting gives. */
type Layer = { readonly value: JsonObject; readonly placeOf: (path: Path) => Place };

/** Names that only nua-start itself sets; `args` are the unit's parameters. */
const reserved = ['DOCKERSTRA_CONF', 'NUA_CONF', 'args', 'osenv'];

/**
 * Reads the environment (D 2): the automatic values, `environments/*.yaml`, the set of this host, what `-e` chose and
 * what `--set` said; later wins, mappings are merged.
 * @throws UsageError for a wrong `-e` or `--set`, UnitError for a file with faults
 */
export function readEnvironment(choice: EnvironmentChoice): Environment {
  const directory = join(choice.configuration, 'environments');
  const host = choice.hostname.split('.')[0] ?? '';
  const files = [
    ...yamlFiles(directory),
    ...(setsIn(directory).includes(host) ? yamlFiles(join(directory, host)) : []),
    ...choice.chosen.flatMap(name => chosenFiles(name, directory, choice.cwd)),
  ];
  const layers = [...files.map(readLayer), ...choice.settings.map(text => readSetting(text, reserved))];
  const values = layers.map(layer => layer.value).reduce(mergeDeep, automatic(choice));
  return {
    values,
    origins: path =>
      has(values, path) ? layers.findLast(l => has(l.value, path))?.placeOf(path) : undefined,
  };
}

function automatic({ configuration, hostname, uid, gid, processEnv }: EnvironmentChoice): JsonObject {
  const osenv = Object.fromEntries(Object.entries(processEnv).map(([name, value]) => [name, value ?? '']));
  return {
    DOCKERSTRA_CONF: configuration,
    NUA_CONF: configuration,
    UID: uid,
    GID: gid,
    HOSTNAME: hostname,
    osenv,
  };
}

function readLayer(file: string): Layer {
  const source = readSource(file);
  const { value, placeOf } = parseYaml(source.text, placesIn(source));
  if (value === null) return { value: {}, placeOf };
  if (!isObject(value)) {
    const message = `an environment file is a mapping of names to values; found ${Array.isArray(value) ? 'a list' : 'a single value'}`;
    throwFaults([{ message, place: placeOf([]), hint: 'write "name: value", one a line' }]);
    return { value: {}, placeOf };
  }
  throwFaults(
    reserved
      .filter(name => Object.hasOwn(value, name))
      .map(name => ({
        message: `"${name}" is set by nua-start itself`,
        place: placeOf([name], 'key'),
        hint: 'choose another name',
      })),
  );
  return { value, placeOf: path => placeOf(path, 'key') };
}

function chosenFiles(name: string, directory: string, cwd: string): string[] {
  if (name.includes('/') || name.endsWith('.yaml')) {
    const file = resolve(cwd, name);
    if (existsSync(file)) return [file];
    throw new UsageError(`there is no environment file ${file}`, {
      hint: `-e takes a file's path, or the name of a set below environments/`,
    });
  }
  const sets = setsIn(directory);
  if (sets.includes(name)) return yamlFiles(join(directory, name));
  if (existsSync(join(directory, `${name}.yaml`))) {
    throw new UsageError(`environments/${name}.yaml is always read, so it cannot be chosen`, {
      hint: `to choose it, move it to environments/${name}/`,
    });
  }
  throw new UsageError(`there is no environment "${name}"`, {
    hint:
      suggest(name, sets, 'there are') ?? `make the directory environments/${name} with *.yaml files in it`,
  });
}

function yamlFiles(directory: string): string[] {
  const names = namesIn(directory).filter(
    name => name.endsWith('.yaml') && !isDirectory(join(directory, name)),
  );
  return names.map(name => join(directory, name));
}

/** The names of the directories below `environments/`. */
function setsIn(directory: string): string[] {
  return namesIn(directory).filter(name => isDirectory(join(directory, name)));
}

function namesIn(directory: string): string[] {
  return isDirectory(directory) ? readdirSync(directory).sort() : [];
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function has(values: JsonObject, path: Path): boolean {
  let value: Json | undefined = values;
  for (const step of path) {
    if (Array.isArray(value)) value = value[Number(step)];
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return false;
  }
  return value !== undefined;
}
