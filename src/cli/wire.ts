import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Interrupted } from '../core/errors.ts';
import { type Redact, redactor } from '../core/redaction.ts';
import { type Shell, shell } from '../host/shell.ts';
import type { ErrorStyle } from '../report/error.ts';
import { printableText } from '../report/printable.ts';
import type { Terminal } from '../report/reporter.ts';

/** Everything impure, handed down from here. */
export type Runtime = {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly hostname: string;
  readonly uid: number;
  readonly gid: number;
  /** The directory that nua-start is installed in. */
  readonly prefix: string;
  readonly shell: Shell;
  /** From here on these texts are masked in all that is written. */
  readonly conceal: (secrets: readonly string[]) => void;
  /** Masks what is concealed. */
  readonly redact: Redact;
  /** Each writes a text and a line end, masked. */
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Writes to stdout what others wrote; on a terminal without what would steer that. */
  readonly showText: (text: string) => void;
  /** What steps can be shown live on. */
  readonly terminal: Terminal | undefined;
  /** Whether stderr shows colours. */
  readonly color: boolean;
  /** How errors and warnings look on a stream; with `debug` their stacks are shown. */
  readonly styleFor: (stream: 'stdout' | 'stderr', debug: boolean) => ErrorStyle;
  readonly now: () => number;
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** Ten hexadecimal digits. */
  readonly unique: () => string;
  /** From here on the first SIGINT or SIGTERM aborts with an Interrupted, the second ends the process. */
  readonly interruptible: () => AbortSignal;
};

/** The real world. */
export function wire(): Runtime {
  const { stdout, stderr, env } = process;
  const cwd = process.cwd();
  const color = (stream: NodeJS.WriteStream): boolean =>
    stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  // Whoever reads may stop reading, as `head` does: what is left to say is then of no interest.
  for (const stream of [stdout, stderr]) stream.on('error', ignoreClosedPipe);
  let redact: Redact = text => text;
  return {
    cwd,
    env,
    hostname: hostname(),
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    prefix: fileURLToPath(new URL('../..', import.meta.url)),
    shell,
    conceal: secrets => {
      redact = redactor(secrets);
    },
    redact: text => redact(text),
    stdout: text => void stdout.write(`${redact(text)}\n`),
    stderr: text => void stderr.write(`${redact(text)}\n`),
    showText: text => void stdout.write(`${stdout.isTTY ? printableText(redact(text)) : redact(text)}\n`),
    terminal: terminalOf(process),
    color: color(stderr),
    styleFor: (stream, debug) => ({ readFile, color: color(process[stream]), debug, cwd }),
    now: Date.now,
    sleep: (seconds, signal) => delay(seconds * 1000, undefined, { signal }),
    unique: () => randomBytes(5).toString('hex'),
    interruptible,
  };
}

function readFile(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function endAtOnce({ message, exitCode }: Interrupted): never {
  // Behind the ^C that a terminal shows.
  if (process.stderr.isTTY) process.stderr.write('\n');
  process.stderr.write(`error: ${message} again: ended at once, commands in containers may go on\n`);
  process.exit(exitCode);
}

/** None where stderr is none, where it cannot move its cursor, and where a machine keeps what it shows as a log. */
function terminalOf({ stdout, stderr, env }: NodeJS.Process): Terminal | undefined {
  if (!stderr.isTTY || env['TERM'] === 'dumb' || env['CI']) return undefined;
  const characters = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '';
  return { stream: stderr, showsStdout: stdout.isTTY, unicode: /utf-?8/i.test(characters) };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function interruptible(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      const error = new Interrupted(name);
      if (controller.signal.aborted) endAtOnce(error);
      controller.abort(error);
    });
  }
  return controller.signal;
}
