import { OrderError } from '../core/errors.ts';
import { isObject, type JsonObject } from '../core/json.ts';
import type { Docker } from '../docker/engine.ts';

export type Wait = {
  readonly docker: Docker;
  readonly signal: AbortSignal;
  /** Seconds after which it fails; 0 for none. */
  readonly within: number;
  /** The exit code that `exited` wants. */
  readonly exitCode: number;
  /** The engine's time before the start, from which on the log counts; undefined for all of it. */
  readonly since: string | undefined;
};

/** The container did not come to what was awaited; it is left as it is, so that one can look at it. */
export class NotReady extends OrderError {}

/** A container's state as the engine tells it. */
export async function stateOf(name: string, docker: Docker): Promise<JsonObject> {
  const state = (await docker.inspectContainer(name))?.['State'];
  if (isObject(state)) return state;
  throw new NotReady(`container "${name}" was removed while it was waited for`);
}

/** How a container that does not run ended. */
export function ending(state: JsonObject): string {
  return `ended with exit code ${state['ExitCode']}${state['OOMKilled'] === true ? ', out of memory' : ''}`;
}

/** The error that a container is not ready, with what it wrote last. */
export async function notReady(name: string, what: string, docker: Docker): Promise<NotReady> {
  const output = await docker.lastLines(name, 10);
  return new NotReady(`container "${name}" ${what}`, {
    output,
    hint: `look at it: docker logs ${name}`,
  });
}
