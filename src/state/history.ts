import type { DatabaseSync } from 'node:sqlite';
import { readChange, readRun, readStep } from './rows.ts';
import type { ChangeRecord, RunRecord, RunScope, StepRecord } from './run-record.ts';

/** The last runs of a configuration directory, the newest first. */
export function findRuns(
  database: DatabaseSync,
  { configuration, unit, limit }: { configuration: string; unit: string | undefined; limit: number },
): readonly RunRecord[] {
  const sql = `SELECT * FROM runs WHERE configuration = ? AND unit = coalesce(?, unit)
               ORDER BY number DESC LIMIT ?`;
  return database
    .prepare(sql)
    .all(configuration, unit ?? null, limit)
    .map(readRun);
}

/** The runs of a configuration directory whose id begins so. */
export function findRunsById(
  database: DatabaseSync,
  configuration: string,
  beginning: string,
): readonly RunRecord[] {
  const sql = 'SELECT * FROM runs WHERE configuration = ? AND substr(id, 1, ?) = ? ORDER BY number DESC';
  return database.prepare(sql).all(configuration, beginning.length, beginning).map(readRun);
}

/** Nothing has been heard of its end, or it ended with a change open. */
const leftOpen = "(state = 'running' OR id IN (SELECT run FROM changes))";

/** The runs that have left something to clean up, where they go on no more. The oldest first. */
export function findLeftOpen(database: DatabaseSync, scope: RunScope): readonly RunRecord[] {
  const sql = `SELECT * FROM runs WHERE engine = ? AND configuration = ? AND unit = ?
               AND ${leftOpen} ORDER BY number`;
  return database.prepare(sql).all(scope.engine, scope.configuration, scope.unit).map(readRun);
}

/** The newest run of a unit, those left out that another run of the same unit started by a command of its own. */
export function findNewest(database: DatabaseSync, scope: RunScope): RunRecord | undefined {
  const sql = `SELECT * FROM runs WHERE engine = ? AND configuration = ? AND unit = ? ORDER BY number DESC`;
  for (const row of database.prepare(sql).iterate(scope.engine, scope.configuration, scope.unit)) {
    const run = readRun(row);
    if (!isInside(run.parent, scope, database)) return run;
  }
  return undefined;
}

/** Whether a run or one that it was started by, at whatever distance, is of a unit. */
function isInside(id: string | undefined, scope: RunScope, database: DatabaseSync): boolean {
  const run = id === undefined ? undefined : findRun(database, id);
  if (!run) return false;
  const isSame =
    run.unit === scope.unit && run.engine === scope.engine && run.configuration === scope.configuration;
  return isSame || isInside(run.parent, scope, database);
}

/** The units of a configuration directory that have such runs. */
export function findUnitsLeftOpen(
  database: DatabaseSync,
  { engine, configuration }: Omit<RunScope, 'unit'>,
): readonly string[] {
  const sql = `SELECT DISTINCT unit FROM runs WHERE engine = ? AND configuration = ?
               AND ${leftOpen} ORDER BY unit`;
  return database
    .prepare(sql)
    .all(engine, configuration)
    .map(row => String(row['unit']));
}

/** The run of this very id. */
export function findRun(database: DatabaseSync, id: string): RunRecord | undefined {
  const row = database.prepare('SELECT * FROM runs WHERE id = ?').get(id);
  return row && readRun(row);
}

/**
 * The targets whose last step of a kind, passed-over ones aside, was begun and never done: in a run of whatever unit, for
 * one may start a container of another.
 */
export function findUnfinished(
  database: DatabaseSync,
  { engine, configuration }: Omit<RunScope, 'unit'>,
  kind: string,
): readonly string[] {
  // Of each group SQLite answers the row that has the greatest number.
  const sql = `SELECT step.target, step.state, max(run.number * 1000000 + step.position)
               FROM steps AS step JOIN runs AS run ON run.id = step.run
               WHERE run.engine = ? AND run.configuration = ?
               AND step.kind = ? AND step.state != 'skipped' GROUP BY step.target`;
  return database
    .prepare(sql)
    .all(engine, configuration, kind)
    .filter(row => row['state'] !== 'done')
    .map(row => String(row['target']));
}

/** How many milliseconds each step of a command took when it was done for the last time; what was passed over took none. */
export function findLastTimes(
  database: DatabaseSync,
  { configuration, unit, command }: Pick<RunScope, 'configuration' | 'unit'> & { readonly command: string },
): readonly { readonly id: string; readonly took: number }[] {
  const sql = `SELECT steps.id, steps.ended - steps.started AS took, max(runs.number)
               FROM steps JOIN runs ON runs.id = steps.run
               WHERE runs.configuration = ? AND runs.unit = ? AND runs.command = ? AND steps.state = 'done'
               GROUP BY steps.id`;
  return database
    .prepare(sql)
    .all(configuration, unit, command)
    .map(row => ({ id: String(row['id']), took: Number(row['took']) }));
}

/** The steps of a run in the order in which they were begun or passed over. */
export function findSteps(database: DatabaseSync, run: string): readonly StepRecord[] {
  return database.prepare('SELECT * FROM steps WHERE run = ? ORDER BY position').all(run).map(readStep);
}

/** What a run has left open, in the order in which it was begun. */
export function findChanges(database: DatabaseSync, run: string): readonly ChangeRecord[] {
  return database.prepare('SELECT * FROM changes WHERE run = ? ORDER BY number').all(run).map(readChange);
}

/** Notes that a run died, and that nothing of it is open any more. */
export function markDied(database: DatabaseSync, run: string): void {
  database.prepare('DELETE FROM changes WHERE run = ?').run(run);
  database.prepare(`UPDATE runs SET state = 'died' WHERE id = ? AND state = 'running'`).run(run);
}
