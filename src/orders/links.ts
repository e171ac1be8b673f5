import type { Container } from '../docker/container.ts';
import { linksOf } from '../docker/dependencies.ts';
import type { World } from '../docker/world.ts';
import type { Scope } from './order.ts';

/** A link as it will be set: to a container that is there, or (D 11) as an address for the alias. */
export type ResolvedLink =
  | { readonly kind: 'container'; readonly container: string; readonly alias: string }
  | { readonly kind: 'address'; readonly container: string; readonly alias: string; readonly address: string }
  | { readonly kind: 'missing'; readonly container: string; readonly alias: string };

/** The links of a container in a world. A pair written the other way round, [alias, container], is understood. */
export function resolveLinks(container: Container, world: World, scope: Scope): readonly ResolvedLink[] {
  return linksOf(container).map(written => {
    const link = turnRound(written, world, scope);
    if (world.containers.has(link.container)) return { kind: 'container', container: link.container, alias: link.alias };
    const address = link.fallback ?? scope.composition.hosts.get(link.container) ?? scope.composition.hosts.get(link.alias);
    if (address !== undefined) return { kind: 'address', container: link.container, alias: link.alias, address };
    return { kind: 'missing', container: link.container, alias: link.alias };
  });
}

/** What a plan says of links that become addresses. */
export function describeFallbacks(container: Container, world: World, scope: Scope): string {
  return resolveLinks(container, world, scope)
    .filter(link => link.kind === 'address')
    .map(link => `; link ${link.alias}: container "${link.container}" is not there, ${link.address} is used`)
    .join('');
}

type Written = ReturnType<typeof linksOf>[number];

function turnRound(link: Written, world: World, scope: Scope): Written {
  const known = (name: string): boolean => world.containers.has(name) || scope.composition.containers.has(name);
  if (known(link.container) || !known(link.alias)) return link;
  return { ...link, container: link.alias, alias: link.container };
}
