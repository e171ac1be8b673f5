import { describeTime } from '../core/times.ts';
import type { World } from '../docker/world.ts';
import { isUp, skip } from '../orders/decision.ts';
import type { Behaviour, Order } from '../orders/order.ts';
import { stepId } from '../plan/unfold.ts';
import type { RunRecord, StepRecord } from '../state/run-record.ts';
import type { Unit } from '../unit/unit.ts';

/** A run that died, which another one goes on with: what the journal knows of it and of those that it went on with. */
export type Resumption = {
  readonly run: RunRecord;
  /** When each step that was done had been done, by id. */
  readonly done: ReadonlyMap<string, number>;
  /** The steps that were begun and did not come to their end. */
  readonly inFlight: readonly StepRecord[];
};

/** What earlier runs of a unit leave to the next one. */
export type Past = {
  readonly resumption: Resumption | undefined;
  /** The containers whose last start came to no good end: where they run, nobody has seen them ready. */
  readonly unready: readonly string[];
};

export const noPast: Past = { resumption: undefined, unready: [] };

/** What is left of a row of runs, the newest first, each of which went on with the next and died. */
export function resumptionOf(
  dead: readonly [RunRecord, ...RunRecord[]],
  steps: (run: string) => readonly StepRecord[],
): Resumption {
  const all = dead.toReversed().flatMap(({ id }) => steps(id));
  const done = new Map(
    all.filter(({ state }) => state === 'done').map(it => [it.id, it.ended ?? it.started]),
  );
  const begun = all.filter(({ id, state }) => state === 'begun' && !done.has(id));
  return { run: dead[0], done, inFlight: [...new Map(begun.map(step => [step.id, step])).values()] };
}

/**
 * The unit as it is left to do: what only the journal knows to be done is passed over, and what was in flight says that
 * it is run again. All else is decided from the engine, as ever.
 */
export function withoutDone(unit: Unit, resumption: Resumption, now: number): Unit {
  const entries = unit.entries.map((entry, index) =>
    entry.map(order => ({ ...order, behaviour: resumed(order, index + 1, resumption, now) })),
  );
  return { ...unit, entries };
}

/** The facts with what a dead run had done, and the running containers that are yet to be waited for. */
export function withPast(world: World, { resumption, unready }: Past): World {
  const hasBegun = resumption !== undefined && resumption.done.size + resumption.inFlight.length > 0;
  const running = unready.filter(name => isUp(world.containers.get(name)));
  return {
    ...world,
    touched: world.touched || hasBegun,
    renewed: new Set([...world.renewed, ...running]),
  };
}

function resumed(order: Order, entry: number, { done, inFlight }: Resumption, now: number): Behaviour {
  const id = stepId(entry, order);
  const time = done.get(id);
  const { behaviour } = order;
  if (order.remembered && time !== undefined) {
    const reason = `done at ${describeTime(time, now)} by the run that died`;
    return { ...behaviour, needs: () => [], decide: (_, world) => skip(reason, world) };
  }
  if (!inFlight.some(step => step.id === id)) return behaviour;
  const decide: Behaviour['decide'] = (target, world) => {
    const decision = behaviour.decide(target, world);
    if (decision.action === 'skip') return decision;
    return { ...decision, reason: `was in flight when the last run died, again: ${decision.reason}` };
  };
  return { ...behaviour, decide };
}
