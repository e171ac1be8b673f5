import { LockedError } from '../core/errors.ts';
import { describeTime } from '../core/times.ts';
import { type Held, type Holder, isHeld, type Lock, type Locks } from './lock.ts';
import type { RunScope } from './run-record.ts';

export type Claim = {
  readonly scopes: readonly RunScope[];
  readonly holder: Holder;
  /** The runs that this process is a child of: what they hold is no obstacle. */
  readonly ancestors: readonly string[];
  /** Seconds to wait for those that others hold. */
  readonly wait: number;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Is told what is waited for. */
  readonly tell: (scope: RunScope, holder: Holder | undefined) => void;
};

/** The locks that a run has. */
export type Taken = {
  /** Whether it has the unit's own lock, and not an ancestor of it. */
  readonly has: (unit: string) => boolean;
  readonly release: () => Promise<void>;
};

/**
 * Takes all locks of a claim, by the names of their units, so that two runs never wait for each other.
 * @throws LockedError when one is held by another run and the time to wait is over; none is taken then
 */
export async function takeLocks(locks: Locks, claim: Claim): Promise<Taken> {
  const taken = new Map<string, Lock>();
  const release = async (): Promise<void> => {
    for (const lock of [...taken.values()].toReversed()) await lock.release();
    taken.clear();
  };
  const late = AbortSignal.timeout(Math.min(Math.ceil(claim.wait * 1000), longest));
  try {
    for (const scope of claim.scopes.toSorted((a, b) => (a.unit < b.unit ? -1 : 1))) {
      const lock = await takeOne(locks, scope, claim, late);
      if (lock) taken.set(scope.unit, lock);
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { has: unit => taken.has(unit), release };
}

/** Timers take no more milliseconds, and whole ones only. */
const longest = 2 ** 31 - 1;

/** Undefined where an ancestor has it. */
async function takeOne(
  locks: Locks,
  scope: RunScope,
  claim: Claim,
  late: AbortSignal,
): Promise<Lock | undefined> {
  const { holder, ancestors, wait, signal, now, tell } = claim;
  let told: string | undefined;
  for (;;) {
    const lock = await locks.take(scope, holder);
    if (!isHeld(lock)) return lock;
    const by = lock.holder;
    if (by && ancestors.includes(by.run)) return undefined;
    if (wait === 0 || late.aborted) throw locked(scope, by, wait, now());
    if (told !== (by?.run ?? '')) tell(scope, by);
    told = by?.run ?? '';
    await freedInTime(lock, signal, late);
  }
}

async function freedInTime({ freed }: Held, signal: AbortSignal, late: AbortSignal): Promise<void> {
  try {
    await freed(AbortSignal.any([signal, late]));
  } catch (error) {
    // When the time is over, it is tried for the last time.
    signal.throwIfAborted();
    if (!late.aborted) throw error;
  }
}

function locked({ unit }: RunScope, holder: Holder | undefined, wait: number, now: number): LockedError {
  const patience = wait > 0 ? ', also after waiting' : '';
  return new LockedError(`unit "${unit}" is held by ${describeHolder(holder, now)}${patience}`, {
    hint: 'wait for its end with --wait 15m, or end it',
  });
}

/** `shop/start (process 4711 of ada, since 10:14:03)`. */
export function describeHolder(holder: Holder | undefined, now: number): string {
  if (!holder) return 'another run, which does not say which';
  const { command, pid, user, since } = holder;
  return `${command} (process ${pid} of ${user}, since ${describeTime(since, now)})`;
}
