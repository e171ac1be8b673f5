import * as v from 'valibot';
import { withNetwork } from '../docker/world.ts';
import { act, skip } from './decision.ts';
import { defineOrder } from './define-order.ts';
import { ownLabels } from './labels.ts';

/** Never written in a file: what `create` needs when a network that the container names is missing. */
export const createNetwork = defineOrder('create_network', {
  help: 'make a network that a container names',
  on: 'host',
  direction: 'up',
  reach: 'engine',
  timeout: 'limit',
  arguments: { unit: v.string() },
  decide: ({ name, scope }, { unit }, world) => {
    if (world.networks.has(name)) return skip('there already', world);
    return act('network missing', withNetwork(world, name, { name, labels: ownLabels(unit, scope) }));
  },
  run: ({ name, scope }, { unit }, { docker }) => {
    const { driver, options, internal } = scope.composition.networks.get(name) ?? {};
    return docker.createNetwork(name, {
      Driver: driver ?? 'bridge',
      Options: options ?? {},
      Internal: internal ?? false,
      Labels: ownLabels(unit, scope),
    });
  },
});
