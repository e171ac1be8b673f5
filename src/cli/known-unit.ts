import type { DatabaseSync } from 'node:sqlite';
import { UsageError } from '../core/errors.ts';
import { nearest } from '../core/suggest.ts';
import { findRuns } from '../state/history.ts';
import { listCommands } from '../unit/listing.ts';

/** Also a unit that is no more may have runs, so only a name that nothing has is refused. */
export function mustBeKnown(unit: string, configuration: string, database: DatabaseSync | undefined): string {
  const units = [...new Set(listCommands(configuration).map(command => command.unit))];
  if (units.includes(unit) || hasRuns(unit, configuration, database)) return unit;
  const meant = nearest(unit, units);
  throw new UsageError(`there is no unit "${unit}"`, {
    hint: meant === undefined ? '"nua-start list" shows what there is' : `did you mean "${meant}"?`,
  });
}

function hasRuns(unit: string, configuration: string, database: DatabaseSync | undefined): boolean {
  return database !== undefined && findRuns(database, { configuration, unit, limit: 1 }).length > 0;
}
