import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { docker } from '../support/engine.ts';

/**
 * What a unit has on the engine, and the file that it may make on this machine, one line each, sorted, without ids,
 * times and what is generated anew in each run.
 */
export type EngineState = readonly string[];

const anyId = /\b[\da-f]{64}\b/g;

/** @param name that of the unit, with which all its other names begin @param configuration its directory */
export async function readState(name: string, configuration: string): Promise<EngineState> {
  const lines = await Promise.all([
    containers(name, configuration),
    networks(name),
    volumes(name),
    images(name),
  ]);
  const marker = existsSync(join(configuration, 'marker')) ? ['file marker'] : [];
  return [...marker, ...lines.flat()].toSorted();
}

async function containers(name: string, configuration: string): Promise<readonly string[]> {
  const own = await ownContainers(name, configuration);
  return Promise.all(own.map(({ Id }) => describeContainer(Id, name)));
}

async function ownContainers(name: string, configuration: string) {
  const all = await docker().listContainers({ all: true });
  return all.filter(
    ({ Labels, Names }) =>
      Labels['nua-start.config'] === configuration ||
      Labels['faultrun'] === name ||
      Names.some(it => it.startsWith(`/${name}`)),
  );
}

async function describeContainer(id: string, unit: string): Promise<string> {
  const { Name, State, Config, Mounts, NetworkSettings } = await docker().getContainer(id).inspect();
  const health = State.Health ? ` ${State.Health.Status}` : '';
  const code = State.Status === 'exited' && State.ExitCode !== 137 ? ` ${State.ExitCode}` : '';
  const mounts = Mounts.map(it => `${it.Type}:${anonymous(it.Name ?? it.Source)}:${it.Destination}`).sort();
  const nets = Object.entries(NetworkSettings.Networks).map(([network, { Aliases }]) => {
    const aliases: readonly unknown[] = Array.isArray(Aliases) ? Aliases : [];
    return `${network}(${aliases.filter(alias => !id.startsWith(String(alias))).toSorted()})`;
  });
  const processes = State.Running ? (await processesOf(id)).toSorted() : [];
  const labels = Object.entries(Config.Labels)
    .map(([key, value]) => `${key}=${digest(value.replace(anyId, 'ID'))}`)
    .sort();
  const known = Name.startsWith(`/${unit}`) ? Name : '/(unnamed)';
  const env = (Config.Env ?? []).filter(it => it.startsWith('TEXT='));
  return [
    `container ${known} ${State.Status}${health}${code} of ${Config.Image}`,
    `mounts ${mounts}; networks ${nets.sort()}; processes ${processes}; ${env} labels ${labels}`,
  ].join('; ');
}

/** Once they are the container's own; a health check comes and goes, and one that has ended may still be listed. */
async function processesOf(id: string): Promise<readonly string[]> {
  for (;;) {
    const { Processes }: { Processes?: readonly (readonly string[])[] } = await docker()
      .getContainer(id)
      .top({ ps_args: '-eo pid,stat,args' })
      .catch(() => ({}));
    const alive = (Processes ?? []).filter(([, state = '']) => !state.startsWith('Z'));
    const commands = alive.map(([, , command = '']) => command);
    const own = commands.filter(command => !check.test(command));
    // Else it has been started, and is not yet what it is to be: its shell looks for a file first.
    const isSettled = own.length > 0 || commands.length === 0;
    if (isSettled && !commands.some(command => unborn.test(command))) return own;
    await delay(50);
  }
}

const check = /^(\/bin\/)?(sh -c (test|true)|test|true)/;
/** What the engine starts a process with, as long as it is not the process. */
const unborn = /^\S*runc[ :]|^\/proc\/self\/\S+ init/;

async function networks(name: string): Promise<readonly string[]> {
  const all = await docker().listNetworks();
  return all.filter(({ Name }) => Name.startsWith(name)).map(({ Name }) => `network ${Name}`);
}

async function volumes(name: string): Promise<readonly string[]> {
  const { Volumes } = await docker().listVolumes();
  return Volumes.filter(({ Name }) => Name.startsWith(name)).map(({ Name }) => `volume ${Name}`);
}

/** Those with names, and those without that a build or a commit has left over. */
async function images(name: string): Promise<readonly string[]> {
  const all = await docker().listImages();
  return all
    .filter(
      ({ Labels, RepoTags }) =>
        Labels?.['nua-start.unit'] === name ||
        Labels?.['faultrun'] === name ||
        RepoTags?.some(tag => tag.startsWith(`${name}/`)),
    )
    .flatMap(({ RepoTags }) => (RepoTags?.length ? RepoTags : ['<none>:<none>']))
    .map(tag => `image ${tag}`);
}

/** Labels are long, and only their difference counts. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6);
}

function anonymous(name: string): string {
  return name.replace(anyId, 'ANONYMOUS');
}

/** Removes all of it, by the shortest way. */
export async function clear(name: string, configuration: string): Promise<void> {
  await clearContainers(name, configuration);
  await Promise.all([clearNetworks(name), clearVolumes(name), clearImages(name)]);
}

/** All at once: the engine takes a while to end each. */
async function clearContainers(name: string, configuration: string): Promise<void> {
  const own = await ownContainers(name, configuration);
  await Promise.all(
    own.map(({ Id }) => docker().getContainer(Id).remove({ force: true, v: true }).catch(ignoreGone)),
  );
}

async function clearNetworks(name: string): Promise<void> {
  for (const { Name, Id } of await docker().listNetworks())
    if (Name.startsWith(name)) await docker().getNetwork(Id).remove().catch(ignoreGone);
}

async function clearVolumes(name: string): Promise<void> {
  for (const { Name } of (await docker().listVolumes()).Volumes)
    if (Name.startsWith(name)) await docker().getVolume(Name).remove().catch(ignoreGone);
}

async function clearImages(name: string): Promise<void> {
  for (const { Id, RepoTags, Labels } of await docker().listImages({ all: true })) {
    const tags = RepoTags?.filter(tag => tag.startsWith(`${name}/`)) ?? [];
    for (const tag of tags) await docker().getImage(tag).remove({ force: true }).catch(ignoreGone);
    const isOwn = Labels?.['nua-start.unit'] === name || Labels?.['faultrun'] === name;
    if (isOwn && tags.length === 0) await docker().getImage(Id).remove({ force: true }).catch(ignoreGone);
  }
}

/** 404: gone with another one. 409: an image that others are made of, which goes with them. */
function ignoreGone(error: unknown): void {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status !== 404 && status !== 409) throw error;
}
