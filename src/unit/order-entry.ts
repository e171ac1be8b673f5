import { describeValue, isObject, type Json } from '../core/json.ts';
import { suggest } from '../core/suggest.ts';
import type { Composition } from '../docker/container.ts';
import type { Order } from '../orders/order.ts';
import { isKind, type Kind, orders } from '../orders/registry.ts';
import { addFault, check, type Part, within } from './check.ts';
import { keywordHint } from './keyword-hints.ts';
import { type PathBase, resolvePathsIn } from './paths.ts';

/** Reads the order on one target in an entry of the second document; undefined when it has faults. */
export function readOrder(
  target: string,
  value: Json,
  { containers }: Composition,
  part: Part,
  base: PathBase,
): Order | undefined {
  const isHost = target === 'host';
  if (!isHost && !containers.has(target)) {
    const known = ['host', ...containers.keys()];
    const hint = suggest(target, known, 'describe it in the first document, which has');
    addFault(part, [], { message: `no container "${target}" in the composition`, hint }, 'key');
  }
  const command = readCommand(target, value, part);
  const kind = command === undefined ? undefined : readKind(command, isHost, part);
  if (!kind || !isObject(value)) return undefined;
  const { command: _, ...args } = value;
  const at = within(part, [], `order "${kind}"`);
  if (check(orders[kind].schema, args, at, name => argumentHint(name, kind)) === undefined) return undefined;
  const found = orders[kind].check(args, isHost);
  if (found) {
    const { argument, ...fault } = found;
    addFault(at, [argument], fault);
    return undefined;
  }
  const place = part.placeOf([...part.path, 'command']);
  return orders[kind].order(target, args, { place, effective: resolvePathsIn(args, base) });
}

function readCommand(target: string, value: Json, part: Part): string | undefined {
  const where = `order on "${target}"`;
  const hint = `for example "${target}: {command: ${target === 'host' ? 'execute, run: [date]' : 'start'}}"`;
  if (!isObject(value)) {
    addFault(part, [], { message: `${where}: wanted a mapping, found ${describeValue(value)}`, hint }, 'key');
    return undefined;
  }
  const { command } = value;
  if (typeof command === 'string') return command;
  if (command === undefined)
    addFault(part, [], { message: `"command" is missing in the ${where}`, hint }, 'key');
  else {
    const message = `"command" in the ${where}: wanted the name of an order, found ${describeValue(command)}`;
    addFault(part, ['command'], { message, hint });
  }
  return undefined;
}

function readKind(command: string, isHost: boolean, part: Part): Kind | undefined {
  if (!isKind(command)) {
    const hint = suggest(command, Object.keys(orders), 'orders');
    addFault(part, ['command'], { message: `unknown order "${command}"`, hint });
    return undefined;
  }
  const { on } = orders[command];
  if (on === 'both' || (on === 'host') === isHost) return command;
  const hint = isHost
    ? `host takes: ${kindsOn('host').join(', ')}`
    : `write it as "- host: {command: ${command}}"`;
  const message = `order "${command}" is for ${on === 'host' ? '"host"' : 'containers'} only`;
  addFault(part, ['command'], { message, hint });
  return undefined;
}

function kindsOn(where: 'host' | 'container'): readonly string[] {
  return Object.values(orders)
    .filter(({ on }) => on === where || on === 'both')
    .map(({ kind }) => kind);
}

/** Whose argument it is, when not this order's. */
function argumentHint(name: string, kind: Kind): string | undefined {
  const takers = Object.values(orders).filter(({ schema }) => Object.hasOwn(schema.entries, name));
  if (takers.length > 0)
    return `${takers.map(taker => `"${taker.kind}"`).join(' and ')} takes it, not "${kind}"`;
  const hint = keywordHint(name, undefined);
  return hint === undefined ? undefined : `${hint} of the container, in the first document`;
}
