import { withContainer, withRenewed } from '../docker/world.ts';
import { act, factsOf, isUp, skip } from './decision.ts';
import { defineOrder } from './define-order.ts';

export const stop = defineOrder('stop', {
  help: 'stop the container; skipped when it is not running',
  on: 'container',
  direction: 'down',
  reach: 'container',
  timeout: 'grace',
  arguments: {},
  decide: (target, _, world) => {
    const facts = factsOf(target, world);
    if (!facts) return skip('not there', world);
    if (!isUp(facts)) return skip('not running', world);
    const stopped = withContainer(world, facts.name, { ...facts, state: 'exited' });
    // Whatever it was to be waited for, it is to be started anew.
    return act(facts.state, withRenewed(stopped, facts.name, false));
  },
  run: (target, { timeout }, { docker }) => docker.stop(target.name, timeout),
});
