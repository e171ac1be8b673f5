import * as v from 'valibot';
import {
  type ContainerFacts,
  isAnonymous,
  usersOfVolume,
  type World,
  withContainer,
  withVolume,
} from '../docker/world.ts';
import { act, declared, factsOf, fail, isUp, skip } from './decision.ts';
import { boolean, defineOrder } from './define-order.ts';
import { foreign } from './labels.ts';
import { ownVolumes } from './own-volumes.ts';
import { doomed } from './recovery/doomed.ts';
import type { Target } from './scope.ts';
import { stop } from './stop.ts';

export const remove = defineOrder('remove', {
  help: 'remove the container, stopped first; without "v" one that holds a volume of its own is left',
  on: 'container',
  direction: 'down',
  // Its volumes are its own where no other container has them.
  reach: { looks: 'containers', changes: 'container' },
  timeout: 'grace',
  arguments: {
    v: v.optional(
      v.pipe(boolean, v.description("also delete the container's anonymous volumes, with their data")),
    ),
  },
  needs: (target, args, world) => {
    if (!isDue(target, args.v, world) || !isUp(factsOf(target, world))) return [];
    return [stop.as(target.name, args.timeout === undefined ? {} : { timeout: args.timeout })];
  },
  decide: (target, args, world) => {
    const facts = factsOf(target, world);
    if (!facts) return skip('not there', world);
    const problem = foreign(facts, declared(target).unit, target.scope, 'remove');
    if (problem) return fail(problem, world);
    if (!isDue(target, args.v, world))
      return skip(
        `holds volume ${short(ownVolumes(facts, world))}, which would be lost; "v: true" removes both`,
        world,
      );
    const last = lastUsed(facts, world);
    const after = withContainer(world, facts.name, undefined);
    if (last.length === 0) return act(facts.state, after);
    if (!deletesVolumes(target, args.v)) return act(`${facts.state}; keeps volume ${short(last)}`, after);
    return act(
      `${facts.state}; deletes volume ${short(last)}`,
      last.reduce((rest, volume) => withVolume(rest, volume, undefined), after),
    );
  },
  run: async (target, args, { docker, world, note }) => {
    const facts = factsOf(target, world);
    const volumes = deletesVolumes(target, args.v);
    // The engine leaves an anonymous volume that was mounted by its name when the container was replaced.
    const left = volumes && facts ? lastUsed(facts, world) : [];
    const noted =
      facts && left.length > 0 ? note(doomed.change({ container: facts.id, volumes: left })) : undefined;
    await docker.remove(target.name, { volumes, force: false });
    for (const volume of left) await docker.removeVolume(volume);
    noted?.settle();
  },
});

/** The anonymous volumes that no other container mounts: they can go with the container. */
function lastUsed(facts: ContainerFacts, world: World): readonly string[] {
  return facts.mounts
    .map(mount => mount.volume)
    .filter(volume => volume !== undefined)
    .filter(
      volume => isAnonymous(volume) && usersOfVolume(world, volume).every(user => user.name === facts.name),
    );
}

function isDue(target: Target, v: boolean | undefined, world: World): boolean {
  const facts = factsOf(target, world);
  return facts !== undefined && (v === true || ownVolumes(facts, world).length === 0);
}

function short(volumes: readonly string[]): string {
  return volumes.map(volume => volume.slice(0, 12)).join(', ');
}

function deletesVolumes(target: Target, v: boolean | undefined): boolean {
  return v === true && !target.scope.options.keepVolumes;
}
