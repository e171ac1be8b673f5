import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { suggest } from '../core/suggest.ts';

export type FileChoice = {
  /** The configuration directory, absolute. */
  readonly configuration: string;
  /** What each `-e` named. */
  readonly chosen: readonly string[];
  readonly cwd: string;
  readonly hostname: string;
};

/**
 * The files of an environment, in the order in which they count: `environments/*.yaml` by name, the set of this
 * host where there is one, what each `-e` named.
 * @throws UsageError for a `-e` that names nothing
 */
export function environmentFiles({ configuration, chosen, cwd, hostname }: FileChoice): string[] {
  const directory = join(configuration, 'environments');
  const host = hostname.split('.')[0] ?? '';
  return [
    ...yamlFiles(directory),
    ...(setsIn(directory).includes(host) ? yamlFiles(join(directory, host)) : []),
    ...chosen.flatMap(name => chosenFiles(name, directory, cwd)),
  ];
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

/** The names of the sets that `-e` takes. */
export function environmentSets(configuration: string): readonly string[] {
  return setsIn(join(configuration, 'environments'));
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
