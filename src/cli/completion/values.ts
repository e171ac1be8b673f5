import type { Action } from 'argparse';
import { listCommands } from '../../unit/listing.ts';
import { listImages } from '../../unit/names.ts';
import { locateConfiguration } from '../sources.ts';
import type { Runtime } from '../wire.ts';
import type { Candidate } from './candidates.ts';
import { completePath } from './paths.ts';
import type { Position } from './position.ts';
import { completeUnitName } from './unit-names.ts';

/** What a value may be, as far as its name in the usage says what it is. */
export async function completeValue(
  { metavar }: Action,
  position: Position,
  runtime: Runtime,
): Promise<readonly Candidate[]> {
  const complete = Object.entries(byMetavar).find(([name]) => name === metavar)?.[1];
  const texts = (await complete?.(position, runtime)) ?? [];
  return texts.map(text => (typeof text === 'string' ? { text } : text));
}

type Values = (position: Position, runtime: Runtime) => Promise<readonly (string | Candidate)[]>;

const byMetavar: Readonly<Record<string, Values>> = {
  'UNIT/COMMAND': async ({ word, given }, runtime) => {
    const [name = '', variant] = word.split(':');
    if (variant === undefined) return completeUnitName(word, namesIn(configurationOf(given, runtime)), []);
    const { readUnitVariants } = await import('./unit.ts');
    return completeUnitName(word, [], await readUnitVariants(name, given, runtime));
  },
  UNIT: async ({ given }, runtime) => unitsIn(configurationOf(given, runtime)),
  'UNIT/CONTAINER': async ({ word, given }, runtime) => {
    if (!word.includes('/')) return unitsIn(configurationOf(given, runtime)).map(unit => `${unit}/`);
    const { readContainerNames } = await import('./unit.ts');
    return readContainerNames(word, given, runtime);
  },
  'UNIT[/CONTAINER]': async ({ word, given }, runtime) => {
    if (!word.includes('/')) return unitsIn(configurationOf(given, runtime));
    const { readContainerNames } = await import('./unit.ts');
    return readContainerNames(word, given, runtime);
  },
  SERVICE: async ({ given }, runtime) => listImages(configurationOf(given, runtime), 'services'),
  KIND: async () => {
    const { orders } = await import('../../orders/registry.ts');
    return Object.values(orders).map(({ kind, help }) => ({ text: kind, help }));
  },
  DIR: async ({ word }, runtime) => completePath(word, runtime, () => false),
  'NAME|FILE': async ({ word, given }, runtime) => {
    const { environmentSets } = await import('../../unit/environment-files.ts');
    const files = completePath(word, runtime, name => name.endsWith('.yaml'));
    return [...environmentSets(configurationOf(given, runtime)), ...files];
  },
};

function namesIn(configuration: string): readonly string[] {
  return listCommands(configuration).map(({ unit, command }) => `${unit}/${command}`);
}

function unitsIn(configuration: string): readonly string[] {
  return [...new Set(listCommands(configuration).map(({ unit }) => unit))];
}

function configurationOf(given: Position['given'], runtime: Runtime): string {
  return locateConfiguration({ configuration: configurationIn(given) }, runtime);
}

/** What `-c` named, on either side of the sub-command. */
export function configurationIn(given: Position['given']): string | undefined {
  return (given.get('configuration') ?? given.get('configuration_before'))?.at(-1);
}
