import { imageOf } from '../docker/image-of.ts';
import type { Entry } from '../orders/order.ts';
import { type Kind, orders } from '../orders/registry.ts';
import type { GeneratedCommand } from '../unit/generated.ts';
import type { Unit } from '../unit/unit.ts';

/** The entries of each generated command. */
const generatedCommands: Readonly<Record<GeneratedCommand, (start: Unit) => readonly Entry[]>> = {
  build: unit => [
    unique(unit, ['build', 'pull', 'create', 'start']).map(name =>
      (isBuilt(unit, name) ? orders.build : orders.pull).order(name),
    ),
  ],
  create: unit => [unique(unit, ['create', 'start']).map(name => orders.create.order(name))],
  stop: unit => [started(unit).map(name => orders.stop.order(name))],
  restart: unit => [started(unit).map(name => orders.stop.order(name)), startOrders(unit)],
  pause: unit => [started(unit).map(name => orders.pause.order(name))],
  unpause: unit => [started(unit).map(name => orders.unpause.order(name))],
  cleanup: unit => [
    started(unit).map(name => orders.stop.order(name)),
    unique(unit, ['create', 'start']).map(name => orders.remove.order(name)),
  ],
  purge: unit => [
    started(unit).map(name => orders.stop.order(name)),
    unique(unit, ['create', 'start']).map(name => orders.remove.order(name, { v: true })),
    builtOnce(unit).map(name => orders.remove_image.order(name)),
    remains(unit),
  ],
};

/** A variant leaves alone what the others made. */
function remains(unit: Unit): Entry {
  const targets = unique(unit, ['create', 'start']);
  if (unit.variants.length === 0) return [orders.prune.order('host', { v: true })];
  return targets.length > 0 ? [orders.prune.order('host', { v: true, of: targets })] : [];
}

/** Makes a command from a unit's `start`: one entry for each phase, so that what is printed of it gives the same plan. */
export function derive(start: Unit, command: GeneratedCommand): Unit {
  const entries = generatedCommands[command](start).filter(entry => entry.length > 0);
  return { ...start, command, entries };
}

function started(unit: Unit): readonly string[] {
  return unique(unit, ['start']);
}

/** The start orders themselves: what they say of attaching or waiting holds for a restart too. */
function startOrders(unit: Unit): Entry {
  return started(unit).flatMap(
    name => unit.entries.flat().find(({ target, kind }) => target === name && kind === 'start') ?? [],
  );
}

/** The containers that orders of these kinds are for, in their order. */
function unique(unit: Unit, kinds: readonly Kind[]): readonly string[] {
  const names = unit.entries
    .flat()
    .filter(({ kind }) => kinds.some(wanted => wanted === kind))
    .map(({ target }) => target);
  return [...new Set(names)];
}

function isBuilt(unit: Unit, name: string): boolean {
  return unit.composition.containers.get(name)?.build !== undefined;
}

/** The containers whose images the unit builds, one for each image. */
function builtOnce(unit: Unit): readonly string[] {
  const byImage = new Map<string, string>();
  for (const name of unique(unit, ['build', 'create', 'start'])) {
    const container = unit.composition.containers.get(name);
    const image = container?.build && imageOf(container);
    if (image && !byImage.has(image)) byImage.set(image, name);
  }
  return [...byImage.values()];
}
