import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { EngineError } from '../core/errors.ts';
import { ApiError } from '../docker/api-error.ts';
import { wanted } from '../docker/keywords/reading.ts';
import type { Condition, Observation, Parameterized, Wait } from './condition.ts';
import { outlast, pause } from './patience.ts';
import type { Watched } from './watch.ts';

/** A line that the container writes to stdout or stderr; one that it wrote before it ended counts too. */
export const log = {
  takes: 'PATTERN',
  schema: v.pipe(
    v.string(),
    v.check(isPattern, wanted('a regular expression')),
    v.transform(
      (pattern): Condition => ({
        unmet: `has written no line like ${JSON.stringify(pattern)}`,
        readsLog: true,
        judge: () => 'open',
        observe: (watched, wait) => observe(new RegExp(pattern), watched, wait),
      }),
    ),
  ),
} satisfies Parameterized;

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** Each run of a container has a log that ends with it; a run after that one begins with an event. */
function observe(pattern: RegExp, watched: Watched, wait: Wait): Observation {
  let reading = Promise.resolve(false);
  const read = async (): Promise<void> => {
    for (;;) {
      const change = watched.change();
      reading = isInLog(pattern, watched, wait);
      try {
        if (await reading) return;
        await change;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        // Perhaps only this connection broke, and no event will tell.
        await delay(pause, undefined, { signal: watched.signal });
        await outlast(() => watched.look(), watched.signal);
      }
    }
  };
  return {
    met: read(),
    // The log may be gone with its container, so what is being read comes first.
    wasMet: async () => (await reading) || isInLog(pattern, watched, wait),
  };
}

/** Reads the log until the pattern is found or the log ends, and answers which. */
async function isInLog(
  pattern: RegExp,
  { id, docker, signal }: Watched,
  { since }: Pick<Wait, 'since'>,
): Promise<boolean> {
  const found = new AbortController();
  const both = AbortSignal.any([signal, found.signal]);
  try {
    await docker.follow(id, (_, line) => pattern.test(line) && found.abort(), both, since);
  } catch (error) {
    if (!found.signal.aborted && !isGone(error)) throw error;
  }
  return found.signal.aborted;
}

/** The engine has no such container any more, or is about to remove it. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && (error.statusCode === 404 || error.statusCode === 409);
}
