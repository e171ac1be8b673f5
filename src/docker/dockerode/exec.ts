import { setTimeout as pause } from 'node:timers/promises';
import { OrderError } from '../../core/errors.ts';
import { isObject, type JsonObject } from '../../core/json.ts';
import { ApiError } from '../api-error.ts';
import type { Docker, Output } from '../engine.ts';
import type { Connection } from './connection.ts';
import { readOutput } from './container-output.ts';

/** Commands in running containers. */
export function execCalls(connection: Connection): Pick<Docker, 'exec' | 'endExec'> {
  return {
    exec: async (container, command, { output, signal, mark }) => {
      signal.throwIfAborted();
      try {
        const id = await prepare(connection, container, { Cmd: command, Env: [variableOf(mark)] });
        await runPrepared(connection, id, output, signal);
        return await readExitCode(connection, id, signal);
      } catch (error) {
        if (signal.aborted) await endMarked(connection, container, mark);
        throw error;
      }
    },
    endExec: (container, mark) => endMarked(connection, container, mark),
  };
}

/** Makes an exec; answers its id. */
export async function prepare(
  connection: Connection,
  container: string,
  wishes: JsonObject,
): Promise<string> {
  const body = { ...wishes, AttachStdout: true, AttachStderr: true };
  const answer = await connection.json({
    method: 'POST',
    path: `/containers/${encodeURIComponent(container)}/exec`,
    body,
    // One that nobody starts does nothing, and goes with its container.
    repeatable: true,
  });
  const id = isObject(answer) ? answer['Id'] : undefined;
  if (typeof id !== 'string') throw new OrderError(`the engine made no exec in container "${container}"`);
  return id;
}

async function runPrepared(
  connection: Connection,
  id: string,
  output: Output,
  signal?: AbortSignal,
): Promise<void> {
  const body = { Detach: false, Tty: false };
  const call = {
    method: 'POST',
    path: `/exec/${id}/start`,
    body,
    ...(signal && { signal }),
  } as const;
  await readOutput(connection, await connection.hijack(call), {
    tty: false,
    output,
    ...(signal && { signal }),
  });
}

/** A command may close its output before it ends, and the engine notes an end a moment later than it closes the stream. */
export async function readExitCode(connection: Connection, id: string, signal: AbortSignal): Promise<number> {
  for (let delay = 5; ; delay = Math.min(delay * 2, 500)) {
    const answer = await connection.json({ method: 'GET', path: `/exec/${id}/json`, signal });
    const code = isObject(answer) && answer['Running'] === false ? answer['ExitCode'] : undefined;
    if (typeof code === 'number') return code;
    await pause(delay, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

/**
 * The Engine API cannot end an exec. Its processes, and those that they started, are found by a variable of their
 * environment, from inside of the container since their ids are its own. What has no shell cannot be ended so.
 */
export async function endMarked(connection: Connection, container: string, mark: string): Promise<void> {
  try {
    const wishes = { Cmd: ['/bin/sh', '-c', endScript, variableOf(mark)], User: '0' };
    await runPrepared(connection, await prepare(connection, container, wishes), () => undefined);
  } catch (error) {
    // The container stopped, or is paused: what is told is the reason of the abort.
    if (!(error instanceof ApiError)) throw error;
  }
}

/** The variable by which the processes of one exec are found. */
export function variableOf(mark: string): string {
  return `NUA_START_EXEC=${mark}`;
}

/** Asks with TERM, and after about two seconds ends with KILL. `$0` is the mark. */
const endScript = `
marked() { for it in /proc/[0-9]*; do grep -q "$0" "$it/environ" 2>/dev/null && echo "\${it#/proc/}"; done; }
pids=$(marked); [ -n "$pids" ] || exit 0
kill -TERM $pids 2>/dev/null
for try in 1 2 3 4 5 6 7 8 9 10; do
  pids=$(marked); [ -n "$pids" ] || exit 0
  sleep 0.2 2>/dev/null || sleep 1
done
kill -KILL $pids 2>/dev/null
`;
