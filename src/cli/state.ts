import type { DatabaseSync } from 'node:sqlite';
import { StateError } from '../core/errors.ts';
import { openDatabase, openExisting } from '../state/database.ts';
import { findStateDirectory } from '../state/directory.ts';
import { stateFailure } from '../state/failure.ts';
import { warn } from './warn.ts';
import type { Runtime } from './wire.ts';

type Given = { readonly stateDirectory?: string | null | undefined };

/** The state of a configuration directory, made where there is none yet. */
export function openState(configuration: string, given: Given, runtime: Runtime): Promise<DatabaseSync> {
  return openDatabase(directoryOf(configuration, given, runtime));
}

/**
 * Reads something of the state that one can do without: where nothing has been written down yet, or what is there cannot
 * be read, which is a warning.
 */
export async function lookAtState<T>(
  configuration: string,
  given: Given & { readonly quiet: number },
  runtime: Runtime,
  read: (database: DatabaseSync) => T,
): Promise<T | undefined> {
  try {
    const database = await openStateToLook(configuration, given, runtime);
    return database && read(database);
  } catch (error) {
    const failure = stateFailure(error);
    if (!(failure instanceof StateError)) throw error;
    await warn([failure], given, runtime);
    return undefined;
  }
}

/** The state for one who only looks: undefined where nothing has been written down yet. */
export function openStateToLook(
  configuration: string,
  given: Given,
  runtime: Runtime,
): Promise<DatabaseSync | undefined> {
  return openExisting(directoryOf(configuration, given, runtime));
}

function directoryOf(
  configuration: string,
  { stateDirectory }: Given,
  { env, cwd }: Pick<Runtime, 'env' | 'cwd'>,
): string {
  return findStateDirectory({ option: stateDirectory ?? undefined, env, cwd, configuration });
}
