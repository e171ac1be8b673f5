import type { DatabaseSync } from 'node:sqlite';
import { UsageError } from '../core/errors.ts';
import { describeRun, describeRunAsJson, describeRuns, describeRunsAsJson } from '../report/history.ts';
import { findRuns, findRunsById, findSteps } from '../state/history.ts';
import { type Locks, openLocks } from '../state/lock.ts';
import type { RunRecord } from '../state/run-record.ts';
import { mustBeKnown } from './known-unit.ts';
import { locateConfiguration } from './sources.ts';
import { openStateToLook } from './state.ts';
import type { Runtime } from './wire.ts';

type Values = {
  readonly configuration?: string | null | undefined;
  readonly stateDirectory?: string | null | undefined;
  readonly words: readonly string[];
  readonly limit: number;
  readonly json: boolean;
};

/** Prints the last runs, or one with its steps. */
export async function showHistory(values: Values, runtime: Runtime): Promise<number> {
  const configuration = locateConfiguration(values, runtime);
  const [word, id] = values.words;
  const database = await openStateToLook(configuration, values, runtime);
  const locks = await openLocks(runtime.platform);
  const now = runtime.now();
  if (word === 'show' && id !== undefined) {
    const run = await asItIs(findOne(database, configuration, id), locks);
    const steps = database ? findSteps(database, run.id) : [];
    if (values.json) runtime.showJson(describeRunAsJson(run, steps));
    else runtime.showText(describeRun(run, steps, now));
    return 0;
  }
  const unit = word === undefined ? undefined : mustBeKnown(word, configuration, database);
  const found = database ? findRuns(database, { configuration, unit, limit: values.limit }) : [];
  const runs = await Promise.all(found.map(run => asItIs(run, locks)));
  if (values.json) runtime.showJson(describeRunsAsJson(runs));
  else runtime.showText(describeRuns(runs, now));
  return 0;
}

function findOne(database: DatabaseSync | undefined, configuration: string, id: string): RunRecord {
  const [run, other] = database ? findRunsById(database, configuration, id) : [];
  const hint = '"nua-start history" shows the runs';
  if (!run) throw new UsageError(`there is no run "${id}"`, { hint });
  if (other) throw new UsageError(`there are several runs that begin with "${id}"`, { hint });
  return run;
}

/** A run of which no end was written has died when nobody holds its unit. */
async function asItIs(run: RunRecord, locks: Locks): Promise<RunRecord> {
  if (run.state !== 'running' || (await locks.look(run))) return run;
  return { ...run, state: 'died' };
}
