import type { Container } from '../docker/container.ts';
import { networksOf, volumesOf } from '../docker/dependencies.ts';
import { imageOf } from '../docker/image-of.ts';
import { hasLate } from '../docker/late/late.ts';
import { findImage } from '../docker/reference.ts';
import type { World } from '../docker/world.ts';
import { build } from './build.ts';
import { createNetwork } from './create-network.ts';
import { createVolume } from './create-volume.ts';
import type { Need } from './order.ts';
import { pull } from './pull.ts';
import type { Scope } from './scope.ts';

/** The container's image, where it is missing. */
export function imageNeeds(container: Container, world: World): readonly Need[] {
  const reference = imageOf(container) ?? '';
  // Which image a late expression means is known when it is answered, and then it is there.
  if (findImage(world, reference) || hasLate(reference)) return [];
  return [(container.build ? build : pull).as(container.name, {}, `image ${reference}`)];
}

/** The networks it names that are missing and can be made. */
export function networkNeeds(container: Container, world: World, scope: Scope): readonly Need[] {
  return networksOf(container)
    .filter(name => !world.networks.has(name) && !scope.composition.networks.get(name)?.external)
    .map(name => createNetwork.as(name, { unit: container.unit }, `network ${name}`));
}

/** The named volumes it mounts that are missing and can be made. */
export function volumeNeeds(container: Container, world: World, scope: Scope): readonly Need[] {
  return volumesOf(container)
    .filter(name => !world.volumes.has(name) && !scope.composition.volumes.get(name)?.external)
    .map(name => createVolume.as(name, { unit: container.unit }, `volume ${name}`));
}
