import type { World } from '../docker/world.ts';
import { type Past, withoutDone, withPast } from '../engine/resume.ts';
import type { Scope } from '../orders/scope.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import type { Unit } from '../unit/unit.ts';

/** A unit with its plan, and the facts that it was made on. */
export type Prepared = { readonly unit: Unit; readonly world: World; readonly plan: Plan };

/** What is to be done; after a run that died, what is left of it. */
export function prepare(unit: Unit, scope: Scope, now: World, past: Past, time: number): Prepared {
  const rest = past.resumption ? withoutDone(unit, past.resumption, time) : unit;
  const world = withPast(now, past);
  return { unit: rest, world, plan: makePlan(rest, scope, world) };
}
