import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { codeOf, OrderError } from '../core/errors.ts';
import type { Output } from '../docker/engine.ts';
import { lineSplitter } from '../docker/stream-lines.ts';

/** Runs commands on this machine. */
export type Shell = {
  /**
   * Runs one command to its end and answers its exit code (128 + number for a signal). Standard input is empty.
   * When `signal` aborts, the command and its children get SIGTERM, and SIGKILL five seconds later; when
   * this process ends before them, SIGKILL at once.
   */
  run(command: readonly string[], options: ShellOptions): Promise<number>;
};

export type ShellOptions = {
  readonly cwd: string;
  /** Set for the command beside the variables of this process. */
  readonly variables: Readonly<Record<string, string>>;
  readonly output: Output;
  readonly signal: AbortSignal;
};

const grace = 5000;

/** The real shell. */
export const shell: Shell = {
  run([file = '', ...args], { cwd, variables, output, signal }) {
    return new Promise((resolve, reject) => {
      // A process group of its own, so that ending it ends what it started.
      const env = { ...process.env, ...variables };
      const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
      let killer: NodeJS.Timeout | undefined;
      const end = (): void => {
        killGroup(child.pid, 'SIGTERM');
        killer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), grace);
      };
      const leave = onExit(() => killGroup(child.pid, 'SIGKILL'));
      const settle = (act: () => void): void => {
        leave();
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

/** Any number of commands may run at once: node takes more than ten listeners for a leak unless told otherwise. */
function onExit(act: () => void): () => void {
  process.setMaxListeners(process.getMaxListeners() + 1);
  process.once('exit', act);
  return () => {
    process.off('exit', act);
    process.setMaxListeners(process.getMaxListeners() - 1);
  };
}

function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such command',
  EACCES: 'permission denied',
};

function cannotRun(file: string, cwd: string, cause: Error): OrderError {
  const code = codeOf(cause) ?? '';
  if (!existsSync(cwd))
    return new OrderError(`cannot run "${file}": the directory ${cwd} does not exist`, {
      hint: `create it: mkdir -p ${cwd}`,
    });
  return new OrderError(`cannot run "${file}" on this machine: ${reasons[code] ?? cause.message}`, {
    hint: 'correct its name, or install it: it is looked for on PATH',
  });
}
