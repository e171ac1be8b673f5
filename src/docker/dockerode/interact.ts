import { randomUUID } from 'node:crypto';
import { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError } from '../api-error.ts';
import type { Docker, ExecRequest, ExecStreams } from '../engine.ts';
import type { Connection } from './connection.ts';
import { endMarked, prepare, readExitCode, variableOf } from './exec.ts';
import { frameReader } from './frames.ts';

/** Commands in running containers that somebody talks to. */
export function interactCalls(connection: Connection): Pick<Docker, 'interact'> {
  return {
    interact: async (container, request, streams, signal) => {
      signal.throwIfAborted();
      const mark = randomUUID();
      try {
        const id = await prepare(connection, container, bodyOf(request, streams, mark));
        await talk(connection, id, streams, signal);
        return await readExitCode(connection, id, signal);
      } catch (error) {
        if (signal.aborted) await endMarked(connection, container, mark);
        throw error;
      }
    },
  };
}

function bodyOf({ command, user, directory, environment }: ExecRequest, streams: ExecStreams, mark: string) {
  return {
    Cmd: command,
    Env: [...environment, variableOf(mark)],
    AttachStdin: true,
    Tty: streams.terminal !== undefined,
    DetachKeys: detachKeys,
    ...(user !== undefined && { User: user }),
    ...(directory !== undefined && { WorkingDir: directory }),
  };
}

/** Nobody detaches here; the engine's own keys would hold back each Ctrl-P of a shell. */
const detachKeys = 'ctrl-^,ctrl-@,ctrl-^,ctrl-@';

async function talk(
  connection: Connection,
  id: string,
  streams: ExecStreams,
  signal: AbortSignal,
): Promise<void> {
  const { stdin, stdout, stderr, terminal } = streams;
  const body = { Detach: false, Tty: terminal !== undefined };
  const stream = await connection.hijack({
    method: 'POST',
    path: `/exec/${id}/start`,
    body,
    signal,
  });
  if (!(stream instanceof Duplex)) throw new TypeError('the engine took no input');
  // What goes wrong in writing says only that the command reads no more: reading finds out the rest.
  stream.on('error', ignoreUnread);
  const ended = new AbortController();
  if (terminal) resizeWith(terminal, connection, id, ended.signal);
  stdin.pipe(stream);
  const frames = frameReader((name, payload) => (name === 'stdout' ? stdout : stderr)(payload));
  try {
    await connection.consume(stream, terminal ? stdout : frames, signal);
  } finally {
    ended.abort();
    stdin.unpipe(stream);
    stdin.pause();
  }
}

function resizeWith(
  { size, watch }: NonNullable<ExecStreams['terminal']>,
  connection: Connection,
  id: string,
  signal: AbortSignal,
): void {
  const resize = (): Promise<unknown> => {
    const { columns: w, rows: h } = size();
    return connection.json({ method: 'POST', path: `/exec/${id}/resize`, query: { w, h }, signal });
  };
  const change = (): void => {
    resize().catch(ignoreUnread);
  };
  watch(change, signal);
  resizeAtStart(resize, signal).catch(ignoreUnread);
}

/** The engine answers before the command has a terminal whose size could be set. */
async function resizeAtStart(resize: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  for (let delay = 10; delay <= 1000; delay *= 1.5) {
    try {
      await resize();
      return;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
    await pause(delay, undefined, { signal });
  }
}

/** The command may have ended: its output and its exit code tell all there is to know. */
function ignoreUnread(): void {}
