import { realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../core/errors.ts';

export type ConfigurationSearch = {
  /** What `-c` names, relative to `cwd`. */
  readonly explicit?: string | undefined;
  /** Only `NUA_CONF`, `DOCKERSTRA_CONF` and `HOME` are read. */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /** Where nua-start is installed; `etc/dockerstra` below it is looked at. */
  readonly prefix: string;
};

/**
 * The configuration directory as an absolute path without symbolic links: what a unit makes is known by it as its
 * own, whichever way leads there. Looking creates nothing.
 * @throws UsageError when there is none, or when one that was named holds no `units/`
 */
export function findConfiguration(search: ConfigurationSearch): string {
  return realpathSync(locate(search));
}

function locate({ explicit, env, cwd, prefix }: ConfigurationSearch): string {
  const named = [
    ['-c', explicit],
    ['NUA_CONF', env['NUA_CONF']],
    ['DOCKERSTRA_CONF', env['DOCKERSTRA_CONF']],
  ].find(([, directory]) => directory);
  if (named) return mustHoldUnits(resolve(cwd, named[1] ?? ''), named[0] ?? '');
  const home = env['HOME'] ? [join(env['HOME'], '.dockerstra')] : [];
  const places = [...withParents(cwd), ...home, join(prefix, 'etc/dockerstra'), '/etc/dockerstra'];
  const found = places.find(holdsUnits);
  if (found !== undefined) return found;
  throw new UsageError(`no configuration directory at or above ${cwd}: it would hold "units/"`, {
    hint: 'run `nua-start init` to make one here, or name one with -c DIR',
  });
}

function mustHoldUnits(directory: string, origin: string): string {
  if (holdsUnits(directory)) return directory;
  throw new UsageError(
    `${directory}, named by ${origin}, is no configuration directory: it holds no "units/"`,
    {
      hint: `run \`nua-start init ${directory}\` to make it one, or name another`,
    },
  );
}

function holdsUnits(directory: string): boolean {
  return statSync(join(directory, 'units'), { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function withParents(directory: string): string[] {
  const above = dirname(directory);
  return above === directory ? [directory] : [directory, ...withParents(above)];
}
