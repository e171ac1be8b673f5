import { setImmediate } from 'node:timers/promises';
import { codeOf, messageOf, OrderError } from '../core/errors.ts';

/** What became of what this process writes. */
export type Writing = {
  /** Aborts when stdout takes no more: nobody reads it, as when `head` has had enough, or its disk is full. */
  readonly unread: AbortSignal;
  /** Why something could not be written, as on a full disk; undefined where all was, or nobody wanted to read it. */
  readonly failure: () => Promise<OrderError | undefined>;
};

/** Listens to what goes wrong with stdout and stderr: unheard it would end the process, in the middle of a run. */
export function watchWriting(streams: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Writing {
  const unread = new AbortController();
  let failure: OrderError | undefined;
  for (const name of ['stdout', 'stderr'] as const) {
    streams[name].on('error', (error: NodeJS.ErrnoException) => {
      if (name === 'stdout') unread.abort();
      if (!isLostReader(error, streams[name].isTTY)) failure ??= unwritten(name, error);
    });
  }
  return {
    unread: unread.signal,
    failure: async () => {
      // An error comes a moment after the write that it is of.
      await setImmediate();
      return failure;
    },
  };
}

/** A pipe that was closed, or a terminal that is gone: what is left to say is of no interest. */
function isLostReader(error: unknown, isTerminal: boolean): boolean {
  return codeOf(error) === 'EPIPE' || (isTerminal && codeOf(error) === 'EIO');
}

function unwritten(name: string, cause: Error): OrderError {
  return new OrderError(`not all could be written to ${name}: ${messageOf(cause)}`, {
    hint: 'free some space, or write elsewhere; "nua-start history" tells what was run',
    cause,
  });
}
