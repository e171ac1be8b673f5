import type { RunScope } from './run-record.ts';

/** Who holds a lock: what it answers to whoever asks. */
export type Holder = {
  /** The id of its run. */
  readonly run: string;
  /** `shop/start`. */
  readonly command: string;
  readonly pid: number;
  readonly user: string;
  /** Milliseconds since 1970. */
  readonly since: number;
};

/** A lock that this process has. */
export type Lock = {
  readonly release: () => Promise<void>;
};

/** A lock that another process has. */
export type Held = {
  /** Undefined where it does not tell. */
  readonly holder: Holder | undefined;
  /** Is fulfilled when the lock may be free; rejects with the signal's reason when that aborts. */
  readonly freed: (signal: AbortSignal) => Promise<void>;
};

/**
 * One lock for each engine, configuration directory and unit, known to all processes of the machine. The kernel frees it
 * when its holder dies.
 */
export type Locks = {
  readonly take: (scope: RunScope, holder: Holder) => Promise<Lock | Held>;
  /** Whether somebody has it, and who. */
  readonly look: (scope: RunScope) => Promise<Pick<Held, 'holder'> | undefined>;
};

/** The locks of this machine: Linux has the better ones. */
export async function openLocks(platform: NodeJS.Platform): Promise<Locks> {
  if (platform === 'linux') return (await import('./socket-locks.ts')).socketLocks;
  return (await import('./file-locks.ts')).fileLocks;
}

export function isHeld(lock: Lock | Held): lock is Held {
  return 'freed' in lock;
}
