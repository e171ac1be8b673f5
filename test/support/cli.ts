import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const checkout = join(import.meta.dirname, '..', '..');

export type CliOptions = {
  /** Current directory; the checkout unless given. */
  readonly cwd?: string | undefined;
  /** Added to this process's environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Ends the program with SIGTERM. */
  readonly signal?: AbortSignal | undefined;
};

export type CliResult = {
  /** The exit code; undefined when a signal ended the program. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
};

/** Runs nua-start to its end as its users do, without a terminal, a configuration of the machine or colours. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const env = { ...process.env, ...clean, ...options.env };
  const child = spawn(process.execPath, [join(checkout, 'src', 'bin.js'), ...args], {
    cwd: options.cwd ?? checkout,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGTERM');
  options.signal?.addEventListener('abort', stop);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  options.signal?.removeEventListener('abort', stop);
  return { code: typeof code === 'number' ? code : undefined, stdout, stderr };
}

/** Variables of whoever runs the tests that would change what nua-start does or prints. */
const clean = {
  NUA_CONF: undefined,
  DOCKERSTRA_CONF: undefined,
  NUA_STATE_DIR: undefined,
  FORCE_COLOR: undefined,
  NO_COLOR: '1',
};
