import * as v from 'valibot';
import { withVolume } from '../docker/world.ts';
import { act, skip } from './decision.ts';
import { defineOrder } from './define-order.ts';
import { ownLabels } from './labels.ts';

/** Never written in a file: what `create` needs when a named volume that the container mounts is missing. */
export const createVolume = defineOrder('create_volume', {
  help: 'make a named volume that a container mounts',
  on: 'host',
  direction: 'up',
  reach: 'engine',
  timeout: 'limit',
  arguments: { unit: v.string() },
  decide: ({ name, scope }, { unit }, world) => {
    if (world.volumes.has(name)) return skip('there already', world);
    return act('volume missing', withVolume(world, name, { name, labels: ownLabels(unit, scope) }));
  },
  run: ({ name, scope }, { unit }, { docker }) => {
    const { driver, options } = scope.composition.volumes.get(name) ?? {};
    return docker.createVolume(name, {
      Driver: driver ?? 'local',
      DriverOpts: options ?? {},
      Labels: ownLabels(unit, scope),
    });
  },
});
