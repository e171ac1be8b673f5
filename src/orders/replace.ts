import { isObject, type JsonObject, mergeDeep, objectIn, textsIn } from '../core/json.ts';
import type { Docker } from '../docker/engine.ts';
import type { ContainerFacts, World } from '../docker/world.ts';
import { type Creation, createWithNetworks } from './creation.ts';
import { isUp } from './decision.ts';
import type { RunContext } from './order.ts';
import { ownVolumes } from './own-volumes.ts';
import { replaced } from './recovery/replaced.ts';

/**
 * Puts a new container in the place of one that is there, in the same state, with its anonymous volumes. The former one
 * is renamed, and goes only when the whole order has ended well; whatever goes wrong before, it comes back.
 */
export async function replace(
  former: ContainerFacts,
  creation: Creation,
  context: RunContext,
): Promise<void> {
  const { docker, unique, note } = context;
  const { name } = former;
  const aside = `${name}.replaced-${unique()}`;
  const noted = note(replaced.change({ name, former: former.id, state: stateOf(former) }));
  await docker.rename(former.id, aside);
  const undo = [() => docker.rename(former.id, name)];
  const takeBack = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step();
    noted.settle();
  };
  try {
    const id = await createWithNetworks(name, withVolumesOf(former, aside, creation, context), context);
    // The engine leaves the volumes that the former container has, too.
    undo.push(() => docker.remove(id, { volumes: true, force: true }));
    if (isUp(former)) {
      undo.unshift(() => revive(former, docker));
      await docker.stop(former.id);
      await docker.start(id);
    }
    if (former.state === 'paused') await docker.pause(id);
  } catch (error) {
    await takeBack();
    throw error;
  }
  context.pledge({
    note: noted,
    keep: () => docker.remove(former.id, { volumes: false, force: false }),
    undo: async () => {
      await takeBack();
      return `container "${name}" is as it was before`;
    },
  });
}

function stateOf(former: ContainerFacts): 'down' | 'running' | 'paused' {
  if (!isUp(former)) return 'down';
  return former.state === 'paused' ? 'paused' : 'running';
}

async function revive({ id, state }: ContainerFacts, docker: Docker): Promise<void> {
  await docker.start(id);
  if (state === 'paused') await docker.pause(id);
}

/**
 * `VolumesFrom` keeps anonymous volumes anonymous, so that they go when the container goes; but it brings all mounts of
 * the former container. Where one of those is not declared any more, the volumes are mounted by name instead. What is
 * declared goes before what the former container had, so a volume whose path is declared otherwise now is left behind.
 */
function withVolumesOf(
  former: ContainerFacts,
  aside: string,
  creation: Creation,
  context: RunContext,
): Creation {
  const { world, warn } = context;
  const host = objectIn(creation.body, 'HostConfig');
  const declared = declaredMounts(host, world);
  const own = ownVolumes(former, world);
  const [left, kept] = split(
    former.mounts.filter(({ volume }) => volume !== undefined && own.includes(volume)),
    ({ destination }) => declared.has(destination),
  );
  for (const { volume, destination } of left)
    warn(`volume ${volume} is left: something else is mounted at ${destination} now`);
  if (kept.length === 0) return creation;
  const others = former.mounts.filter(mount => !kept.includes(mount));
  const more = others.every(({ destination }) => declared.has(destination))
    ? { VolumesFrom: [aside, ...textsIn(host, 'VolumesFrom')] }
    : {
        Binds: [
          ...textsIn(host, 'Binds'),
          ...kept.map(({ volume, destination }) => `${volume}:${destination}`),
        ],
      };
  return { ...creation, body: mergeDeep(creation.body, { HostConfig: more }) };
}

/** The paths at which the declaration itself mounts something. */
function declaredMounts(host: JsonObject, world: World): ReadonlySet<string> {
  const binds = textsIn(host, 'Binds').map(bind => bind.split(':')[1] ?? '');
  const mounts = Array.isArray(host['Mounts'])
    ? host['Mounts'].flatMap(mount => (isObject(mount) ? String(mount['Target']) : []))
    : [];
  const sources = textsIn(host, 'VolumesFrom').map(source => source.replace(/:(ro|rw)$/, ''));
  const given = sources.flatMap(name => world.containers.get(name)?.mounts ?? []);
  return new Set([...binds, ...mounts, ...given.map(({ destination }) => destination)]);
}

function split<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter(item => !isFirst(item))];
}
