import { Readable } from 'node:stream';
import { ApiError } from '../api-error.ts';
import type { Docker } from '../engine.ts';
import type { Connection } from './connection.ts';
import { hasTerminal, readOutput } from './container-output.ts';
import { sinceOf } from './since.ts';

/** What containers write. */
export function outputCalls(connection: Connection): Pick<Docker, 'attach' | 'follow' | 'lastLines'> {
  const both = { stdout: true, stderr: true };
  return {
    attach: async (container, output, signal) => {
      const tty = await hasTerminal(connection, container, signal);
      const path = `/containers/${encodeURIComponent(container)}/attach`;
      const query = { stream: true, ...both };
      const call = { method: 'POST', path, query, signal, repeatable: true } as const;
      const stream = await connection.hijack(call);
      const ended = readOutput(connection, stream, { tty, output, signal });
      ended.catch(ignoreUnseen);
      return { ended };
    },
    follow: async (container, output, signal, since) => {
      const tty = await hasTerminal(connection, container, signal);
      const path = `/containers/${encodeURIComponent(container)}/logs`;
      const stream = await connection.stream({
        method: 'GET',
        path,
        query: { follow: true, ...both, ...sinceOf(since) },
        signal,
      });
      await readOutput(connection, stream, { tty, output, signal });
    },
    lastLines: async (container, count, signal) => {
      const lines: string[] = [];
      try {
        const tty = await hasTerminal(connection, container, signal);
        const path = `/containers/${encodeURIComponent(container)}/logs`;
        const call = {
          method: 'GET',
          path,
          query: { tail: count, ...both },
          ...(signal && { signal }),
        } as const;
        const log = await connection.bytes(call);
        const output = (_: string, line: string) => void lines.push(line);
        await readOutput(connection, Readable.from([log]), { tty, output, ...(signal && { signal }) });
      } catch (error) {
        // They go with the report of another failure, which a missing log must not replace.
        if (!(error instanceof ApiError)) throw error;
      }
      return count > 0 ? lines.slice(-count) : [];
    },
  };
}

/** Whoever awaits `ended` gets its rejection all the same; who does not must not end the process by it. */
function ignoreUnseen(): void {}
