import type { LiveOrder, LiveSteps } from './live-steps.ts';

/** Steps not begun that belong to one order. */
export type WaitingOrder = {
  readonly names: readonly string[];
  /** What it waits for, as in `after start db`; empty where that goes without saying. */
  readonly after: string;
};

/** What waits, in the plan's order. */
export function waitingOrders(steps: LiveSteps): readonly WaitingOrder[] {
  const running = steps.orders.filter(order => order.steps.some(id => steps.running.has(id)));
  const unfinished = new Map(
    steps.orders.filter(order => isUnfinished(order, steps)).map(order => [order.id, order]),
  );
  return steps.orders.flatMap(order => {
    const names = order.steps.flatMap(id => steps.waiting.get(id) ?? []);
    return names.length === 0 ? [] : [{ names, after: describeAfter(order, unfinished, running) }];
  });
}

function isUnfinished(order: LiveOrder, { waiting, running }: LiveSteps): boolean {
  return order.steps.some(id => waiting.has(id) || running.has(id));
}

/** That entries follow each other, and that an order waits for all that runs, needs no words. */
function describeAfter(
  { entry, after }: LiveOrder,
  unfinished: ReadonlyMap<string, LiveOrder>,
  running: readonly LiveOrder[],
): string {
  const awaited = after.flatMap(id => unfinished.get(id) ?? []).filter(other => other.entry === entry);
  const forAll = awaited.length === running.length && running.every(order => awaited.includes(order));
  if (awaited.length === 0 || forAll) return '';
  const names = awaited.slice(0, mostNamed).map(({ name }) => name);
  const more = awaited.length - names.length;
  return `after ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const mostNamed = 2;
