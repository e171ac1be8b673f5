import { withContainer } from '../docker/world.ts';
import { act, factsOf, skip } from './decision.ts';
import { defineOrder } from './define-order.ts';

export const pause = defineOrder('pause', {
  help: 'freeze the processes of the running container; skipped when it is not running or paused already',
  on: 'container',
  direction: 'down',
  reach: 'container',
  timeout: 'limit',
  arguments: {},
  decide: (target, _, world) => {
    const facts = factsOf(target, world);
    if (facts?.state === 'paused') return skip('paused already', world);
    if (facts?.state !== 'running') return skip(facts ? 'not running' : 'not there', world);
    return act('running', withContainer(world, facts.name, { ...facts, state: 'paused' }));
  },
  run: (target, _, { docker }) => docker.pause(target.name),
});
