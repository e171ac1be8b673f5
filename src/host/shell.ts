import { spawn } from 'node:child_process';
import { OrderError } from '../core/errors.ts';
import type { Output } from '../docker/engine.ts';
import { lineSplitter } from '../docker/stream-lines.ts';

/** Runs commands on this machine. */
export type Shell = {
  /**
   * Runs one command to its end and answers its exit code (128 + number for a signal). Standard input is empty.
   * When `signal` aborts, the command and its children get SIGTERM, and SIGKILL five seconds later.
   */
  run(command: readonly string[], options: ShellOptions): Promise<number>;
};

export type ShellOptions = { readonly cwd: string; readonly output: Output; readonly signal: AbortSignal };

const grace = 5000;

/** The real shell. */
export const shell: Shell = {
  run([file = '', ...args], { cwd, output, signal }) {
    return new Promise((resolve, reject) => {
      // A process group of its own, so that ending it ends what it started.
      const child = spawn(file, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
      let killer: NodeJS.Timeout | undefined;
      const end = (): void => {
        killGroup(child.pid, 'SIGTERM');
        killer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), grace);
      };
      const settle = (act: () => void): void => {
        signal.removeEventListener('abort', end);
        clearTimeout(killer);
        act();
      };
      for (const stream of ['stdout', 'stderr'] as const) {
        const splitter = lineSplitter(line => output(stream, line));
        child[stream].on('data', chunk => splitter.take(chunk)).on('end', () => splitter.end());
      }
      child.on('error', cause => settle(() => reject(cannotRun(file, cwd, cause))));
      child.on('close', (code, killedBy) => {
        const status = code ?? 128 + (signalNumbers[killedBy ?? ''] ?? 0);
        settle(() => resolve(status));
      });
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  },
};

const signalNumbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

function cannotRun(file: string, cwd: string, cause: Error): OrderError {
  return new OrderError(`cannot run "${file}" on this machine: ${cause.message}`, {
    cause,
    hint: `check that "${file}" is installed and on PATH, and that the directory ${cwd} exists`,
  });
}
