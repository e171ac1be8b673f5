import { NuaError } from '../core/errors.ts';
import type { Fault } from '../core/places.ts';
import type { Sources } from './file.ts';
import { type ListedCommand, listCommands } from './listing.ts';
import { readUnit } from './read.ts';
import { unreadFault } from './unread.ts';
import { knownVariants } from './variants.ts';

export type CommandWithVariants = ListedCommand & { readonly variants: readonly string[] };

/**
 * Every command that can be read, with the variants that may stand behind it: a generated one has those of `start`,
 * whose orders are selected before it is made from them. A fault for each file that cannot be read.
 */
export function listVariants(sources: Sources): {
  readonly commands: readonly CommandWithVariants[];
  readonly unread: readonly Fault[];
} {
  const all = listCommands(sources.configuration);
  const read = all.filter(({ generated }) => !generated).map(command => readVariants(command, sources));
  const variants = new Map(
    read.flatMap(({ file, variants }) => (variants ? [[file, variants] as const] : [])),
  );
  return {
    commands: all.flatMap(command => {
      const known = variants.get(command.file);
      return known ? [{ ...command, variants: known }] : [];
    }),
    unread: read.flatMap(({ fault }) => fault ?? []),
  };
}

type Read = {
  readonly file: string;
  readonly variants?: readonly string[];
  readonly fault?: Fault;
};

function readVariants({ unit, command, file }: ListedCommand, sources: Sources): Read {
  try {
    return { file, variants: knownVariants(readUnit(unit, command, file, sources)) };
  } catch (error) {
    if (!(error instanceof NuaError)) throw error;
    return { file, fault: unreadFault('the variants', `${unit}/${command}`, error) };
  }
}
