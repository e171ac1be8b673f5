import { randomBytes } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { type CliOptions, type CliResult, runCli } from '../support/cli.ts';
import { writeFiles } from '../support/configuration.ts';
import { removeUnit } from '../support/engine.ts';
import { must } from './count.ts';

/** A configuration directory of units on an engine, for as long as something is tried with them. */
export type Room = {
  readonly directory: string;
  /** All names of a unit begin with its own. */
  readonly units: readonly string[];
  run(unit: string, command: string, options?: CliOptions & { more?: readonly string[] }): Promise<CliResult>;
  /** The same, which has to end well. */
  succeed(unit: string, command: string): Promise<void>;
  /** What the engine has of a unit, without ids. */
  state(unit: string): Promise<readonly string[]>;
  close(): Promise<void>;
};

/**
 * @param write the files of each unit, by path in the configuration directory
 * @param socket the engine's; the usual one unless given
 */
export async function openRoom(
  names: readonly string[],
  write: (unit: string) => Readonly<Record<string, string>>,
  socket?: string,
): Promise<Room> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'nua-start-many-')));
  const prefix = `nuamany-${randomBytes(3).toString('hex')}`;
  const units = names.map(name => `${prefix}-${name}`);
  for (const unit of units) writeFiles(directory, write(unit));
  const engine = socket === undefined ? new Docker() : new Docker({ socketPath: socket });
  const env = socket === undefined ? {} : { DOCKER_HOST: `unix://${socket}` };
  const run: Room['run'] = (unit, command, { more = [], ...options } = {}) =>
    runCli(['run', '-c', directory, ...more, `${unit}/${command}`], {
      watch: () => undefined,
      env,
      ...options,
    });
  return {
    directory,
    units,
    run,
    succeed: async (unit, command) => {
      const { code, stderr } = await run(unit, command);
      must(code === 0, `${command} ended with ${code}:\n${stderr}`);
    },
    state: unit => stateOf(engine, unit, directory),
    close: async () => {
      for (const unit of units) await removeUnit(unit, directory, engine);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function stateOf(engine: Docker, unit: string, directory: string): Promise<readonly string[]> {
  const label = [`nua-start.unit=${unit}`];
  const filters = { label: [...label, `nua-start.config=${directory}`] };
  const containers = await engine.listContainers({ all: true, filters });
  const networks = await engine.listNetworks({ filters });
  const { Volumes: volumes } = await engine.listVolumes({ filters });
  const images = await engine.listImages({ filters: { label } });
  return [
    ...containers.map(({ Names, State, Mounts, NetworkSettings }) => {
      const nets = Object.keys(NetworkSettings.Networks).sort();
      return `container ${Names.join()} ${State}, ${Mounts.length} mounts, in ${nets}`;
    }),
    ...networks.map(({ Name }) => `network ${Name}`),
    ...(volumes ?? []).map(({ Name }) => `volume ${Name}`),
    ...images.map(({ RepoTags }) => `image ${RepoTags?.join() ?? 'untagged'}`),
  ].sort();
}
