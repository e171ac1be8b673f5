import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { program } from './program-file.ts';

const checkout = join(import.meta.dirname, '..', '..');

export type CliOptions = {
  /** Current directory; the checkout unless given. */
  readonly cwd?: string | undefined;
  /** Added to this process's environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Ends the program with SIGTERM, or with what `stopBy` says. */
  readonly signal?: AbortSignal | undefined;
  readonly stopBy?: NodeJS.Signals | undefined;
  /** Sends each signal once its text has been written. */
  readonly interrupt?: Interrupt | readonly Interrupt[] | undefined;
  /** Is told of each piece of output as it comes. */
  readonly watch?: ((text: string) => unknown) | undefined;
};

type Interrupt = { readonly signal: NodeJS.Signals; readonly after: string };

export type CliResult = {
  /** The exit code; undefined when a signal ended the program. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs nua-start to its end as its users do, without a terminal, a configuration of the machine or colours. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  // A test that watches a program does something beside it: that must not wait for its end.
  if (options.watch) return spawnCli(args, options);
  while (running.size >= widest) await Promise.race(running).catch(() => undefined);
  const result = spawnCli(args, options);
  running.add(result);
  return result.finally(() => running.delete(result));
}

/** The tests of a file run at once; more programs at once than this and each would be slow. */
const widest = 2;
const running = new Set<Promise<unknown>>();

async function spawnCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const env = { ...process.env, ...clean, ...options.env };
  const child = spawn(process.execPath, [program, ...args], {
    cwd: options.cwd ?? checkout,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill(options.stopBy ?? 'SIGTERM');
  options.signal?.addEventListener('abort', stop);
  if (options.watch)
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', chunk => options.watch?.(String(chunk)));
  for (const interrupt of [options.interrupt ?? []].flat()) sendOnce(child, interrupt);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  options.signal?.removeEventListener('abort', stop);
  return { code: typeof code === 'number' ? code : undefined, stdout, stderr };
}

function sendOnce(child: ChildProcess, { signal, after }: Interrupt): void {
  let seen = '';
  const look = (chunk: Buffer): void => {
    const isOver = seen.includes(after);
    seen += chunk.toString();
    if (!isOver && seen.includes(after)) child.kill(signal);
  };
  child.stdout?.on('data', look);
  child.stderr?.on('data', look);
}

/** Variables of whoever runs the tests that would change what nua-start does or prints. */
const clean = {
  NUA_CONF: undefined,
  DOCKERSTRA_CONF: undefined,
  NUA_STATE_DIR: undefined,
  FORCE_COLOR: undefined,
  NO_COLOR: '1',
};
