import type { ArgumentParser } from 'argparse';
import { namesOf, readContainerName } from '../../unit/container-name.ts';
import { readDeclared } from '../../unit/declared.ts';
import { openFile, readFileParameters, type Sources } from '../../unit/file.ts';
import { findCommand } from '../../unit/listing.ts';
import { parseUnitName } from '../../unit/names.ts';
import { namedVariants } from '../../unit/variants.ts';
import { wordParser } from '../../unit/words.ts';
import { readSources } from '../sources.ts';
import type { Runtime } from '../wire.ts';
import type { Position } from './position.ts';
import { configurationIn } from './values.ts';

/** The variants that the orders of a command carry, or those of the `start` it is made from. */
export async function readUnitVariants(
  name: string,
  given: Position['given'],
  runtime: Runtime,
): Promise<readonly string[]> {
  const sources = await sourcesOf(given, runtime);
  const file = fileOf(name, sources);
  if (file === undefined) return [];
  const [, orders] = openFile(file, sources, 'run').documents;
  return namedVariants(orders?.value);
}

/** UNIT/CONTAINER for each container of the unit that a word names. */
export async function readContainerNames(
  word: string,
  given: Position['given'],
  runtime: Runtime,
): Promise<readonly string[]> {
  const sources = await sourcesOf(given, runtime);
  const { unit } = readContainerName(word, sources.configuration);
  return namesOf({ unit, container: undefined }, readDeclared(unit, sources)).map(name => `${unit}/${name}`);
}

/** What reads the words behind a unit. */
export async function readUnitParser(
  name: string,
  given: Position['given'],
  runtime: Runtime,
): Promise<ArgumentParser | undefined> {
  const sources = await sourcesOf(given, runtime);
  const file = fileOf(name, sources);
  return file === undefined ? undefined : wordParser(readFileParameters(file, sources), name);
}

function fileOf(name: string, { configuration }: Sources): string | undefined {
  const { unit, command } = parseUnitName(name);
  return findCommand(unit, command, configuration)?.file;
}

function sourcesOf(given: Position['given'], runtime: Runtime): Promise<Sources> {
  return readSources(
    {
      configuration: configurationIn(given),
      environments: given.get('environments') ?? [],
      settings: given.get('settings') ?? [],
    },
    undefined,
    runtime,
  );
}
