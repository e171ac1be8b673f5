import { OrderError, UsageError } from '../core/errors.ts';
import type { Docker, ExecRequest } from '../docker/engine.ts';
import { namesOf, readContainerName } from '../unit/container-name.ts';
import { readDeclared } from '../unit/declared.ts';
import { connectEngine } from './connect.ts';
import { readSources } from './sources.ts';
import type { Runtime } from './wire.ts';

type Values = Parameters<typeof readSources>[0] &
  Parameters<typeof connectEngine>[0] & {
    readonly name: string;
    readonly command: readonly string[];
    readonly noTty: boolean;
    readonly user?: string | null | undefined;
    readonly directory?: string | null | undefined;
    readonly variables: readonly string[];
  };

/** Runs a command in a container of a unit, on the streams of this process. Answers the command's exit code. */
export async function runInContainer(values: Values, runtime: Runtime): Promise<number> {
  const sources = await readSources(values, undefined, runtime);
  const name = readContainerName(values.name, sources.configuration);
  const [container = '', ...others] = namesOf(name, readDeclared(name.unit, sources));
  if (name.container === undefined || others.length > 0) throw noContainer(name.unit, [container, ...others]);
  const docker = connectEngine(values, runtime);
  await refuseUnlessRunning(container, name.unit, docker);
  const request: ExecRequest = {
    command: values.command,
    user: values.user ?? undefined,
    directory: values.directory ?? undefined,
    environment: values.variables.flatMap(text => withValue(text, runtime.env)),
  };
  const signal = AbortSignal.any([runtime.interruptible(), runtime.writing.unread]);
  const { interact } = runtime;
  try {
    return await interact(!values.noTty, streams => docker.interact(container, request, streams, signal));
  } catch (error) {
    // What a command in a shell's pipeline ends with.
    if (runtime.writing.unread.aborted) return (await runtime.writing.failure())?.exitCode ?? 141;
    throw error;
  }
}

function noContainer(unit: string, names: readonly string[]): UsageError {
  const [first] = names;
  return new UsageError(`"${unit}" is no UNIT/CONTAINER`, {
    hint: first
      ? `name one: ${names.map(name => `${unit}/${name}`).join(', ')}`
      : 'it declares no containers',
  });
}

async function refuseUnlessRunning(name: string, unit: string, docker: Docker): Promise<void> {
  const state = (await docker.containers([name])).get(name)?.state;
  if (state === 'running') return;
  if (state === undefined)
    throw new OrderError(`there is no container "${name}"`, { hint: `make it: nua-start run ${unit}/start` });
  const hint = `nua-start run ${unit}/${state === 'paused' ? 'unpause' : 'start'}`;
  throw new OrderError(`container "${name}" is not running: it is ${state}`, { hint });
}

/** `KEY` alone takes its value from here, and is nothing where there is none. */
function withValue(text: string, env: Runtime['env']): readonly string[] {
  if (text.includes('=')) return [text];
  const value = env[text];
  return value === undefined ? [] : [`${text}=${value}`];
}
