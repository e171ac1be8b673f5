import type { Composition } from '../docker/container.ts';
import { dependenciesOf } from '../docker/dependencies.ts';
import type { Order } from '../orders/order.ts';

/** An order of an entry and the targets of the same entry whose orders come before it. */
export type Ordered = { readonly order: Order; readonly after: readonly string[] };

/**
 * The orders of one entry, each behind those it has to wait for: on the way up (build, create, start) a container
 * comes after what it depends on, on the way down (stop, remove) before it.
 */
export function arrange(entry: readonly Order[], composition: Composition): readonly Ordered[] {
  const before = new Map<string, Set<string>>(entry.map(order => [order.target, new Set()]));
  for (const { target, direction } of entry) {
    for (const dependency of allDependencies(target, composition)) {
      const [first, second] = direction === 'up' ? [dependency, target] : [target, dependency];
      if (before.has(first)) before.get(second)?.add(first);
    }
  }
  return sorted(entry, before);
}

/** Names of the containers that a container depends on, through others too. */
export function allDependencies(name: string, composition: Composition): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (current: string): void => {
    const container = composition.containers.get(current);
    for (const dependency of container ? dependenciesOf(container) : []) {
      if (found.has(dependency)) continue;
      found.add(dependency);
      visit(dependency);
    }
  };
  visit(name);
  return found;
}

function sorted(
  entry: readonly Order[],
  before: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Ordered[] {
  const done = new Set<string>();
  const result: Ordered[] = [];
  let rest = [...entry];
  while (rest.length > 0) {
    const ready = rest.filter(order => [...(before.get(order.target) ?? [])].every(name => done.has(name)));
    if (ready.length === 0)
      throw new TypeError(`circle between ${rest.map(order => order.target).join(', ')}`);
    for (const order of ready) {
      result.push({ order, after: [...(before.get(order.target) ?? [])] });
      done.add(order.target);
    }
    rest = rest.filter(order => !ready.includes(order));
  }
  return result;
}
