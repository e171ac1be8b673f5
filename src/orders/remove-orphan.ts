import { withContainer } from '../docker/world.ts';
import { act, isUp, skip } from './decision.ts';
import { defineOrder } from './define-order.ts';
import { isOwn } from './labels.ts';
import { ownVolumes } from './own-volumes.ts';
import { stop } from './stop.ts';

/**
 * Removes a container that its unit does not declare any more: what `run --remove-orphans` adds to a plan. It is no
 * order of unit files, since those name what is declared.
 */
export const removeOrphan = defineOrder('remove', {
  help: 'remove a container that the unit does not declare any more',
  on: 'container',
  direction: 'down',
  reach: { looks: 'containers', changes: 'container' },
  timeout: 'limit',
  arguments: {},
  needs: ({ name, scope }, _, world) => {
    const facts = world.containers.get(name);
    const isDue = facts && isOwn(facts.labels, scope.unit, scope) && ownVolumes(facts, world).length === 0;
    return isDue && isUp(facts) ? [stop.as(name)] : [];
  },
  decide: ({ name, scope }, _, world) => {
    const facts = world.containers.get(name);
    if (!facts) return skip('not there', world);
    if (!isOwn(facts.labels, scope.unit, scope)) return skip("it is not the unit's any more", world);
    const own = ownVolumes(facts, world).map(volume => volume.slice(0, 12));
    if (own.length > 0) return skip(`kept, since it holds volume ${own.join(', ')}`, world);
    return act('not declared any more', withContainer(world, name, undefined));
  },
  run: ({ name }, _, { docker }) => docker.remove(name, { volumes: false, force: false }),
});
