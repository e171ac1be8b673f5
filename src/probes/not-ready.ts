import { EngineError, OrderError } from '../core/errors.ts';
import type { Docker } from '../docker/engine.ts';
import type { Failure } from './condition.ts';
import { soon } from './patience.ts';
import { describeEnd, type State } from './state.ts';
import type { Watched } from './watch.ts';

/** The container did not come to what was awaited; it is left as it is, so that one can look at it. */
export class NotReady extends OrderError {}

/** Why a container in such a state will not come to what is awaited; undefined while it may. */
export function hopeless(state: State): Failure | undefined {
  if (state.status === 'removed') return { what: 'was removed while it was waited for' };
  if (state.status === 'ended') return { what: describeEnd(state) };
  if (state.health?.status !== 'unhealthy') return undefined;
  return { what: `is unhealthy: ${state.health.complaint ?? 'its check failed'}` };
}

/** The error that a container is not ready, with all that helps to see why. */
export async function notReady(
  { name, id, docker }: Watched,
  { what, hint }: Failure,
  state: State,
): Promise<NotReady> {
  const said = [`container "${name}" ${what}`, ...remarks(state)].join('\n');
  return new NotReady(said, {
    output: await lastLines(id, docker),
    hint: hint ?? whereToLook(name, state),
  });
}

function remarks(state: State): readonly string[] {
  const { status, health, restarts, outOfMemory } = state;
  const complaint = health?.status === 'unhealthy' ? undefined : health?.complaint;
  return [
    ...(complaint === undefined ? [] : [`its health check said: ${complaint}`]),
    ...(restarts === 0 ? [] : [`it was restarted ${restarts === 1 ? 'once' : `${restarts} times`}`]),
    ...(status === 'restarting' ? [`its last run ${describeEnd(state)}`] : []),
    ...(status === 'running' && outOfMemory ? ['a process in it was killed, out of memory'] : []),
  ];
}

function whereToLook(name: string, { status, removesItself }: State): string {
  if (status === 'removed')
    return `see what happened to it: docker events --since 10m --until 0s --filter container=${name}`;
  if (status === 'ended' && removesItself) return 'leave out "auto_remove", so that one can look at it';
  return `look at it: docker logs ${name}`;
}

/** None where the engine is about to go: what happened to the container must be told all the same. */
async function lastLines(id: string, docker: Docker): Promise<readonly string[]> {
  try {
    return await soon(signal => docker.lastLines(id, 10, signal));
  } catch (error) {
    if (error instanceof EngineError) return [];
    throw error;
  }
}
