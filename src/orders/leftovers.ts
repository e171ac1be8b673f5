import { networksOf, volumesOf } from '../docker/dependencies.ts';
import {
  type ContainerFacts,
  type Labels,
  usersOfNetwork,
  usersOfVolume,
  type World,
} from '../docker/world.ts';
import { isOwn, label } from './labels.ts';
import { ownVolumes } from './own-volumes.ts';
import type { Scope } from './scope.ts';

/** What carries a unit's labels and has no use any more. */
export type Leftovers = {
  readonly containers: readonly ContainerFacts[];
  /** Anonymous volumes of these containers. */
  readonly anonymous: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  readonly images: readonly string[];
};

export type Search = {
  /** Whether containers that hold volumes of their own are among them. */
  readonly holders: boolean;
  /** Whether named volumes are. */
  readonly volumes: boolean;
  /** Only what these containers of the composition name; undefined for all that the unit ever made. */
  readonly of: readonly string[] | undefined;
};

/** What of a unit is left in a world. What is declared external is never the unit's, whatever its labels say. */
export function leftovers(scope: Scope, search: Search, world: World): Leftovers {
  const isMine = ({ labels }: { readonly labels: Labels }): boolean => isOwn(labels, scope.unit, scope);
  const containers = search.of
    ? []
    : undeclared(scope, world)
        .filter(isMine)
        .filter(facts => search.holders || ownVolumes(facts, world).length === 0);
  const stays = (user: ContainerFacts): boolean => !containers.includes(user);
  const isNamed = (name: string, names: typeof networksOf): boolean =>
    search.of === undefined || search.of.some(target => named(target, scope, names).includes(name));
  const { networks, volumes } = scope.composition;
  return {
    containers,
    anonymous: containers.flatMap(facts => ownVolumes(facts, world)),
    networks: [...world.networks.values()]
      .filter(({ name }) => !networks.get(name)?.external && isNamed(name, networksOf))
      .filter(facts => isMine(facts) && !usersOfNetwork(world, facts.name).some(stays))
      .map(({ name }) => name),
    volumes: (search.volumes ? [...world.volumes.values()] : [])
      .filter(({ name }) => !volumes.get(name)?.external && isNamed(name, volumesOf))
      .filter(facts => isMine(facts) && !usersOfVolume(world, facts.name).some(stays))
      .map(({ name }) => name),
    images: search.of ? [] : untagged(scope, world, stays),
  };
}

function undeclared({ composition }: Scope, world: World): readonly ContainerFacts[] {
  return [...world.containers.values()].filter(({ name }) => !composition.containers.has(name));
}

function named(target: string, { composition }: Scope, names: typeof networksOf): readonly string[] {
  const container = composition.containers.get(target);
  return container ? names(container) : [];
}

/** What rebuilding left behind. */
function untagged(scope: Scope, world: World, stays: (user: ContainerFacts) => boolean): readonly string[] {
  const users = [...world.containers.values()].filter(stays).map(({ imageId }) => imageId);
  return [...world.images.values()]
    .filter(({ references, labels }) => references.length === 0 && labels[label.unit] === scope.unit)
    .filter(({ id }) => !users.includes(id))
    .map(({ id }) => id);
}

/** One line that names each thing; empty when there is nothing. */
export function describeLeftovers(left: Leftovers, keepsVolumes: boolean): string {
  const running = left.containers.map(({ name, state }) =>
    state === 'running' ? `${name} (running)` : name,
  );
  const kinds: [string, readonly string[]][] = [
    ['container', running],
    [keepsVolumes ? 'keeps volume' : 'volume', left.anonymous.map(name => name.slice(0, 12))],
    ['network', left.networks],
    ['volume', left.volumes],
    ['untagged image', left.images.map(id => id.replace('sha256:', '').slice(0, 12))],
  ];
  return kinds
    .filter(([, names]) => names.length > 0)
    .map(([kind, names]) => `${kind} ${names.join(', ')}`)
    .join('; ');
}

/** The world once they are gone. */
export function withoutLeftovers(left: Leftovers, world: World): World {
  const containers = left.containers.map(({ name }) => name);
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
