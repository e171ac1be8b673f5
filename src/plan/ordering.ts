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
  const dependencies = closures(composition);
  const before = new Map<string, Set<string>>(entry.map(order => [order.target, new Set()]));
  for (const { target, direction } of entry) {
    for (const dependency of dependencies(target)) {
      const [first, second] = direction === 'up' ? [dependency, target] : [target, dependency];
      if (before.has(first)) before.get(second)?.add(first);
    }
  }
  return sorted(entry, before);
}

/** Names of the containers that a container depends on, through others too. */
export function allDependencies(name: string, composition: Composition): ReadonlySet<string> {
  return closures(composition)(name);
}

/** The same for several containers of one composition: what was found for one is not looked for again. */
function closures({ containers }: Composition): (name: string) => ReadonlySet<string> {
  const known = new Map<string, Set<string>>();
  const closure = (name: string): ReadonlySet<string> => {
    const former = known.get(name);
    if (former) return former;
    const found = new Set<string>();
    known.set(name, found);
    const container = containers.get(name);
    for (const dependency of container ? dependenciesOf(container) : []) {
      found.add(dependency);
      for (const further of closure(dependency)) found.add(further);
    }
    return found;
  };
  return closure;
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
