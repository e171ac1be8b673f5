import { withContainer } from '../docker/world.ts';
import { act, factsOf, skip } from './decision.ts';
import { defineOrder } from './define-order.ts';

export const unpause = defineOrder('unpause', {
  help: 'let the processes of the paused container go on; skipped when it is not paused',
  on: 'container',
  direction: 'up',
  reach: 'container',
  timeout: 'limit',
  arguments: {},
  decide: (target, _, world) => {
    const facts = factsOf(target, world);
    if (facts?.state !== 'paused') return skip(facts ? 'not paused' : 'not there', world);
    return act('paused', withContainer(world, facts.name, { ...facts, state: 'running' }));
  },
  run: (target, _, { docker }) => docker.unpause(target.name),
});
