import type { Place } from '../core/places.ts';
import type { World } from '../docker/world.ts';
import {
  type Behaviour,
  type Breadth,
  type Decision,
  isWider,
  type Need,
  type Tolerance,
} from '../orders/order.ts';
import type { Scope, Target } from '../orders/scope.ts';
import type { Step, Work } from './plan.ts';

/** A step to be, with what runs it. */
export type Unfolded = { readonly work: Work; readonly decision: Decision };

/**
 * What an order comes to in a world: the orders it needs first, then itself, each decided on the world that the one
 * before leaves. The planner asks this along a simulated world, a run asks it again of fresh facts.
 */
export function unfold(work: Work, scope: Scope, world: World): readonly Unfolded[] {
  const steps: Unfolded[] = [];
  let now = world;
  for (const need of work.behaviour.needs(targetOf(work, scope), world)) {
    if (need.key !== undefined) continue;
    steps.push(...unfold(asWork(need, work), scope, now));
    now = steps.at(-1)?.decision.effect ?? now;
  }
  steps.push({ work, decision: work.behaviour.decide(targetOf(work, scope), now) });
  return steps;
}

/** How far the decisions of steps look, taken together. */
export function looksOf(steps: readonly Unfolded[]): Breadth {
  return steps
    .map(looksOfStep)
    .reduce((widest, looks) => (isWider(looks, widest) ? looks : widest), 'container');
}

/** How far a step looks: its decision, or what runs it. */
function looksOfStep({ work, decision }: Unfolded): Breadth {
  return decision.looks ?? work.reach.looks;
}

/** What orders need that others may need as well (images, networks, volumes): one for each key. */
export function sharedNeeds(works: readonly Work[], scope: Scope, world: World): readonly Work[] {
  const found = new Map<string, Work>();
  for (const work of works) collect(work, scope, world, found);
  return [...found.values()];
}

/** Whom a work is for, as its behaviour is asked. */
export function targetOf(work: Work, scope: Scope): Target {
  return { name: work.target, container: scope.composition.containers.get(work.target), scope };
}

/** Where a work comes from: its order, or for one that a command was made with, the container it is for. */
export function placeOf({ place, target }: Work, { composition }: Scope): Place | undefined {
  return place ?? composition.containers.get(target)?.place;
}

/** The id of a work's step in an entry. */
export function stepId(entry: number, work: Work): Step['id'] {
  return `${entry}.${work.target}.${work.kind}`;
}

function collect(work: Work, scope: Scope, world: World, found: Map<string, Work>): void {
  for (const need of work.behaviour.needs(targetOf(work, scope), world)) {
    const needed = asWork(need, work);
    if (need.key === undefined) collect(needed, scope, world, found);
    else found.set(need.key, sharedBy(found.get(need.key), needed));
  }
}

/** What two orders need is done if either of them has it done always, and may fail only if both may. */
function sharedBy(first: Work | undefined, second: Work): Work {
  if (!first) return second;
  const [one, other] = [first.tolerance, second.tolerance];
  const tolerance: Tolerance = {
    retries: Math.max(one.retries, other.retries),
    retryDelay: Math.max(one.retryDelay, other.retryDelay),
    ignoreFailure: one.ignoreFailure && other.ignoreFailure,
    always: one.always || other.always,
  };
  return { ...first, tolerance };
}

/** A need as work of its own, which says for whom it is done. */
function asWork({ key: _, behaviour, ...need }: Need, neededBy: Work): Work {
  const reason = `needed by ${neededBy.kind} ${neededBy.target}`;
  const decide: Behaviour['decide'] = (target, world) => {
    const decision = behaviour.decide(target, world);
    return { ...decision, reason: `${reason}: ${decision.reason}` };
  };
  return {
    ...need,
    behaviour: { ...behaviour, decide },
    wait: 0,
    limit: 0,
    tolerance: neededBy.tolerance,
    remembered: false,
    place: neededBy.place,
  };
}
