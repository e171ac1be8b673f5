import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { codeOf, messageOf, StateError } from '../core/errors.ts';

export type StateSearch = {
  /** What `--state-dir` names, relative to `cwd`. */
  readonly option?: string | undefined;
  /** Only `NUA_STATE_DIR`, `XDG_STATE_HOME` and `HOME` are read. */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Absolute path of the configuration directory. */
  readonly configuration: string;
};

/**
 * Where the state of a configuration directory is or would be: what was named; `.nua-start/` in it; where this user may
 * not write there, a directory of the user's own. Looking creates nothing.
 */
export function findStateDirectory({ option, env, cwd, configuration }: StateSearch): string {
  const named = option || env['NUA_STATE_DIR'];
  if (named) return resolve(cwd, named);
  const own = join(configuration, '.nua-start');
  if (isWritable(existsSync(own) ? own : configuration)) return own;
  const home = env['XDG_STATE_HOME'] || join(env['HOME'] || homedir(), '.local/state');
  return join(home, 'nua-start', createHash('sha256').update(configuration).digest('hex').slice(0, 16));
}

/** Makes the directory, for its user only, and keeps git from looking into it. */
export function makeStateDirectory(directory: string): void {
  if (existsSync(directory)) return;
  try {
    makeDirectory(directory);
    writeFileSync(join(directory, '.gitignore'), '*\n', { mode: 0o600 });
  } catch (cause) {
    throw new StateError(`the state directory ${directory} cannot be made: ${messageOf(cause)}`, {
      hint: 'name another one with --state-dir or NUA_STATE_DIR',
      cause,
    });
  }
}

/** With those above it. Node's own `recursive` never ends where the system makes no directories, as in /proc. */
function makeDirectory(directory: string): void {
  const above = dirname(directory);
  if (!existsSync(above)) makeDirectory(above);
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    // Another run has been quicker.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
