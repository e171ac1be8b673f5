import { type ContainerFacts, isAnonymous, type World } from '../docker/world.ts';
import { usedNames } from './declaration.ts';

/**
 * The anonymous volumes of a container that it did not get from another one which is still there: with the container
 * nobody finds them again, also where others mount them through it.
 */
export function ownVolumes(facts: ContainerFacts, world: World): readonly string[] {
  const inherited = usedNames(facts).flatMap(name => volumesOf(world.containers.get(name)));
  return volumesOf(facts).filter(volume => isAnonymous(volume) && !inherited.includes(volume));
}

function volumesOf(facts: ContainerFacts | undefined): readonly string[] {
  return (facts?.mounts ?? []).flatMap(({ volume }) => volume ?? []);
}
