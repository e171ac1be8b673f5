import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ExecutionContext } from 'ava';
import { capture } from '../../src/setup/command.js';
import { directoryOf } from './directory.ts';
import { program } from './program-file.ts';

/** An interactive shell on a terminal, with the completion that its users get. */
export type InteractiveShell = {
  /** Types a line, has everything inserted that its last word may be, and answers what the line is then. */
  readonly insertAll: (line: string) => Promise<string>;
  /** Types a line, presses Tab, and answers what the line is then. */
  readonly tab: (line: string) => Promise<string>;
};

/** What a shell reads first: it tells of its line at Ctrl-O, and empties it. */
const startUp = {
  bash: `source <(nua-start completion bash)
PS1='ready> '
tell() { printf 'line=<%s>\\n' "$READLINE_LINE"; READLINE_LINE= READLINE_POINT=0; }
bind -x '"\\C-o": tell'
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind '"\\C-t": insert-completions'
`,
  zsh: `autoload -Uz compinit && compinit -u -D
source <(nua-start completion zsh)
PS1='ready> '
unset zle_bracketed_paste
unsetopt beep
tell() { zle -I; print -r -- "line=<$BUFFER>"; BUFFER= }
zle -N tell
bindkey '^O' tell
zstyle ':completion:all-matches:*' completer _all_matches _complete
zstyle ':completion:all-matches:*' insert true
zle -C all-matches complete-word _generic
bindkey '^T' all-matches
`,
} as const;

/** Starts a shell in a directory, for as long as a test lasts. */
export async function openShell(
  t: ExecutionContext,
  shell: keyof typeof startUp,
  cwd: string,
): Promise<InteractiveShell> {
  const home = directoryOf(t, { '.bashrc': startUp.bash, '.zshrc': startUp.zsh });
  const env = { ...environment(t), HOME: home, ZDOTDIR: home, TERM: 'dumb', HISTFILE: '' };
  // The program "script" gives it a terminal.
  const child = spawn('script', ['-qec', `${shell} -i`, '/dev/null'], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.teardown(async () => {
    child.stdin.end('exit\n');
    if (child.exitCode === null) await once(child, 'exit');
  });
  const said = listen(child);
  await said(/ready> /);
  const ask = async (keys: string): Promise<string> => {
    child.stdin.write(`${keys}\x0f`);
    const [, line = ''] = await said(/line=<(.*)>\r?\n[\s\S]*ready> /);
    return line;
  };
  return { tab: line => ask(`${line}\t`), insertAll: line => ask(`${line}\x14`) };
}

/** What fish answers for a line: its words, and what each is for. */
export async function askFish(
  t: ExecutionContext,
  line: string,
  cwd: string,
): Promise<readonly (readonly string[])[]> {
  const script = 'nua-start completion fish | source; complete -C $argv[1]';
  const answer = await capture('fish', ['--no-config', '-c', script, line], { cwd, env: environment(t) });
  return answer
    .split('\n')
    .filter(Boolean)
    .map(text => text.split('\t'));
}

/** Where `nua-start` is this checkout's, and no configuration of the machine is seen. */
function environment(t: ExecutionContext): NodeJS.ProcessEnv {
  const script = `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`;
  const directory = directoryOf(t, { 'nua-start': script }, 0o755);
  const { NUA_CONF: _, DOCKERSTRA_CONF: __, ...others } = process.env;
  return { ...others, PATH: `${directory}:${others['PATH']}`, LC_ALL: 'C.UTF-8' };
}

const patience = 60_000;

/** Waits for what is said since the last answer to look so. */
function listen({ stdout }: ChildProcess): (wanted: RegExp) => Promise<RegExpExecArray> {
  let heard = '';
  stdout?.setEncoding('utf8').on('data', chunk => {
    heard += chunk;
  });
  return async wanted => {
    const signal = AbortSignal.timeout(patience);
    for (;;) {
      const found = wanted.exec(heard);
      if (found) {
        heard = '';
        return found;
      }
      try {
        if (stdout) await once(stdout, 'data', { signal });
      } catch (cause) {
        throw new Error(`waited ${patience} ms for ${wanted}, and heard: ${JSON.stringify(heard)}`, {
          cause,
        });
      }
    }
  };
}
