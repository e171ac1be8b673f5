import type { Readable } from 'node:stream';
import type { Docker, LogLine, LogWishes } from '../engine.ts';
import { type LogReader, logReader } from '../log-lines.ts';
import type { Connection } from './connection.ts';
import { hasTerminal } from './container-output.ts';
import { frameReader } from './frames.ts';

/** What containers wrote, with its times. */
export function logCalls(connection: Connection): Pick<Docker, 'logs'> {
  return { logs: (container, wishes, signal) => readLog(connection, container, wishes, signal) };
}

async function* readLog(
  connection: Connection,
  container: string,
  { follow, since, tail }: LogWishes,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  const tty = await hasTerminal(connection, container, signal);
  const stream = await connection.stream({
    method: 'GET',
    path: `/containers/${encodeURIComponent(container)}/logs`,
    query: {
      follow,
      stdout: true,
      stderr: true,
      timestamps: true,
      ...(since !== undefined && { since }),
      ...(tail !== undefined && { tail }),
    },
    signal,
  });
  yield* linesOf(connection, stream, tty, signal);
}

/** No more is read than is asked for, so that logs of any size can be merged. */
async function* linesOf(
  connection: Connection,
  stream: Readable,
  tty: boolean,
  signal: AbortSignal,
): AsyncGenerator<LogLine> {
  const ready: LogLine[] = [];
  const reader = logReader(line => ready.push(line));
  const messages = tty ? terminalMessages(reader) : frameMessages(reader);
  for await (const chunk of connection.chunks(stream, signal)) {
    messages.take(chunk);
    yield* ready.splice(0);
  }
  messages.end();
  reader.end();
  yield* ready;
}

type Messages = { take(chunk: Buffer): void; end(): void };

/** A frame is a message. */
function frameMessages({ take }: LogReader): Messages {
  let parts: Buffer[] = [];
  const frames = frameReader((stream, payload, left) => {
    parts.push(payload);
    if (left > 0) return;
    take(stream, Buffer.concat(parts));
    parts = [];
  });
  return { take: frames, end: () => undefined };
}

/** What was written to a terminal comes without frames: a line is a message. */
function terminalMessages({ take }: LogReader): Messages {
  let rest = Buffer.alloc(0);
  return {
    take: chunk => {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
        take('stdout', rest.subarray(0, end + 1));
        rest = rest.subarray(end + 1);
      }
    },
    end: () => {
      if (rest.length > 0) take('stdout', rest);
    },
  };
}
