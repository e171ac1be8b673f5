import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { ExecutionContext } from 'ava';
import { docker } from './engine.ts';

/** Begins to listen; `happened` is fulfilled when something happens to a container of this name from now on. */
export async function engineEvent(
  t: ExecutionContext,
  container: string,
  event: string,
): Promise<{ readonly happened: Promise<unknown> }> {
  const filters = JSON.stringify({ container: [container], event: [event] });
  const stream = await docker().getEvents({ filters });
  t.teardown(() => {
    if (stream instanceof Readable) stream.destroy();
  });
  return { happened: once(stream, 'data') };
}
