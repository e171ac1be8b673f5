import { NuaError, UnitError } from '../../src/core/errors.ts';
import type { Fault } from '../../src/core/places.ts';

/** Runs what must fail; each fault as `line:column+length message (hint)`. */
export function faultsOf(run: () => unknown): string[] {
  const error = errorOf(run);
  const faults: readonly Fault[] = error instanceof UnitError ? error.faults : [error];
  return faults.map(({ message, place, hint }) => {
    const where = place
      ? `${place.line}:${place.column}${place.length === undefined ? '' : `+${place.length}`} `
      : '';
    return `${where}${message}${hint === undefined ? '' : ` (${hint})`}`;
  });
}

/** What a call throws; anything but a NuaError is thrown on. */
export function errorOf(run: () => unknown): NuaError {
  try {
    run();
  } catch (error) {
    if (error instanceof NuaError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
