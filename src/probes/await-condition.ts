import type { Docker } from '../docker/engine.ts';
import type { Condition, Observation, Verdict, Wait } from './condition.ts';
import { hopeless, notReady } from './not-ready.ts';
import { outlast, soon } from './patience.ts';
import { hasEnded, nothingHeard, readState, type State } from './state.ts';
import { type Watched, watchContainer } from './watch.ts';

/**
 * Does what starts a container, and waits until the container is what the condition says. Ends at once when it cannot
 * become so any more. Rejects with a NotReady that tells what is known of the container, with an EngineError when the
 * engine goes and stays away.
 */
export async function awaitCondition(
  subject: Subject,
  wait: Wait,
  start: () => Promise<void>,
): Promise<void> {
  const { condition, removesItself = false } = subject;
  if (!condition.atOnce || removesItself) return watchAndStart(subject, wait, start);
  await start();
  if (await isMetAtOnce(subject, wait)) return;
  await watchAndStart(subject, wait, undefined);
}

type Subject = {
  readonly name: string;
  readonly condition: Condition;
  readonly docker: Docker;
  /** Whether it is gone when it has ended, so that only what was heard before tells how it did. */
  readonly removesItself?: boolean;
};

async function isMetAtOnce({ name, condition, docker }: Subject, wait: Wait): Promise<boolean> {
  const inspected = await outlast(() => docker.inspectContainer(name, wait.signal), wait.signal);
  return judge(condition, readState(inspected, nothingHeard, false), wait) === 'met';
}

async function watchAndStart(
  { name, condition, docker }: Subject,
  wait: Wait,
  start: (() => Promise<void>) | undefined,
): Promise<void> {
  const over = new AbortController();
  const signal = AbortSignal.any([wait.signal, over.signal]);
  try {
    // What happens to it right after its start is heard, too.
    const watched = await watchContainer(name, docker, signal, start === undefined);
    await start?.();
    await meet(condition, watched, wait);
  } finally {
    over.abort();
  }
}

async function meet(condition: Condition, watched: Watched, wait: Wait): Promise<void> {
  const late = wait.within > 0 ? AbortSignal.timeout(Math.ceil(wait.within * 1000)) : undefined;
  const ends = [wait.signal, ...(late ? [late] : [])].map(aborted);
  const observation = condition.observe?.(watched, wait);
  const met = [reach(condition, observation, watched, wait), ...(observation ? [observation.met] : [])];
  try {
    await Promise.race([...met, watched.lost, ...ends]);
  } catch (error) {
    if (error !== late?.reason) throw error;
    const what = `${condition.unmet} after ${wait.within} s`;
    throw await notReady(watched, { what }, await soon(watched.look));
  }
}

/**
 * Looks at the container whenever something happens to it. After its end the engine answers only when it has tidied up,
 * so that what comes next does not find it running still.
 */
async function reach(
  condition: Condition,
  observation: Observation | undefined,
  watched: Watched,
  wait: Wait,
): Promise<void> {
  for (;;) {
    const change = watched.change();
    const state = await outlast(() => watched.look(), watched.signal);
    const verdict = judge(condition, state, wait);
    if (verdict === 'met') return;
    if (verdict !== 'open') {
      if (hasEnded(state) && (await observation?.wasMet?.())) return;
      throw await notReady(watched, verdict, state);
    }
    await change;
  }
}

function judge(condition: Condition, state: State, wait: Wait): Verdict {
  const verdict = condition.judge(state, wait);
  return verdict === 'open' ? (hopeless(state) ?? 'open') : verdict;
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (): void => reject(signal.reason);
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}
