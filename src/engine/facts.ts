import { hostPathsOf } from '../docker/dependencies.ts';
import type { Docker } from '../docker/engine.ts';
import { type World, withRenewed } from '../docker/world.ts';
import { absent } from '../host/files.ts';
import { allDependencies } from '../plan/ordering.ts';
import type { Work } from '../plan/plan.ts';
import type { Unit } from '../unit/unit.ts';

/** Everything that is known of the engine now, and which of the unit's host paths are missing. */
export async function readWorld(
  docker: Docker,
  unit: Unit,
  past: Past = { touched: false, renewed: new Set() },
): Promise<World> {
  const [facts, absent] = await Promise.all([docker.world(), absentPaths(docker, unit)]);
  return { ...facts, absentPaths: absent, ...past };
}

/** What no engine knows: what this run has done. */
type Past = Pick<World, 'touched' | 'renewed'>;

/** The facts that a run decides on: read anew around each step, as narrowly as the step's reach allows. */
export type Facts = {
  /** The world as it is now, as far as this work looks. */
  readonly about: (work: Work) => Promise<World>;
  /** To be called when a step has run, with the world that it was to lead to. */
  readonly changed: (work: Work, effect: World) => void;
};

/** `initial` is the world that the plan was made on. */
export function createFacts(docker: Docker, unit: Unit, initial: World): Facts {
  let known = initial;
  let outdated = false;
  let past: Past = initial;
  return {
    async about({ target, reach }) {
      if (reach === 'engine' || outdated) {
        outdated = false;
        known = await readWorld(docker, unit, past);
        return known;
      }
      const names = [target, ...allDependencies(target, unit.composition)];
      const now = await docker.containers(names);
      const others = [...known.containers].filter(([name]) => !names.includes(name));
      return { ...known, ...past, containers: new Map([...others, ...now]) };
    },
    changed({ target, reach }, effect) {
      const { renewed } = withRenewed({ ...initial, ...past }, target, effect.renewed.has(target));
      past = { touched: true, renewed };
      outdated ||= reach === 'engine';
    },
  };
}

async function absentPaths(docker: Docker, { composition, entries }: Unit): Promise<ReadonlySet<string>> {
  const containers = [...composition.containers.values()];
  const builds = containers.flatMap(({ build }) => (build?.path?.startsWith('/') ? [build.path] : []));
  const mounts = [
    ...containers.flatMap(hostPathsOf),
    ...entries.flat().flatMap(order => order.behaviour.hostPaths),
  ];
  // Bind mounts name paths of the engine's machine; build contexts are read on this one.
  return absent(docker.local ? [...builds, ...mounts] : builds);
}
