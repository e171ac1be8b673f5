import { isObject, type JsonObject, mergeDeep } from '../core/json.ts';
import {
  type ContainerFacts,
  isAnonymous,
  type MountFacts,
  usersOfVolume,
  type World,
} from '../docker/world.ts';
import { type Creation, createWithNetworks } from './creation.ts';
import { isUp } from './decision.ts';
import type { RunContext } from './order.ts';

/**
 * Puts a new container in the place of one that is there, in the same state, with its anonymous volumes. Until the new
 * one stands the former one is only renamed; whatever goes wrong, it comes back.
 */
export async function replace(
  former: ContainerFacts,
  creation: Creation,
  context: RunContext,
): Promise<void> {
  const { docker, unique } = context;
  const { name } = former;
  const aside = `${name}.replaced-${unique()}`;
  const wasUp = isUp(former);
  if (former.state === 'paused') await docker.unpause(name);
  if (wasUp) await docker.stop(name);
  await docker.rename(former.id, aside);
  let id: string | undefined;
  try {
    id = await createWithNetworks(name, withVolumesOf(former, aside, creation, context.world), context);
    if (wasUp) await docker.start(id);
    if (former.state === 'paused') await docker.pause(id);
  } catch (error) {
    // Without its volumes: they are those of the former container.
    if (id !== undefined) await docker.remove(id, { volumes: false, force: true });
    await docker.rename(former.id, name);
    if (wasUp) await docker.start(name);
    if (former.state === 'paused') await docker.pause(name);
    throw error;
  }
  await docker.remove(former.id, { volumes: false, force: false });
}

/**
 * `VolumesFrom` keeps anonymous volumes anonymous, so that they go when the container goes; but it brings all mounts of
 * the former container. Where one of those is not declared any more, the volumes are mounted by name instead.
 */
function withVolumesOf(former: ContainerFacts, aside: string, creation: Creation, world: World): Creation {
  const own = former.mounts.filter(mount => isOwnVolume(mount, world));
  if (own.length === 0) return creation;
  const host = isObject(creation.body['HostConfig']) ? creation.body['HostConfig'] : {};
  const others = former.mounts.filter(mount => !own.includes(mount)).map(mount => mount.destination);
  const kept = others.every(destination => isMounted(host, destination))
    ? { VolumesFrom: [...stringsAt(host, 'VolumesFrom'), aside] }
    : { Binds: [...stringsAt(host, 'Binds'), ...own.map(mount => `${mount.volume}:${mount.destination}`)] };
  return { ...creation, body: mergeDeep(creation.body, { HostConfig: kept }) };
}

function isOwnVolume({ volume }: MountFacts, world: World): boolean {
  return volume !== undefined && isAnonymous(volume) && usersOfVolume(world, volume).length === 1;
}

function isMounted(host: JsonObject, destination: string): boolean {
  const binds = stringsAt(host, 'Binds').map(bind => bind.split(':')[1]);
  const mounts = Array.isArray(host['Mounts'])
    ? host['Mounts'].map(mount => (isObject(mount) ? mount['Target'] : undefined))
    : [];
  return binds.includes(destination) || mounts.includes(destination);
}

function stringsAt(value: JsonObject, key: string): readonly string[] {
  const found = value[key];
  return Array.isArray(found) ? found.filter(item => typeof item === 'string') : [];
}
