import type { Fault } from '../core/places.ts';
import type { Composition } from '../docker/container.ts';
import { namedBy } from '../docker/dependencies.ts';

/** A fault for each circle of containers that depend on each other; each container is named in one at most. */
export function findCircles({ containers }: Composition): readonly Fault[] {
  const faults: Fault[] = [];
  const finished = new Set<string>();
  const visit = (name: string, above: readonly string[]): void => {
    const start = above.indexOf(name);
    if (start >= 0) {
      faults.push(circle([...above.slice(start), name], containers));
      for (const member of above.slice(start)) finished.add(member);
      return;
    }
    const container = containers.get(name);
    if (!container || finished.has(name)) return;
    for (const dependency of namedBy(container)) visit(dependency, [...above, name]);
    finished.add(name);
  };
  for (const name of containers.keys()) visit(name, []);
  return faults;
}

function circle(names: readonly string[], containers: Composition['containers']): Fault {
  return {
    code: 'composition',
    message:
      names.length > 2
        ? `containers depend on each other in a circle: ${names.join(' -> ')}`
        : `container "${names[0]}" depends on itself`,
    place: containers.get(names[0] ?? '')?.place,
    hint: 'links, volumes_from, name-spaces of others and depends_on must lead one way',
  };
}
