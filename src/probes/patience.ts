import { setTimeout as delay } from 'node:timers/promises';
import { EngineError } from '../core/errors.ts';

/** Nothing tells that an engine is back: it is asked this often, in milliseconds. */
export const pause = 200;

/** How long an engine may be away, in milliseconds: one that is started anew is back before. */
const patience = 30_000;

/** Calls the engine until it answers, or has not answered for so long that the call's EngineError is thrown. */
export async function outlast<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const late = AbortSignal.timeout(patience);
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof EngineError) || late.aborted) throw error;
    }
    await delay(pause, undefined, { signal });
  }
}

/** How long an engine that is there may take for a small answer, in milliseconds. */
const longest = 5000;

/** An engine's answer; an EngineError when it does not come soon. */
export async function soon<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = AbortSignal.timeout(longest);
  try {
    return await call(late);
  } catch (cause) {
    if (!late.aborted) throw cause;
    const hint = 'see what it does, and what its log says (journalctl -u docker)';
    throw new EngineError(`the Docker engine has not answered for ${longest / 1000} s`, { hint, cause });
  }
}
