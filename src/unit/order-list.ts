import { isObject, type Json, type JsonObject } from '../core/json.ts';
import { suggest } from '../core/suggest.ts';
import type { Composition } from '../docker/container.ts';
import type { Entry, Order } from '../orders/order.ts';
import { isKind, type Kind, orders } from '../orders/registry.ts';
import { addFault, check, type Part, within } from './check.ts';
import { type PathBase, resolvePathsIn } from './paths.ts';

/** The second document: a list of mappings from targets to orders; one mapping alone is one entry (D 15). */
export function readOrders(
  document: Json,
  composition: Composition,
  part: Part,
  base: PathBase,
): readonly Entry[] {
  if (document === null) return [];
  if (isObject(document)) return [readEntry(document, composition, part, base)];
  if (!Array.isArray(document)) {
    addFault(part, [], {
      message: 'the second document: expected a list of orders',
      hint: 'for example "- web: {command: start}"',
    });
    return [];
  }
  const entries = document.map((item, index) => {
    const at = within(part, [index]);
    if (isObject(item)) return readEntry(item, composition, at, base);
    addFault(at, [], {
      message: `expected a mapping from a container to its order`,
      hint: 'for example "- web: {command: start}"',
    });
    return [];
  });
  return entries.map((entry, index) =>
    index < entries.length - 1 ? entry.map(order => awaitingJob(order, composition)) : entry,
  );
}

/** What comes after a job needs its result (D 21), so its start waits for its end unless it says otherwise. */
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
export function startAll({ containers }: Composition): readonly Entry[] {
  const entry = [...containers.values()].map(({ name, place }) => orders.start.order(name, {}, { place }));
  return entry.length > 0 ? [entry] : [];
}

function readEntry(item: JsonObject, composition: Composition, part: Part, base: PathBase): Entry {
  return Object.entries(item).flatMap(
    ([target, value]) => readOrder(target, value, composition, within(part, [target]), base) ?? [],
  );
}

function readOrder(
  target: string,
  value: Json,
  { containers }: Composition,
  part: Part,
  base: PathBase,
): Order | undefined {
  const isHost = target === 'host';
  if (!isHost && !containers.has(target)) {
    const hint =
      suggest(target, ['host', ...containers.keys()], 'containers') ?? 'describe it in the first document';
    addFault(part, [], { message: `no container "${target}" in the composition`, hint }, 'key');
  }
  if (!isObject(value) || typeof value['command'] !== 'string') {
    addFault(
      part,
      [],
      {
        message: `order on "${target}": "command" is missing`,
        hint: `for example "${target}: {command: start}"`,
      },
      'key',
    );
    return undefined;
  }
  const { command, ...args } = value;
  const kind = readKind(command, isHost, part);
  if (!kind) return undefined;
  const at = within(part, [], `order "${kind}"`);
  if (check(orders[kind].schema, args, at) === undefined) return undefined;
  const fault = orders[kind].check(args);
  if (fault) addFault(at, ['run'], fault);
  if (fault) return undefined;
  const place = part.placeOf([...part.path, 'command']);
  return orders[kind].order(target, args, { place, effective: resolvePathsIn(args, base) });
}

function readKind(command: string, isHost: boolean, part: Part): Kind | undefined {
  if (!isKind(command)) {
    const known = Object.keys(orders);
    addFault(part, ['command'], {
      message: `unknown order "${command}"`,
      hint: `${suggest(command, known, 'orders')}`,
    });
    return undefined;
  }
  const { on } = orders[command];
  if (on === 'both' || (on === 'host') === isHost) return command;
  const hint = isHost
    ? `host takes: ${kindsOn('host').join(', ')}`
    : `write it as "- host: {command: ${command}}"`;
  addFault(part, ['command'], {
    message: `order "${command}" is for ${on === 'host' ? '"host"' : 'containers'} only`,
    hint,
  });
  return undefined;
}

function kindsOn(where: 'host' | 'container'): readonly string[] {
  return Object.values(orders)
    .filter(({ on }) => on === where || on === 'both')
    .map(({ kind }) => kind);
}
