import type { ContainerFacts, World } from '../docker/world.ts';
import { isOwn, label } from './labels.ts';
import type { Scope } from './scope.ts';

/**
 * The containers that a unit made and that no name here declares, sorted by name. Not among them: helpers, which go by
 * themselves; what a replacement has set aside, which is the last copy of a container until it has ended; and what got
 * its labels from an image that was committed, which anybody may have made.
 * @param declared names of the containers that any file of the unit declares
 */
export function findOrphans(
  scope: Pick<Scope, 'unit' | 'configuration'>,
  declared: ReadonlySet<string>,
  world: Pick<World, 'containers' | 'images'>,
): readonly ContainerFacts[] {
  return [...world.containers.values()]
    .filter(({ name, labels }) => !declared.has(name) && isOwn(labels, scope.unit, scope))
    .filter(({ name, labels }) => labels[label.helper] === undefined && !isAside(name))
    .filter(({ imageId = '' }) => !world.images.get(imageId)?.labels[label.configuration])
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isAside(name: string): boolean {
  return /\.replaced-[\da-f]{10}$/.test(name);
}
