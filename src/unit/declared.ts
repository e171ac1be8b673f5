import { NuaError } from '../core/errors.ts';
import type { Fault } from '../core/places.ts';
import type { Container } from '../docker/container.ts';
import type { Sources } from './file.ts';
import { listUnitFiles, type UnitFile } from './names.ts';
import { readUnit } from './read.ts';
import { unreadFault } from './unread.ts';

/** The containers that the files of a unit declare, imported ones included. */
export type Declared = {
  readonly unit: string;
  /** What `start` declares; nothing for a unit without one. */
  readonly containers: ReadonlyMap<string, Container>;
  /** What only files of its other commands declare. */
  readonly others: ReadonlyMap<string, Container>;
  /** Its other files that cannot be read: what they declare is not known. */
  readonly unread: readonly Fault[];
};

/**
 * Reads all files of a unit; parameters take sample values.
 * @throws UnitError for what is wrong in its `start`
 */
export function readDeclared(unit: string, sources: Sources): Declared {
  const files = listUnitFiles(sources.configuration).filter(file => file.unit === unit);
  const start = files.find(({ command }) => command === 'start');
  const containers = start ? containersOf(start, sources) : new Map<string, Container>();
  const further = files.filter(file => file !== start).map(file => readOther(file, sources));
  const others = further.flatMap(({ found }) => [...found]).filter(([name]) => !containers.has(name));
  return { unit, containers, others: new Map(others), unread: further.flatMap(({ fault }) => fault ?? []) };
}

type Found = { readonly found: ReadonlyMap<string, Container>; readonly fault?: Fault };

function readOther(file: UnitFile, sources: Sources): Found {
  try {
    return { found: containersOf(file, sources) };
  } catch (error) {
    if (!(error instanceof NuaError)) throw error;
    const name = `${file.unit}/${file.command}`;
    return { found: new Map(), fault: unreadFault('the containers', name, error) };
  }
}

function containersOf({ unit, command, file }: UnitFile, sources: Sources): ReadonlyMap<string, Container> {
  return readUnit(unit, command, file, { ...sources, words: undefined }).composition.containers;
}
