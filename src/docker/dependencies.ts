import type { Container } from './container.ts';
import type { Link } from './keywords/links.ts';

/** The other containers that this one names: links, volumes_from, shared name-spaces, depends_on. */
export function dependenciesOf({ relations }: Container): readonly string[] {
  return relations.dependencies;
}

/** The same with the container itself, where it names itself by mistake. */
export function namedBy({ relations }: Container): readonly string[] {
  return relations.named;
}

/** The containers whose volumes or name-spaces it shares: it is bound to these very containers, not to their names. */
export function usesOf({ relations }: Container): readonly string[] {
  return relations.uses;
}

/** The containers that it has to be replaced with: those it uses, and its links on the engine's own bridge. */
export function boundTo({ relations }: Container): readonly string[] {
  return relations.bound;
}

/** The host paths that it mounts, absolute. */
export function hostPathsOf({ relations }: Container): readonly string[] {
  return relations.hostPaths;
}

/** Its links, without those written in `engine:`. */
export function linksOf({ creation, startup }: Container): readonly Link[] {
  return startup.links ?? creation.links ?? [];
}

/** The networks it names that are not the engine's own. */
export function networksOf({ relations }: Container): readonly string[] {
  return relations.networks;
}

/** The named volumes it mounts. */
export function volumesOf({ relations }: Container): readonly string[] {
  return relations.volumes;
}
