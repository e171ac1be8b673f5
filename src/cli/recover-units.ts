import type { DatabaseSync } from 'node:sqlite';
import { exitCodeOf, LockedError } from '../core/errors.ts';
import type { Docker } from '../docker/engine.ts';
import { describeError } from '../report/error.ts';
import { findUnitsLeftOpen } from '../state/history.ts';
import { openLocks } from '../state/lock.ts';
import type { RunScope } from '../state/run-record.ts';
import { takeLocks } from '../state/take-locks.ts';
import { connectEngine } from './connect.ts';
import { mustBeKnown } from './known-unit.ts';
import { cleanUp } from './past.ts';
import { locateConfiguration } from './sources.ts';
import { openState } from './state.ts';
import type { Runtime } from './wire.ts';

type Values = {
  readonly configuration?: string | null | undefined;
  readonly stateDirectory?: string | null | undefined;
  readonly engine?: string | null | undefined;
  readonly insecure: boolean;
  readonly debug: number;
  readonly units: readonly string[];
  readonly json: boolean;
};

/** Cleans up after the runs that died of the units named, or of all. One that cannot be had stops no other. */
export async function recoverUnits(values: Values, runtime: Runtime): Promise<number> {
  const configuration = locateConfiguration(values, runtime);
  const docker = connectEngine(values, runtime);
  const engine = await docker.id();
  const database = await openState(configuration, values, runtime);
  const named = values.units.map(unit => mustBeKnown(unit, configuration, database));
  const units = named.length > 0 ? named : findUnitsLeftOpen(database, { engine, configuration });
  const answers: { unit: string; recovered: readonly string[] }[] = [];
  let code = 0;
  for (const unit of units) {
    try {
      const recovered = await recoverUnit({ engine, configuration, unit }, database, docker, runtime);
      answers.push({ unit, recovered });
    } catch (error) {
      // Of all units, one that is being worked on needs nobody's help.
      if (error instanceof LockedError && named.length === 0) continue;
      runtime.stderr(describeError(error, runtime.styleFor('stderr', values.debug > 0)));
      code ||= exitCodeOf(error);
    }
  }
  if (values.json) runtime.showJson({ units: answers });
  else runtime.showText(describe(answers));
  return code;
}

async function recoverUnit(
  scope: RunScope,
  database: DatabaseSync,
  docker: Docker,
  runtime: Runtime,
): Promise<readonly string[]> {
  const { unique, pid, userName, now, platform } = runtime;
  const taken = await takeLocks(await openLocks(platform), {
    scopes: [scope],
    holder: { run: unique(), command: `recover ${scope.unit}`, pid, user: userName, since: now() },
    ancestors: [],
    wait: 0,
    signal: new AbortController().signal,
    now,
    tell: () => undefined,
  });
  try {
    return await cleanUp(database, scope, docker, runtime, true);
  } finally {
    await taken.release();
  }
}

function describe(answers: readonly { unit: string; recovered: readonly string[] }[]): string {
  const lines = answers.flatMap(({ unit, recovered }) =>
    recovered.length > 0 ? recovered.map(line => `${unit}: ${line}`) : [`${unit}: nothing to recover`],
  );
  return lines.length > 0 ? lines.join('\n') : 'nothing to recover';
}
