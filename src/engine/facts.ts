import { hostPathsOf } from '../docker/dependencies.ts';
import type { Docker } from '../docker/engine.ts';
import { type World, withRenewed } from '../docker/world.ts';
import { absent } from '../host/files.ts';
import type { Breadth } from '../orders/order.ts';
import { allDependencies } from '../plan/ordering.ts';
import type { Work } from '../plan/plan.ts';
import type { Unit } from '../unit/unit.ts';
import { gather } from './gather.ts';

/** Everything that is known of the engine now, and which of the unit's host paths are missing. */
export async function readWorld(docker: Source, unit: Unit): Promise<World> {
  const [facts, absent] = await Promise.all([docker.world(), absentPaths(docker, unit)]);
  return { ...facts, absentPaths: absent, touched: false, renewed: new Set() };
}

/** What facts are read from. */
type Source = Pick<Docker, 'world' | 'containers' | 'local'>;

/** What no engine knows: what this run has done. */
type Past = Pick<World, 'touched' | 'renewed'>;

/** The facts that a run decides on: read anew around each step, as narrowly as its decision allows. */
export type Facts = {
  /** The world as it is now, as far as work on a target looks. */
  readonly about: (target: string, looks: Breadth) => Promise<World>;
  /** To be called when a step has run, with the world that it was to lead to. */
  readonly changed: (work: Work, effect: World) => void;
};

/** `initial` is the world that the plan was made on. */
export function createFacts(docker: Source, unit: Unit, initial: World): Facts {
  let known = initial;
  let past: Past = initial;
  // Moments are numbers of changes: how many there were, the last that reached further than its container, and how many
  // `known` tells of.
  let changes = 0;
  let widest = 0;
  let knownAt = 0;
  let pending: { readonly at: number; readonly read: Promise<void> } | undefined;

  const readAll = async (at: number): Promise<void> => {
    const world = await readWorld(docker, unit);
    // Of two reads the one that was begun first may end last.
    if (at >= knownAt) [known, knownAt] = [world, at];
  };
  /** Orders side by side share a read, unless something was changed since it was begun. */
  const readShared = async (): Promise<void> => {
    if (pending?.at !== changes) pending = { at: changes, read: readAll(changes) };
    const mine = pending;
    try {
      await mine.read;
    } finally {
      if (pending === mine) pending = undefined;
    }
  };
  const readNamed = gather(names => docker.containers(names));
  const readContainers = gather(() => docker.containers());
  return {
    async about(target, looks) {
      if (looks === 'engine' || knownAt < widest) {
        await readShared();
        return { ...known, ...past };
      }
      if (looks === 'containers') return { ...known, ...past, containers: await readContainers([]) };
      const names = [target, ...allDependencies(target, unit.composition)];
      const now = await readNamed(names);
      const others = [...known.containers].filter(([name]) => !names.includes(name));
      return { ...known, ...past, containers: new Map([...others, ...now]) };
    },
    changed({ target, reach }, effect) {
      const { renewed } = withRenewed({ ...initial, ...past }, target, effect.renewed.has(target));
      past = { touched: true, renewed };
      changes += 1;
      if (reach.changes === 'engine') widest = changes;
    },
  };
}

async function absentPaths(docker: Source, { composition, entries }: Unit): Promise<ReadonlySet<string>> {
  const containers = [...composition.containers.values()];
  const builds = containers.flatMap(({ build }) => (build?.path?.startsWith('/') ? [build.path] : []));
  const mounts = [
    ...containers.flatMap(hostPathsOf),
    ...entries.flat().flatMap(order => order.behaviour.hostPaths),
  ];
  // Bind mounts name paths of the engine's machine; build contexts are read on this one.
  return absent(docker.local ? [...builds, ...mounts] : builds);
}
