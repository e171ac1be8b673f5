import { isObject } from '../../core/json.ts';
import { ApiError } from '../api-error.ts';
import type { Docker } from '../engine.ts';
import type { Connection } from './connection.ts';
import { readOutput } from './container-output.ts';

/** What containers write. */
export function outputCalls(connection: Connection): Pick<Docker, 'attach' | 'follow' | 'lastLines'> {
  const both = { stdout: true, stderr: true };
  const hasTerminal = async (container: string): Promise<boolean> => {
    const answer = await connection.json({
      method: 'GET',
      path: `/containers/${encodeURIComponent(container)}/json`,
    });
    const config = isObject(answer) ? answer['Config'] : undefined;
    return isObject(config) && config['Tty'] === true;
  };

  return {
    attach: async (container, output, signal) => {
      const tty = await hasTerminal(container);
      const path = `/containers/${encodeURIComponent(container)}/attach`;
      const query = { stream: true, ...both };
      const stream = await connection.hijack({ method: 'POST', path, query, signal });
      const ended = readOutput(connection, stream, { tty, output, signal });
      ended.catch(ignoreUnseen);
      return { ended };
    },
    follow: async (container, output, signal, since) => {
      const tty = await hasTerminal(container);
      const path = `/containers/${encodeURIComponent(container)}/logs`;
      const stream = await connection.stream({
        method: 'GET',
        path,
        query: { follow: true, ...both, ...(since !== undefined && { since: unixTime(since) }) },
        signal,
      });
      await readOutput(connection, stream, { tty, output, signal });
    },
    lastLines: async (container, count) => {
      const lines: string[] = [];
      try {
        const tty = await hasTerminal(container);
        const path = `/containers/${encodeURIComponent(container)}/logs`;
        const stream = await connection.stream({ method: 'GET', path, query: { tail: count, ...both } });
        await readOutput(connection, stream, { tty, output: (_, line) => lines.push(line) });
      } catch (error) {
        // They go with the report of another failure, which a missing log must not replace.
        if (!(error instanceof ApiError)) throw error;
      }
      return count > 0 ? lines.slice(-count) : [];
    },
  };
}

/** Seconds since 1970, with all the digits that an engine's time has: `2030-01-02T03:04:05.678901234Z`. */
function unixTime(time: string): string {
  const fraction = /\.\d+/.exec(time)?.[0] ?? '';
  return `${Math.floor(Date.parse(time) / 1000)}${fraction}`;
}

/** Whoever awaits `ended` gets its rejection all the same; who does not must not end the process by it. */
function ignoreUnseen(): void {}
