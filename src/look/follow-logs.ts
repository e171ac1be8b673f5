import { justAfter, unixTime } from '../core/moments.ts';
import { ApiError } from '../docker/api-error.ts';
import type { Docker, LogWishes } from '../docker/engine.ts';
import type { NamedLine, Refused } from './merge-logs.ts';

export type Following = {
  readonly docker: Pick<Docker, 'logs' | 'watch' | 'containers' | 'now'>;
  readonly wishes: Omit<LogWishes, 'follow'>;
  readonly tell: (line: NamedLine) => void;
  /** Hears of a container whose log cannot be read: it is not followed any more. */
  readonly refused: Refused;
  /** Aborts when the user wants it to end: then this rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
};

/** A restart is an end and a start: so many seconds after the last end none is awaited any more. */
const grace = 2;

/** Tells what containers write, also when they are restarted or replaced, until all have ended. */
export async function followLogs(names: readonly string[], following: Following): Promise<void> {
  const { signal, sleep } = following;
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  const alive = new Set(names);
  let starts = 0;
  const endUnlessRevived = async (): Promise<void> => {
    const before = starts;
    if (before > 0) await sleep(grace, stop).catch(() => undefined);
    if (alive.size === 0 && starts === before) over.abort();
  };
  const lives: Lives = {
    began: name => {
      alive.add(name);
      starts += 1;
    },
    ended: name => {
      if (alive.delete(name) && alive.size === 0) void endUnlessRevived();
    },
  };
  try {
    await Promise.all(names.map(name => followOne(name, lives, stop, following)));
  } catch (error) {
    if (!over.signal.aborted) throw error;
  } finally {
    over.abort();
  }
  signal.throwIfAborted();
}

/** What a container's life means for the whole. */
type Lives = { began(name: string): void; ended(name: string): void };

async function followOne(name: string, lives: Lives, stop: AbortSignal, following: Following): Promise<void> {
  const { docker } = following;
  let changed = Promise.withResolvers<void>();
  const wake = (): void => changed.resolve();
  stop.addEventListener('abort', wake);
  await docker.watch(name, wake, stop);
  let wishes: Following['wishes'] | undefined = following.wishes;
  let isFirst = true;
  while (wishes && !stop.aborted) {
    changed = Promise.withResolvers();
    const state = (await docker.containers([name])).get(name)?.state;
    const isUp = state === 'running' || state === 'paused';
    if (isUp) lives.began(name);
    if (isUp || (isFirst && state !== undefined)) wishes = await readOn(name, wishes, stop, following);
    isFirst = false;
    if (isUp && wishes) continue;
    // The engine itself starts this one again.
    if (state !== 'restarting') lives.ended(name);
    if (wishes) await changed.promise;
  }
}

/** Reads until the container ends; answers from where to read on, undefined when nothing can be read. */
async function readOn(
  name: string,
  wishes: Following['wishes'],
  stop: AbortSignal,
  { docker, tell, refused }: Following,
): Promise<Following['wishes'] | undefined> {
  const begun = await docker.now();
  let last: string | undefined;
  try {
    for await (const line of docker.logs(name, { ...wishes, follow: true }, stop)) {
      tell({ container: name, ...line });
      last = line.time;
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.statusCode !== 404) {
      refused(name, error);
      return undefined;
    }
  }
  return { since: last === undefined ? (wishes.since ?? unixTime(begun)) : justAfter(last) };
}
