import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Interrupted } from '../core/errors.ts';
import type { Json } from '../core/json.ts';
import { type Redact, redactor, redactValue } from '../core/redaction.ts';
import type { ExecStreams } from '../docker/engine.ts';
import { type Processes, processes } from '../host/processes.ts';
import { type Shell, shell } from '../host/shell.ts';
import type { ErrorStyle } from '../report/error.ts';
import { printableText } from '../report/printable.ts';
import type { Terminal } from '../report/reporter.ts';
import { onOwnStreams } from './own-streams.ts';
import { type Writing, watchWriting } from './writing.ts';

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
  readonly processes: Processes;
  readonly platform: NodeJS.Platform;
  readonly pid: number;
  readonly userName: string;
  /** From here on these texts are masked in all that is written. */
  readonly conceal: (secrets: readonly string[]) => void;
  /** Masks what is concealed. */
  readonly redact: Redact;
  /** Each writes a text and a line end, masked. */
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Writes a value to stdout as one line of JSON, its texts masked: a mask over the line could break it. */
  readonly showJson: (value: Json) => void;
  /** Writes to stdout what others wrote; on a terminal without what would steer that. */
  readonly showText: (text: string) => void;
  /** What steps can be shown live on. */
  readonly terminal: Terminal | undefined;
  /** Whether stderr shows colours. */
  readonly color: boolean;
  /** How errors and warnings look on a stream; with `debug` their stacks are shown. */
  readonly styleFor: (stream: 'stdout' | 'stderr', debug: boolean) => ErrorStyle;
  /** What of others' text a stream shows. */
  readonly lookOf: (stream: 'stdout' | 'stderr') => { readonly color: boolean; readonly isTerminal: boolean };
  readonly now: () => number;
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  /** Ten hexadecimal digits. */
  readonly unique: () => string;
  /**
   * From here on the first SIGINT, SIGTERM or SIGHUP aborts with an Interrupted, another SIGINT or SIGTERM ends the
   * process.
   */
  readonly interruptible: () => AbortSignal;
  readonly writing: Writing;
  /** Does work on this process's own streams, unmasked; with its terminal where that is wanted and there is one. */
  readonly interact: <T>(wantsTerminal: boolean, work: (streams: ExecStreams) => Promise<T>) => Promise<T>;
};

/** The real world. */
export function wire(): Runtime {
  const { stdout, stderr, env } = process;
  const cwd = process.cwd();
  const color = (stream: NodeJS.WriteStream): boolean =>
    stream.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  let redact: Redact = text => text;
  return {
    cwd,
    env,
    hostname: hostname(),
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    prefix: fileURLToPath(new URL('../..', import.meta.url)),
    shell,
    processes,
    platform: process.platform,
    pid: process.pid,
    userName: nameOfUser(),
    conceal: secrets => {
      redact = redactor(secrets);
    },
    redact: text => redact(text),
    stdout: text => void stdout.write(`${redact(text)}\n`),
    stderr: text => void stderr.write(`${redact(text)}\n`),
    showJson: value => void stdout.write(`${JSON.stringify(redactValue(value, redact))}\n`),
    showText: text => void stdout.write(`${stdout.isTTY ? printableText(redact(text)) : redact(text)}\n`),
    terminal: terminalOf(process),
    color: color(stderr),
    styleFor: (stream, debug) => ({ readFile, color: color(process[stream]), debug, cwd }),
    lookOf: stream => ({ color: color(process[stream]), isTerminal: process[stream].isTTY === true }),
    now: Date.now,
    sleep: (seconds, signal) => delay(seconds * 1000, undefined, { signal }),
    unique: () => randomBytes(5).toString('hex'),
    interruptible,
    writing: watchWriting(process),
    interact: (wantsTerminal, work) => onOwnStreams(process, wantsTerminal, work),
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

/** In a container a user may have a number and no name. */
function nameOfUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `user ${process.getuid?.() ?? 0}`;
  }
}

function interruptible(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      const error = new Interrupted(name);
      // A terminal that goes tells of it twice: its shell does, and the system when that has ended.
      if (controller.signal.aborted && name === 'SIGHUP') return;
      if (controller.signal.aborted) endAtOnce(error);
      controller.abort(error);
    });
  }
  return controller.signal;
}
