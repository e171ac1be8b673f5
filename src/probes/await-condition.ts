import { isObject, type JsonObject } from '../core/json.ts';
import type { Docker } from '../docker/engine.ts';
import { awaitLog } from './log.ts';
import { ending, NotReady, notReady, stateOf, type Wait } from './not-ready.ts';
import { awaitPort } from './port.ts';
import { describeUnmet, type Until } from './until.ts';

/**
 * Waits until a started container is what the condition says. Ends at once when it cannot become so any more. Rejects
 * with a NotReady that holds the container's last lines.
 */
export async function awaitCondition(name: string, condition: Until, wait: Wait): Promise<void> {
  const late = wait.within > 0 ? AbortSignal.timeout(wait.within * 1000) : undefined;
  const over = new AbortController();
  const signal = AbortSignal.any([wait.signal, over.signal, ...(late ? [late] : [])]);
  try {
    await Promise.race([reach(name, condition, { ...wait, signal }), aborted(signal)]);
  } catch (error) {
    if (wait.signal.aborted || error instanceof NotReady || !late?.aborted) throw error;
    throw await notReady(name, `${describeUnmet(condition)} after ${wait.within} s`, wait.docker);
  } finally {
    over.abort();
  }
}

async function reach(name: string, condition: Until, wait: Wait): Promise<void> {
  if (condition === 'running') return checkRunning(name, wait.docker);
  if (condition === 'exited') return awaitExit(name, wait);
  if (condition === 'healthy') return awaitState(name, state => isHealthy(name, state), wait);
  if ('log' in condition) return awaitLog(name, new RegExp(condition.log), wait);
  return Promise.race([awaitPort(name, condition.port, wait), awaitState(name, () => false, wait)]);
}

/** A container that did its work and ended well was running. */
async function checkRunning(name: string, docker: Docker): Promise<void> {
  const state = await stateOf(name, docker);
  if (state['Running'] === true || state['ExitCode'] === 0) return;
  throw await notReady(name, ending(state), docker);
}

async function awaitExit(name: string, { docker, signal, exitCode }: Wait): Promise<void> {
  const code = await docker.wait(name, signal);
  if (code !== exitCode) throw await notReady(name, ending(await stateOf(name, docker)), docker);
}

/** Looks at the container whenever something happens to it; its end is the end of waiting. */
async function awaitState(
  name: string,
  isReached: (state: JsonObject) => boolean,
  { docker, signal }: Wait,
): Promise<void> {
  let wake: () => void = () => {};
  let changed = true;
  await docker.watch(
    name,
    () => {
      changed = true;
      wake();
    },
    signal,
  );
  for (;;) {
    signal.throwIfAborted();
    if (!changed) {
      await new Promise<void>(resolve => {
        wake = resolve;
      });
    }
    changed = false;
    const state = await stateOf(name, docker);
    if (isReached(state)) return;
    if (state['Running'] !== true) throw await notReady(name, ending(state), docker);
    if (healthOf(state) === 'unhealthy')
      throw await notReady(name, `is unhealthy: ${lastHealth(state)}`, docker);
  }
}

function isHealthy(name: string, state: JsonObject): boolean {
  if (state['Health'] === undefined)
    throw new NotReady(`container "${name}" has no health check`, {
      hint: 'give it "healthcheck: {test: …}" in "creation"',
    });
  return healthOf(state) === 'healthy';
}

function healthOf(state: JsonObject): unknown {
  return isObject(state['Health']) ? state['Health']['Status'] : undefined;
}

function lastHealth(state: JsonObject): string {
  const log =
    isObject(state['Health']) && Array.isArray(state['Health']['Log'])
      ? state['Health']['Log'].at(-1)
      : undefined;
  return isObject(log) ? String(log['Output']).trim() || `exit code ${log['ExitCode']}` : 'its check failed';
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
