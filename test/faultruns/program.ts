import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';

/** After so many milliseconds a run hangs. */
const patience = 90_000;

export type Ending = {
  /** Undefined where a signal ended it. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** In milliseconds. */
  readonly took: number;
  readonly hung: boolean;
};

export type Program = { readonly ended: Promise<Ending>; readonly kill: () => void };

/** Begins nua-start without a terminal and a configuration of this machine. @param bin its file */
export function begin(bin: string, args: readonly string[], env: Readonly<Record<string, string>>): Program {
  const began = Date.now();
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: dirname(bin),
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let hung = false;
  const kill = (): void => void child.kill('SIGKILL');
  const timer = setTimeout(() => {
    hung = true;
    kill();
  }, patience);
  const read = async (): Promise<Ending> => {
    const [stdout, stderr, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    clearTimeout(timer);
    return {
      code: typeof code === 'number' ? code : undefined,
      stdout,
      stderr,
      took: Date.now() - began,
      hung,
    };
  };
  return { ended: read(), kill };
}
