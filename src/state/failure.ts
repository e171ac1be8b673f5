import { codeOf, messageOf, StateError } from '../core/errors.ts';

/**
 * What SQLite says when the machine keeps the state from being read or written, as a StateError; any other error as it
 * is.
 */
export function stateFailure(error: unknown): unknown {
  const hint = hintFor(error);
  if (hint === undefined) return error;
  return new StateError(`the state of nua-start cannot be read or written: ${messageOf(error)}`, {
    hint,
    cause: error,
  });
}

/** Whether another process holds the database. */
export function isBusy(error: unknown): boolean {
  return hintFor(error) === busy;
}

/** What to do about what SQLite says; undefined where it does not tell of the machine. */
export function hintFor(error: unknown): string | undefined {
  return hints[resultCodeOf(error)];
}

/** Does work on the database. @throws StateError when that cannot be */
export function onState<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw stateFailure(error);
  }
}

const busy = 'another process holds it for long: see whether one hangs, and run this again';
const elsewhere = 'or name another directory with --state-dir';
/** What to do with a file that is no good database. */
export const damaged = `it holds the history of runs: move it away, ${elsewhere}`;
const unwritable = `see whether its disk is full or read-only, ${elsewhere}`;

/** What to do, by the primary result codes that tell of the machine; those of a wrong statement are faults of our own. */
const hints: Readonly<Record<number, string>> = {
  5: busy, // SQLITE_BUSY
  6: busy, // SQLITE_LOCKED
  8: unwritable, // SQLITE_READONLY
  10: unwritable, // SQLITE_IOERR
  11: damaged, // SQLITE_CORRUPT
  13: unwritable, // SQLITE_FULL
  14: unwritable, // SQLITE_CANTOPEN
  26: damaged, // SQLITE_NOTADB
};

/** An extended code says more in its upper bits. 0 where the error is none of SQLite's. */
function resultCodeOf(error: unknown): number {
  if (codeOf(error) !== 'ERR_SQLITE_ERROR' || !(error instanceof Error) || !('errcode' in error)) return 0;
  return Number(error.errcode) & 0xff;
}
