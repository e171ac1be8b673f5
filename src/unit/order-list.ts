import { describeValue, isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Composition } from '../docker/container.ts';
import { dependenciesOf } from '../docker/dependencies.ts';
import type { Entry, Order } from '../orders/order.ts';
import { orders } from '../orders/registry.ts';
import { addFault, type Part, within } from './check.ts';
import { readOrder } from './order-entry.ts';
import type { PathBase } from './paths.ts';

/** The second document: a list of mappings from targets to orders; one mapping alone is one entry. */
export function readOrders(
  document: Json,
  composition: Composition,
  part: Part,
  base: PathBase,
): readonly Entry[] {
  if (document === null) return [];
  if (isObject(document))
    return [awaitingJobs(readEntry(document, composition, part, base), false, composition)];
  if (!Array.isArray(document)) {
    addFault(part, [], {
      message: `the second document: wanted a list of orders, found ${describeValue(document)}`,
      hint: 'for example "- web: {command: start}"',
    });
    return [];
  }
  const entries = document.map((item, index) => {
    const at = within(part, [index]);
    if (isObject(item)) return readEntry(item, composition, at, base);
    addFault(at, [], {
      message: `wanted a mapping from a container to its order, found ${describeValue(item)}`,
      hint: 'for example "- web: {command: start}"',
    });
    return [];
  });
  return entries.map((entry, index) => awaitingJobs(entry, index < entries.length - 1, composition));
}

/** What comes after a job needs its result: a later entry, or an order of its own that depends on it. */
function awaitingJobs(entry: Entry, hasLater: boolean, composition: Composition): Entry {
  const needed = new Set(
    entry
      .filter(({ direction }) => direction === 'up')
      .map(({ target }) => composition.containers.get(target))
      .flatMap(container => (container ? dependenciesOf(container) : [])),
  );
  return entry.map(order => (hasLater || needed.has(order.target) ? awaitingJob(order, composition) : order));
}

/** The start of a job waits for its end unless it says otherwise. */
function awaitingJob(order: Order, { containers }: Composition): Order {
  const { written } = containers.get(order.target) ?? {};
  const job = written?.['job'] ?? written?.['jobs'];
  const { kind, args, target, place } = order;
  if (kind !== 'start' || job === undefined || args['until'] !== undefined || args['attach'] !== undefined)
    return order;
  const code = isObject(job) ? job['exit_code'] : undefined;
  const waiting = { ...args, until: 'exited', ...(typeof code === 'number' ? { exit_code: code } : {}) };
  return orders.start.order(target, waiting, { place });
}

/** A unit without a second document: one entry that starts every container. */
export function startAll(composition: Composition): readonly Entry[] {
  const containers = [...composition.containers.values()];
  const entry = containers.map(({ name, place }) => orders.start.order(name, {}, { place }));
  return entry.length > 0 ? [awaitingJobs(entry, false, composition)] : [];
}

function readEntry(item: JsonObject, composition: Composition, part: Part, base: PathBase): Entry {
  return Object.entries(item).flatMap(
    ([target, value]) => readOrder(target, value, composition, within(part, [target]), base) ?? [],
  );
}
