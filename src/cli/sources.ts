import { findConfiguration } from '../unit/configuration.ts';
import type { Sources } from '../unit/file.ts';
import type { Words } from '../unit/words.ts';
import type { Runtime } from './wire.ts';

/** The configuration directory that a command line and its surroundings name. */
export function locateConfiguration(
  { configuration }: { configuration?: string | null | undefined },
  { cwd, env, prefix }: Runtime,
): string {
  return findConfiguration({ explicit: configuration ?? undefined, env, cwd, prefix });
}

type Given = {
  configuration?: string | null | undefined;
  environments: readonly string[];
  settings: readonly string[];
  reveal?: boolean | undefined;
};

/** The configuration directory with the environment that templates see. */
export async function readSources(
  values: Given,
  words: Words | undefined,
  runtime: Runtime,
): Promise<Sources> {
  const { readEnvironment } = await import('../unit/environment.ts');
  const { cwd, hostname, uid, gid, env } = runtime;
  const configuration = locateConfiguration(values, runtime);
  const { environments: chosen, settings } = values;
  const environment = readEnvironment({
    configuration,
    chosen,
    settings,
    cwd,
    hostname,
    uid,
    gid,
    processEnv: env,
  });
  if (!values.reveal) runtime.conceal(environment.secrets);
  return { configuration, environment, cwd, words };
}
