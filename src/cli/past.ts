import type { DatabaseSync } from 'node:sqlite';
import type { Docker } from '../docker/engine.ts';
import { recover } from '../engine/recover.ts';
import { type Past, type Resumption, resumptionOf } from '../engine/resume.ts';
import {
  findChanges,
  findLeftOpen,
  findNewest,
  findRun,
  findSteps,
  findUnfinished,
  markDied,
} from '../state/history.ts';
import type { RunRecord, RunScope } from '../state/run-record.ts';
import type { Runtime } from './wire.ts';

/**
 * Cleans up after runs of a unit that are no more. Only for whoever holds the unit. Answers what was done.
 * @param always also where no such run is known: what it left may be found even so
 */
export async function cleanUp(
  database: DatabaseSync,
  scope: RunScope,
  docker: Docker,
  { processes }: Pick<Runtime, 'processes'>,
  always = false,
): Promise<readonly string[]> {
  const runs = findLeftOpen(database, scope);
  if (runs.length === 0 && !always) return [];
  const changes = runs.flatMap(({ id }) => findChanges(database, id));
  const said = await recover(scope, changes, { docker, processes });
  for (const { id } of runs) markDied(database, id);
  return said;
}

/** How many changes `cleanUp` would find open. */
export function countOpen(database: DatabaseSync, scope: RunScope): number {
  return findLeftOpen(database, scope).flatMap(({ id }) => findChanges(database, id)).length;
}

/**
 * What earlier runs of a unit leave to the next one.
 * @param fingerprint of the next one; undefined when it is to go on with none
 */
export function findPast(database: DatabaseSync, scope: RunScope, fingerprint: string | undefined): Past {
  const resumption = fingerprint === undefined ? undefined : findResumption(database, scope, fingerprint);
  return { resumption, unready: findUnfinished(database, scope, 'start') };
}

/** The run that died with which one of the same fingerprint goes on: the unit's last one. */
function findResumption(
  database: DatabaseSync,
  scope: RunScope,
  fingerprint: string,
): Resumption | undefined {
  const last = findNewest(database, scope);
  if (!last || last.fingerprint !== fingerprint || !isDead(last)) return undefined;
  return resumptionOf([last, ...before(database, last)], run => findSteps(database, run));
}

/** A run that is still said to go on while nobody holds the unit has died, too. */
function isDead({ state }: RunRecord): boolean {
  return state === 'died' || state === 'running';
}

/** The runs that a run went on with, the newest first. */
function before(database: DatabaseSync, { resumes }: RunRecord): readonly RunRecord[] {
  const run = resumes === undefined ? undefined : findRun(database, resumes);
  return run ? [run, ...before(database, run)] : [];
}
