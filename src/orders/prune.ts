import * as v from 'valibot';
import { type ContainerFacts, usersOfNetwork, usersOfVolume, type World } from '../docker/world.ts';
import { act, isUp, skip } from './decision.ts';
import { boolean, defineOrder } from './define-order.ts';
import { isOwn, label } from './labels.ts';
import type { Scope } from './scope.ts';

export const prune = defineOrder('prune', {
  help: 'remove what the unit made and nothing uses any more: networks, untagged images, containers it does not declare',
  on: 'host',
  direction: 'down',
  reach: 'engine',
  timeout: 'limit',
  arguments: {
    v: v.optional(v.pipe(boolean, v.description('also delete volumes, with their data'))),
  },
  decide: ({ scope }, args, world) => {
    const left = leftovers(scope, args.v === true, world);
    const reason = describe(left);
    return reason === '' ? skip('nothing left', world) : act(reason, without(left, world));
  },
  run: async ({ scope }, args, { docker, world }) => {
    const left = leftovers(scope, args.v === true, world);
    for (const container of left.containers) {
      if (isUp(container)) await docker.stop(container.id);
      await docker.remove(container.id, { volumes: deletesVolumes(scope, args.v === true), force: false });
    }
    for (const network of left.networks) await docker.removeNetwork(network);
    for (const volume of left.volumes) await docker.removeVolume(volume);
    for (const image of left.images) await docker.removeImage(image, { force: false, noprune: false });
  },
});

/** What carries the unit's labels and has no use any more. */
type Leftovers = {
  readonly containers: readonly ContainerFacts[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly images: readonly string[];
};

function leftovers(scope: Scope, v: boolean, world: World): Leftovers {
  const mine = <T extends { labels: ContainerFacts['labels'] }>(facts: T): boolean =>
    isOwn(facts.labels, scope.unit, scope);
  const containers = [...world.containers.values()].filter(
    c => mine(c) && !scope.composition.containers.has(c.name),
  );
  const stays = (user: ContainerFacts): boolean => !containers.includes(user);
  return {
    containers,
    networks: [...world.networks.values()]
      .filter(n => mine(n) && !usersOfNetwork(world, n.name).some(stays))
      .map(n => n.name),
    volumes: deletesVolumes(scope, v)
      ? [...world.volumes.values()]
          .filter(n => mine(n) && !usersOfVolume(world, n.name).some(stays))
          .map(n => n.name)
      : [],
    images: [...world.images.values()]
      .filter(image => image.references.length === 0 && image.labels[label.unit] === scope.unit)
      .filter(image => ![...world.containers.values()].some(user => user.imageId === image.id && stays(user)))
      .map(image => image.id),
  };
}

function deletesVolumes(scope: Scope, v: boolean): boolean {
  return v && !scope.options.keepVolumes;
}

function describe(left: Leftovers): string {
  const kinds: [string, readonly string[]][] = [
    ['container', left.containers.map(c => c.name)],
    ['network', left.networks],
    ['volume', left.volumes],
    ['untagged image', left.images.map(id => id.replace('sha256:', '').slice(0, 12))],
  ];
  return kinds
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind} ${names.join(', ')}`)
    .join('; ');
}

function without(left: Leftovers, world: World): World {
  const containers = left.containers.map(c => c.name);
  return {
    ...world,
    containers: except(world.containers, containers),
    networks: except(world.networks, left.networks),
    volumes: except(world.volumes, left.volumes),
    images: except(world.images, left.images),
  };
}

function except<T>(map: ReadonlyMap<string, T>, keys: readonly string[]): ReadonlyMap<string, T> {
  return new Map([...map].filter(([key]) => !keys.includes(key)));
}
