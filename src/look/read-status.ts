import { type ContainerDetails, readDetails } from '../docker/details.ts';
import type { Docker } from '../docker/engine.ts';
import type { World } from '../docker/world.ts';
import { label } from '../orders/labels.ts';
import type { Declared } from '../unit/declared.ts';
import { namesThere, type StatusScope, statusOf, type UnitStatus } from './status.ts';

/**
 * Asks the engine how the containers of units are: one look at all it has, then an inspect for each of theirs, side by
 * side.
 * @param known every unit that has a file, where all are asked for: then units are told of, too, whose files are gone
 *   and whose containers are still there, and none that has nothing to tell
 */
export async function readStatus(
  units: readonly Declared[],
  scope: StatusScope,
  docker: Pick<Docker, 'world' | 'inspectContainer'>,
  known?: ReadonlySet<string>,
): Promise<readonly UnitStatus[]> {
  const world: World = {
    ...(await docker.world()),
    absentPaths: new Set(),
    touched: false,
    renewed: new Set(),
  };
  const shown = [...units, ...(known ? unitsGone(known, scope, world) : [])];
  const names = new Set(shown.flatMap(unit => namesThere(unit, scope, world)));
  const found = await Promise.all([...names].map(name => inspect(name, docker)));
  const details = new Map(found.flat());
  const statuses = shown.map(unit => statusOf(unit, scope, world, details));
  return known ? statuses.filter(({ containers }) => containers.length > 0) : statuses;
}

/** One that is removed between the two calls is not there. */
async function inspect(
  name: string,
  docker: Pick<Docker, 'inspectContainer'>,
): Promise<readonly (readonly [string, ContainerDetails])[]> {
  const inspected = await docker.inspectContainer(name);
  return inspected ? [[name, readDetails(inspected)]] : [];
}

/** Units that made containers here and that have no file any more. */
function unitsGone(
  known: ReadonlySet<string>,
  { configuration }: StatusScope,
  { containers }: World,
): readonly Declared[] {
  const made = [...containers.values()]
    .filter(({ labels }) => labels[label.configuration] === configuration)
    .flatMap(({ labels }) => labels[label.unit] ?? []);
  const gone = new Set(made.filter(name => !known.has(name)));
  return [...gone].sort().map(unit => ({ unit, containers: new Map(), others: new Map(), unread: [] }));
}
