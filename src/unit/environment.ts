import { atStage, collecting, throwFaults } from '../core/errors.ts';
import { isObject, type Json, type JsonObject, mergeDeep } from '../core/json.ts';
import type { Fault, Path, Place } from '../core/places.ts';
import { environmentFiles, type FileChoice } from './environment-files.ts';
import { readSetting } from './settings.ts';
import { placesIn, readSource } from './source.ts';
import { parseYaml, type Tag } from './yaml.ts';

/** The values that templates see. */
export type Environment = {
  readonly values: JsonObject;
  /** Which file and line set a value; undefined for an automatic one and for a path that has none. */
  readonly origins: (path: Path) => Place | undefined;
  /** What `!secret` tags: never shown. */
  readonly secrets: readonly string[];
};

export type EnvironmentChoice = FileChoice & {
  /** What each `--set` said: `KEY=VALUE`. */
  readonly settings: readonly string[];
  readonly uid: number;
  readonly gid: number;
  readonly processEnv: NodeJS.ProcessEnv;
};

/** What one file or one setting gives. */
type Layer = {
  readonly value: JsonObject;
  readonly placeOf: (path: Path) => Place;
  readonly secrets: readonly string[];
};

/** Names that only nua-start itself sets; `args` are the unit's parameters. */
export const reserved = ['DOCKERSTRA_CONF', 'NUA_CONF', 'args', 'osenv'];

/**
 * Reads the environment: the automatic values, `environments/*.yaml`, the set of this host, what `-e` chose and
 * what `--set` said; later wins, mappings are merged.
 * @throws UsageError for a wrong `-e` or `--set`, UnitError with the faults of all files
 */
export function readEnvironment(choice: EnvironmentChoice): Environment {
  return atStage('environment', () => read(choice));
}

function read(choice: EnvironmentChoice): Environment {
  const files = environmentFiles(choice);
  const settings = choice.settings.map(text => ({ ...readSetting(text, reserved), secrets: [] }));
  const faults: Fault[] = [];
  const read = files.flatMap(file => collecting(faults, () => readLayer(file, choice.processEnv)) ?? []);
  throwFaults(faults);
  const layers: readonly Layer[] = [...read, ...settings];
  const values = layers.map(layer => layer.value).reduce(mergeDeep, automatic(choice));
  return {
    values,
    secrets: layers.flatMap(layer => layer.secrets),
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

function readLayer(file: string, processEnv: NodeJS.ProcessEnv): Layer {
  const source = readSource(file);
  const secrets: string[] = [];
  const tags = [secretTag(secrets), environmentTag(processEnv)];
  const { value, placeOf } = parseYaml(source.text, placesIn(source), tags);
  if (value === null) return { value: {}, placeOf, secrets };
  if (!isObject(value)) {
    const message = `an environment file is a mapping of names to values; found ${Array.isArray(value) ? 'a list' : 'a single value'}`;
    throwFaults([{ message, place: placeOf([]), hint: 'write "name: value", one a line' }]);
    return { value: {}, placeOf, secrets };
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
  return { value, placeOf: path => placeOf(path, 'key'), secrets };
}

/** `!secret text`: a value like any other, that is not shown. */
function secretTag(secrets: string[]): Tag {
  const read = (text: string): string => {
    secrets.push(text);
    return text;
  };
  return {
    name: '!secret',
    read,
    problem: { message: '"!secret" stands before a text only', hint: 'tag each value of its own' },
  };
}

/** `!env NAME`: the value of a process variable. */
function environmentTag(processEnv: NodeJS.ProcessEnv): Tag {
  const problem = {
    message: 'the process variable is not set',
    hint: 'set it, or write the value here instead of "!env NAME"',
  };
  return { name: '!env', read: name => processEnv[name], problem };
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
