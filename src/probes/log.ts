import { setTimeout as delay } from 'node:timers/promises';
import { ending, notReady, stateOf, type Wait } from './not-ready.ts';

/** Waits for a line of the container. One that it wrote before it ended counts too, so its end is the end of its log. */
export async function awaitLog(name: string, pattern: RegExp, wait: Wait): Promise<void> {
  while (!(await isInLog(name, pattern, wait))) {
    const state = await stateOf(name, wait.docker);
    if (state['Running'] !== true) throw await notReady(name, ending(state), wait.docker);
    // The engine is about to restart it, and its next log has not begun.
    await delay(restartPause, undefined, { signal: wait.signal });
  }
}

/** In milliseconds. */
const restartPause = 100;

/** Reads the log until the pattern is found or the log ends, and answers which. */
async function isInLog(name: string, pattern: RegExp, { docker, signal, since }: Wait): Promise<boolean> {
  const found = new AbortController();
  const both = AbortSignal.any([signal, found.signal]);
  try {
    await docker.follow(name, (_, line) => pattern.test(line) && found.abort(), both, since);
  } catch (error) {
    if (!found.signal.aborted) throw error;
  }
  return found.signal.aborted;
}
