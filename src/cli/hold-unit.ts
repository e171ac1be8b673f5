import type { DatabaseSync } from 'node:sqlite';
import type { Docker } from '../docker/engine.ts';
import { noPast, type Past } from '../engine/resume.ts';
import { runVariable } from '../engine/run-step.ts';
import { describeResumption } from '../report/resumption.ts';
import { openLocks } from '../state/lock.ts';
import type { RunScope } from '../state/run-record.ts';
import { describeHolder, takeLocks } from '../state/take-locks.ts';
import { formatUnitName } from '../unit/names.ts';
import type { Unit } from '../unit/unit.ts';
import { cleanUp, findPast } from './past.ts';
import type { RunValues } from './run-options.ts';
import { openState } from './state.ts';
import type { Runtime } from './wire.ts';

/** What a run has while it holds its unit. */
export type Held = {
  readonly database: DatabaseSync;
  /** The id of this run. */
  readonly run: string;
  /** The runs that this one was started by, through a command of theirs; the nearest one last. */
  readonly ancestry: readonly string[];
  readonly past: Past;
};

type Aim = {
  readonly unit: Unit;
  readonly place: RunScope;
  readonly docker: Docker;
  readonly fingerprint: string;
  readonly signal: AbortSignal;
};

/**
 * Does work on a unit while no other run of this machine does, after cleaning up behind those that are no more.
 * @throws LockedError when another run holds it
 */
export async function holdUnit(
  { unit, place, docker, fingerprint, signal }: Aim,
  values: RunValues,
  runtime: Runtime,
  work: (held: Held) => Promise<number>,
): Promise<number> {
  const { env, pid, userName, now, unique, platform, stderr } = runtime;
  const ancestry = env[runVariable]?.split(',') ?? [];
  const run = unique();
  const command = formatUnitName({ ...unit, unit: unit.name });
  const taken = await takeLocks(await openLocks(platform), {
    scopes: unitsTouched(unit).map(name => ({ ...place, unit: name })),
    holder: { run, command, pid, user: userName, since: now() },
    ancestors: ancestry,
    wait: values.wait,
    now,
    signal,
    tell: (of, holder) => stderr(`unit "${of.unit}" is held by ${describeHolder(holder, now())}: waiting`),
  });
  try {
    const database = await openState(place.configuration, values, runtime);
    // What a run has left that this one was started by, that one cleans up.
    const isOwn = taken.has(unit.name);
    const cleaned = isOwn ? await cleanUp(database, place, docker, runtime) : [];
    const past = isOwn ? findPast(database, place, values.fresh ? undefined : fingerprint) : noPast;
    const said = describeResumption(past.resumption, cleaned, now());
    if (values.quiet === 0) for (const line of said) stderr(line);
    return await work({ database, run, ancestry, past });
  } finally {
    await taken.release();
  }
}

/** The unit itself and those that declare the containers that its orders are for. */
function unitsTouched({ name, composition, entries }: Unit): readonly string[] {
  const targets = entries.flat().map(({ target }) => composition.containers.get(target)?.unit ?? name);
  return [...new Set([name, ...targets])];
}
