import { type NuaError, UnitError } from '../core/errors.ts';
import type { Fault } from '../core/places.ts';

/** The warning that something of a unit is not known since it, or a file of it, cannot be read. */
export function unreadFault(what: string, name: string, error: NuaError): Fault {
  const others = error instanceof UnitError ? error.faults.length - 1 : 0;
  const more = others > 0 ? ` (and ${others} more)` : '';
  return {
    message: `${what} of ${name} are not known: ${error.message}${more}`,
    place: error.place,
    hint: `see "nua-start validate ${name}"`,
  };
}
