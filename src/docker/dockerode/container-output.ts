import type { Readable } from 'node:stream';
import { objectIn } from '../../core/json.ts';
import type { Output } from '../engine.ts';
import { lineSplitter } from '../stream-lines.ts';
import type { Connection } from './connection.ts';
import { frameReader } from './frames.ts';

/**
 * Reads a container's output to its end, line by line. With a terminal (`tty`) the engine sends the bytes as they are,
 * all of them as stdout; without one it frames them.
 */
export async function readOutput(
  connection: Connection,
  stream: Readable,
  { tty, output, signal }: { tty: boolean; output: Output; signal?: AbortSignal },
): Promise<void> {
  const lines = {
    stdout: lineSplitter(line => output('stdout', line)),
    stderr: lineSplitter(line => output('stderr', line)),
  };
  const take = tty
    ? (chunk: Buffer): void => lines.stdout.take(chunk)
    : frameReader((name, payload) => lines[name].take(payload));
  try {
    await connection.consume(stream, take, signal);
  } finally {
    lines.stdout.end();
    lines.stderr.end();
  }
}

/** Whether a container has a terminal, so that its output comes without frames. */
export async function hasTerminal(
  connection: Connection,
  container: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const path = `/containers/${encodeURIComponent(container)}/json`;
  const inspected = await connection.json({ method: 'GET', path, ...(signal && { signal }) });
  return objectIn(inspected, 'Config')['Tty'] === true;
}
