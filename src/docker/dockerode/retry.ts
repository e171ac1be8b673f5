import { setTimeout as delay } from 'node:timers/promises';
import { ApiError } from '../api-error.ts';
import type { Call } from './client.ts';
import { LostAnswer, NoConnection, Silence } from './failure.ts';

/** Milliseconds before each further attempt: together about as long as an engine takes to restart. */
const pauses = [250, 1000, 3000];

/**
 * Makes a call again where that is sure to do no harm: what the engine has not heard of, and what it does not mind
 * hearing twice. One that was silent for long enough is not asked again.
 * @param wasReached whether the engine has answered anything yet; before that nobody waits for it
 */
export async function retrying<T>(
  call: Call,
  attempt: () => Promise<T>,
  wasReached: () => boolean,
): Promise<T> {
  for (const pause of pauses) {
    try {
      return await attempt();
    } catch (error) {
      if (!mayPass(error, call, wasReached())) throw error;
    }
    await delay(pause, undefined, { signal: call.signal }).catch(() => call.signal?.throwIfAborted());
  }
  return attempt();
}

function mayPass(error: unknown, call: Call, wasReached: boolean): boolean {
  // An archive that was begun cannot be sent from its beginning.
  if (error instanceof NoConnection) return wasReached && call.archive === undefined;
  if (error instanceof Silence) return false;
  if (error instanceof LostAnswer) return call.repeatable ?? call.method !== 'POST';
  return error instanceof ApiError && call.method === 'GET' && passing.has(error.statusCode);
}

/** An engine that is about to end or has just begun, and those that stand in front of one. */
const passing = new Set([500, 502, 503, 504]);
