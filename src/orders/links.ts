import type { Container } from '../docker/container.ts';
import { linksOf } from '../docker/dependencies.ts';
import { orderedLink } from '../docker/keywords/links.ts';
import type { World } from '../docker/world.ts';
import type { Scope } from './scope.ts';

/** A link as it will be set: to a container that is there, or as an address for the alias, or not at all. */
export type ResolvedLink = {
  readonly kind: 'container' | 'address' | 'missing';
  readonly container: string;
  readonly alias: string;
  readonly address: string;
};

/** The links of a container in a world. A pair written the other way round, [alias, container], is understood. */
export function resolveLinks(container: Container, world: World, scope: Scope): readonly ResolvedLink[] {
  const { containers, hosts } = scope.composition;
  const isKnown = (name: string): boolean => world.containers.has(name) || containers.has(name);
  return linksOf(container).map(written => {
    const { container: name, alias, fallback } = orderedLink(written, isKnown);
    const address = fallback ?? hosts.get(name) ?? hosts.get(alias);
    const kind = world.containers.has(name) ? 'container' : address === undefined ? 'missing' : 'address';
    return { kind, container: name, alias, address: address ?? '' };
  });
}

/** What a plan says of links that become addresses. */
export function describeFallbacks(container: Container, world: World, scope: Scope): string {
  return resolveLinks(container, world, scope)
    .filter(link => link.kind === 'address')
    .map(link => `; link ${link.alias}: container "${link.container}" is not there, ${link.address} is used`)
    .join('');
}
