import type { Composition, Container } from '../docker/container.ts';
import type { ContainerDetails } from '../docker/details.ts';
import { imageOf } from '../docker/image-of.ts';
import type { World } from '../docker/world.ts';
import { type Difference, differences } from '../orders/declaration.ts';
import { isOwn } from '../orders/labels.ts';
import { findOrphans } from '../orders/orphans.ts';
import type { Scope } from '../orders/scope.ts';
import type { Declared } from '../unit/declared.ts';

export type ContainerStatus = Omit<ContainerDetails, 'state'> & {
  readonly name: string;
  /** As the engine says it; `missing` for one that is not there. */
  readonly state: ContainerDetails['state'];
  /** Whether a file of the unit still declares it. */
  readonly declared: boolean;
  /** Whether something else than its unit made it. */
  readonly foreign: boolean;
  /** What it was created with and is declared otherwise now. */
  readonly differences: readonly Difference[];
};

export type UnitStatus = { readonly unit: string; readonly containers: readonly ContainerStatus[] };

/** What is compared with declarations: nothing that a run may be asked for besides. */
export type StatusScope = Pick<Scope, 'configuration' | 'secrets' | 'helperImage'>;

/** The names of a unit's containers that are worth an inspect: those that are there. */
export function namesThere(declared: Declared, scope: StatusScope, world: World): readonly string[] {
  const names = [...declared.containers.keys(), ...declared.others.keys()];
  return [
    ...names.filter(name => world.containers.has(name)),
    ...orphansOf(declared, scope, world).map(({ name }) => name),
  ];
}

/**
 * How the containers of a unit are: those that its `start` declares, then those that others of its files declare and
 * that are there, then those that nothing declares any more.
 * @param details by name, of the containers that are there
 */
export function statusOf(
  declared: Declared,
  scope: StatusScope,
  world: World,
  details: ReadonlyMap<string, ContainerDetails>,
): UnitStatus {
  const full = scopeOf(declared, scope);
  const others = [...declared.others.values()].filter(({ name }) => details.has(name));
  return {
    unit: declared.unit,
    containers: [
      ...[...declared.containers.values(), ...others].map(container =>
        statusOfDeclared(container, full, world, details.get(container.name)),
      ),
      ...orphansOf(declared, scope, world).flatMap(({ name }) => {
        const found = details.get(name);
        return found ? [{ ...found, name, declared: false, foreign: false, differences: [] }] : [];
      }),
    ],
  };
}

function statusOfDeclared(
  container: Container,
  scope: Scope,
  world: World,
  details: ContainerDetails | undefined,
): ContainerStatus {
  const { name, unit } = container;
  const facts = world.containers.get(name);
  if (!facts || !details) return { ...notThere, image: imageOf(container), name };
  return {
    ...details,
    name,
    declared: true,
    foreign: !isOwn(facts.labels, unit, scope),
    differences: differences(container, facts, world, scope),
  };
}

const notThere = {
  state: 'missing',
  health: undefined,
  exitCode: undefined,
  since: undefined,
  ports: [],
  declared: true,
  foreign: false,
  differences: [],
} as const;

function orphansOf({ unit, containers, others }: Declared, scope: StatusScope, world: World) {
  return findOrphans({ ...scope, unit }, new Set([...containers.keys(), ...others.keys()]), world);
}

function scopeOf({ unit, containers, others }: Declared, scope: StatusScope): Scope {
  const composition: Composition = {
    containers: new Map([...others, ...containers]),
    networks: new Map(),
    volumes: new Map(),
    hosts: new Map(),
    hostDirectory: undefined,
  };
  return { ...scope, unit, composition, options: { adopt: false, recreate: false, keepVolumes: false } };
}
