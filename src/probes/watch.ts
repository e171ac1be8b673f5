import { setTimeout as delay } from 'node:timers/promises';
import { type JsonObject, objectIn } from '../core/json.ts';
import type { Docker } from '../docker/engine.ts';
import { outlast, pause } from './patience.ts';
import { hearing, nothingHeard, readState, type State } from './state.ts';

/** A container that is being watched, until the signal aborts. */
export type Watched = {
  readonly name: string;
  /** Another container may get its name while it is watched. */
  readonly id: string;
  readonly docker: Docker;
  readonly signal: AbortSignal;
  /** What is true of it now. */
  readonly look: (signal?: AbortSignal) => Promise<State>;
  /** Fulfilled at the next change; take it before a look, so that nothing is missed in between. */
  readonly change: () => Promise<void>;
  /** Rejects with an EngineError when the engine has gone and stays away, with the signal's reason when that aborts. */
  readonly lost: Promise<never>;
};

/**
 * Begins to watch a container, best before it is started: what happens to it from then on is not missed.
 * @param isLate it has been started: the engine tells again what happened to it since then
 */
export async function watchContainer(
  name: string,
  docker: Docker,
  signal: AbortSignal,
  isLate: boolean,
): Promise<Watched> {
  const first = await docker.inspectContainer(name, signal);
  const id = typeof first?.['Id'] === 'string' ? first['Id'] : name;
  const removesItself = objectIn(first, 'HostConfig')['AutoRemove'] === true;
  let heard = nothingHeard;
  let next = Promise.withResolvers<void>();
  const tell = (): void => {
    next.resolve();
    next = Promise.withResolvers();
  };
  const open = (since: string | undefined): ReturnType<Docker['watch']> =>
    docker.watch(
      id,
      event => {
        heard = hearing(heard, event);
        tell();
      },
      signal,
      since,
    );
  const keepOpen = async (stream: Awaited<ReturnType<typeof open>>): Promise<never> => {
    await Promise.allSettled([stream.ended]);
    tell();
    await delay(pause, undefined, { signal });
    const again = await outlast(
      async () => open(runningSince(await docker.inspectContainer(id, signal))),
      signal,
    );
    tell();
    return keepOpen(again);
  };
  const lost = keepOpen(await open(isLate ? startOf(first) : runningSince(first)));
  lost.catch(ignoreUnseen);
  return {
    name,
    id,
    docker,
    signal,
    look: async (until = signal) => readState(await docker.inspectContainer(id, until), heard, removesItself),
    change: () => next.promise,
    lost,
  };
}

/** From when on the engine is to tell again what it has told already, so that nothing falls between two streams. */
function runningSince(inspected: JsonObject | undefined): string | undefined {
  return objectIn(inspected, 'State')['Running'] === true ? startOf(inspected) : undefined;
}

/** The engine's time of the last start. */
function startOf(inspected: JsonObject | undefined): string | undefined {
  const { StartedAt: time } = objectIn(inspected, 'State');
  return typeof time === 'string' ? time : undefined;
}

/** Whoever awaits `lost` gets its rejection all the same; a watch that is over is none. */
function ignoreUnseen(): void {}
