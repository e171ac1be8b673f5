import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { capture } from '../../src/setup/command.js';
import { program } from './program-file.ts';

export type PaneOptions = {
  readonly cwd: string;
  readonly columns?: number;
  readonly rows?: number;
  /** Added to this process's environment; undefined takes a variable out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What TERM says; tmux's own unless given. */
  readonly term?: string;
  /** The file of nua-start; the one that is tried unless given. */
  readonly program?: string;
  /** A file that stdout is sent to; what the screen shows is stderr alone then. */
  readonly stdout?: string;
};

/** A terminal with nua-start in it, as its users see it. */
export type Pane = {
  /** What is on the screen now, without blanks at the ends of lines and of the whole. */
  readonly screen: () => Promise<string>;
  /** The same with what has left the screen at its top. */
  readonly history: () => Promise<string>;
  /** The same with its colours, as escape sequences. */
  readonly styled: () => Promise<string>;
  /** Waits until the screen is so, and answers it. */
  readonly until: (holds: (screen: string) => boolean) => Promise<string>;
  /** Waits for the end of nua-start, and answers what the terminal shows and holds then. */
  readonly ended: () => Promise<{ history: string; code: number; cursorVisible: boolean }>;
  /** Closes the terminal while nua-start runs in it. */
  readonly close: () => Promise<void>;
  readonly press: (key: string) => Promise<void>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
};

/**
 * Runs `nua-start …args` in a tmux of its own, for as long as a test lasts. Its socket is in `cwd`, which is to go with
 * the test.
 */
export async function openPane(
  t: Pick<ExecutionContext, 'teardown'>,
  args: readonly string[],
  options: PaneOptions,
): Promise<Pane> {
  const socket = join(options.cwd, `tmux-${randomBytes(5).toString('hex')}`);
  const env = { ...process.env, ...clean, ...options.env };
  const tmux = (...words: readonly string[]) =>
    capture('tmux', ['-S', socket, '-u', '-f', '/dev/null', ...words], { env });
  const { columns = 120, rows = 24, cwd, stdout, term = 'screen' } = options;
  const settings = ['set', '-g', 'status', 'off', ';', 'set', '-g', 'default-terminal', term, ';'];
  const command = ['sh', '-c', wrapper(stdout), 'sh', process.execPath, options.program ?? program, ...args];
  const size = ['-x', String(columns), '-y', String(rows), '-c', cwd];
  await tmux('start-server', ';', ...settings, 'new-session', '-d', ...size, '--', ...command);
  const watcher = watch(socket);
  t.teardown(async () => {
    // Where the terminal was closed the server has ended by itself.
    await tmux('kill-server').catch(() => undefined);
    if (watcher.exitCode === null) await once(watcher, 'exit');
  });
  const look = async (...flags: readonly string[]): Promise<string> =>
    tidy(await tmux('capture-pane', '-p', ...flags));
  const until = (holds: (screen: string) => boolean) => awaitScreen(watcher, () => look(), holds);
  return {
    screen: () => look(),
    history: () => look('-S', '-'),
    styled: () => look('-e', '-S', '-'),
    until,
    ended: async () => {
      await until(screen => farewell.test(screen));
      const history = await look('-S', '-');
      const code = Number(farewell.exec(history)?.[1]);
      const cursor = await tmux('display-message', '-p', '#{cursor_flag}');
      return { history: history.replace(farewell, '').trimEnd(), code, cursorVisible: cursor.trim() === '1' };
    },
    close: async () => void (await tmux('kill-pane')),
    press: async key => void (await tmux('send-keys', key)),
    resize: async (x, y) => void (await tmux('resize-window', '-x', String(x), '-y', String(y))),
  };
}

/** Outlives Ctrl-C, tells of the exit code, and keeps the screen. */
function wrapper(stdout: string | undefined): string {
  const to = stdout === undefined ? '' : `> '${stdout}'`;
  return `trap : INT; "$@" ${to}; echo "[exit code $?]"; read -r _`;
}

const farewell = /^\[exit code (\d+)\]$/m;

/** Variables of whoever runs the tests that would change what nua-start shows. */
const clean = {
  CI: undefined,
  DOCKERSTRA_CONF: undefined,
  FORCE_COLOR: undefined,
  LC_ALL: 'C.UTF-8',
  NO_COLOR: undefined,
  NUA_CONF: undefined,
  NUA_STATE_DIR: undefined,
  TMUX: undefined,
};

/** A second client of tmux, which is told of all output as it comes. */
function watch(socket: string): ChildProcess {
  return spawn('tmux', ['-S', socket, '-C', 'attach'], { stdio: ['pipe', 'pipe', 'inherit'] });
}

const patience = 60_000;

async function awaitScreen(
  { stdout }: ChildProcess,
  look: () => Promise<string>,
  holds: (screen: string) => boolean,
): Promise<string> {
  const signal = AbortSignal.timeout(patience);
  for (;;) {
    const changed = stdout ? once(stdout, 'data', { signal }) : undefined;
    // It may be awaited too late to fail in front of anybody.
    changed?.catch(() => {});
    const screen = await look();
    if (holds(screen)) return screen;
    try {
      await changed;
    } catch (cause) {
      throw new Error(`the screen did not come to look as awaited in ${patience} ms:\n${screen}`, { cause });
    }
  }
}

function tidy(screen: string): string {
  return screen.replace(/[ ]+$/gm, '').trimEnd();
}
