import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { ExecutionContext } from 'ava';
import { isObject, type JsonObject } from '../../src/core/json.ts';
import { type CliResult, runCli } from './cli.ts';
import { withConfiguration } from './configuration.ts';
import { docker, removeUnit } from './engine.ts';

/** A unit of its own on the real engine; whatever it leaves there goes with the test. */
export type Scenario = Commands & {
  /** Name of the unit, and the beginning of every other name on the engine. */
  readonly name: string;
  readonly configuration: string;
  /** The commands of another unit of the same directory. */
  readonly ofUnit: (unit: string) => Commands;
};

type Commands = {
  /** `run …options NAME/command`, whatever comes of it. */
  readonly run: (command: string, ...options: string[]) => Promise<CliResult>;
  /** The same, which gets SIGINT once it has written a text. */
  readonly interrupt: (command: string, after: string, signal?: NodeJS.Signals) => Promise<CliResult>;
  /** The same, which has to end well; answers what it wrote. */
  readonly succeed: (command: string, ...options: string[]) => Promise<CliResult>;
  /** The steps of `--plan --json`. */
  readonly plan: (command: string, ...options: string[]) => Promise<readonly PlannedStep[]>;
  /** The steps that `--json` tells of, each in the order in which it was begun or skipped, and the whole. */
  readonly follow: (command: string, ...options: string[]) => Promise<Followed>;
};

export type Step = { readonly id: string; readonly action: string; readonly reason: string };

export type PlannedStep = Step & { readonly after: readonly string[] };

export type Followed = {
  readonly steps: readonly Step[];
  readonly events: readonly JsonObject[];
  /** The last event. */
  readonly finished: JsonObject;
};

/**
 * A configuration directory with one unit.
 * @param write the unit's start.yaml, from the scenario's name
 * @param files further files by path, from the same name
 */
export function scenario(
  t: ExecutionContext,
  write: (name: string) => string,
  files: (name: string) => Readonly<Record<string, string>> = () => ({}),
): Scenario {
  const name = `nuatest-${randomBytes(4).toString('hex')}`;
  const configuration = withConfiguration(t, { [`units/${name}/start.yaml`]: write(name), ...files(name) });
  t.teardown(() => removeUnit(name, configuration));
  const ofUnit: Scenario['ofUnit'] = unit => commandsOf(unit, configuration);
  return { name, configuration, ofUnit, ...ofUnit(name) };
}

function commandsOf(unit: string, configuration: string): Commands {
  const run: Commands['run'] = (command, ...options) =>
    runCli(['run', '-c', configuration, ...options, `${unit}/${command}`]);
  const succeed: Commands['succeed'] = async (command, ...options) => {
    const result = await run(command, ...options);
    if (result.code !== 0)
      throw new Error(`${command} ended with ${result.code}:\n${result.stdout}${result.stderr}`);
    return result;
  };
  return {
    run,
    interrupt: (command, after, signal = 'SIGINT') =>
      runCli(['run', '-c', configuration, `${unit}/${command}`], { interrupt: { signal, after } }),
    succeed,
    plan: async (command, ...options) => {
      const { stdout } = await succeed(command, '--plan', '--json', ...options);
      return objectsAt(JSON.parse(stdout), 'steps').map(({ id, action, reason, after }) => ({
        id: String(id),
        action: String(action),
        reason: String(reason),
        after: Array.isArray(after) ? after.map(String) : [],
      }));
    },
    follow: async (command, ...options) => readEvents((await run(command, '--json', ...options)).stdout),
  };
}

/** What `run --json` wrote. */
function readEvents(stdout: string): Followed {
  const events = stdout.trim().split('\n').map(readObject);
  const steps = events
    .filter(({ type }) => type === 'started' || type === 'skipped')
    .map(({ type, step, reason }) => ({
      id: String(step),
      action: type === 'started' ? 'run' : 'skip',
      reason: String(reason),
    }));
  return { steps, events, finished: events.at(-1) ?? {} };
}

/** What the engine knows of a container, as far as tests look at it. */
export async function inspect(container: string) {
  return docker().getContainer(container).inspect();
}

/** What a command writes that is run in a running container. */
export async function execute(container: string, ...command: string[]): Promise<string> {
  const made = await docker()
    .getContainer(container)
    .exec({ Cmd: command, AttachStdout: true, AttachStderr: true, Tty: true });
  const stream = await made.start({ Tty: true });
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString().replaceAll('\r\n', '\n').trimEnd();
}

/** Whether the engine has a container of this very name. */
export async function exists(container: string): Promise<boolean> {
  const filters = { name: [`^/${container}$`] };
  return (await docker().listContainers({ all: true, filters })).length > 0;
}

/** A TCP port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise<unknown>(closed => server.close(closed));
  if (address === null || typeof address === 'string') throw new TypeError('a server without a port');
  return address.port;
}

/** Steps without their reasons, one a line. */
export function actions(steps: readonly Step[]): readonly string[] {
  return steps.map(({ id, action }) => `${action} ${id}`);
}

function readObject(line: string): JsonObject {
  const value: unknown = JSON.parse(line);
  if (isObject(value)) return value;
  throw new TypeError(`not an object: ${line}`);
}

function objectsAt(value: unknown, key: string): readonly JsonObject[] {
  const list = isObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.filter(isObject) : [];
}
