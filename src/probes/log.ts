import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '../core/json.ts';
import { ending, notReady, stateOf, type Wait } from './not-ready.ts';

/**
 * Waits for a line that the container writes since it was started last. One that it wrote before it ended counts too, so
 * its end is the end of its log.
 */
export async function awaitLog(name: string, pattern: RegExp, wait: Wait): Promise<void> {
  const since = lastStart(await stateOf(name, wait.docker));
  while (!(await isInLog(name, pattern, since, wait))) {
    const state = await stateOf(name, wait.docker);
    if (state['Running'] !== true) throw await notReady(name, ending(state), wait.docker);
    // The engine is about to restart it, and its next log has not begun.
    await delay(restartPause, undefined, { signal: wait.signal });
  }
}

/** In milliseconds. */
const restartPause = 100;

/** Reads the log until the pattern is found or the log ends, and answers which. */
async function isInLog(
  name: string,
  pattern: RegExp,
  since: string,
  { docker, signal }: Wait,
): Promise<boolean> {
  const found = new AbortController();
  const both = AbortSignal.any([signal, found.signal]);
  try {
    await docker.follow(name, (_, line) => pattern.test(line) && found.abort(), both, since);
  } catch (error) {
    if (!found.signal.aborted) throw error;
  }
  return found.signal.aborted;
}

/**
 * A time after which the present run of a container writes, and no former one. The engine notes a start when the first
 * lines may be written already, so it is the end of the run before; where that is not known any more, the full second.
 */
function lastStart(state: JsonObject): string {
  const [started, finished] = [String(state['StartedAt']), String(state['FinishedAt'])];
  return Date.parse(finished) < Date.parse(started) && !finished.startsWith('0001-')
    ? finished
    : started.replace(/\.\d+/, '');
}
