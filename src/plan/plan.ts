import type { JsonObject } from '../core/json.ts';
import type { Behaviour, Breadth, Order } from '../orders/order.ts';

/** One thing that is done or passed over. Pure data: what `--plan` prints and what a run follows. */
export type Step = {
  /** `2.web.create`: the entry's number, the target, the kind. The same in plan, events and journal. */
  readonly id: string;
  readonly target: string;
  readonly kind: string;
  readonly args: JsonObject;
  /** Ids of the steps that come before it. */
  readonly after: readonly string[];
  readonly action: 'run' | 'skip';
  readonly reason: string;
};

/** What a group of steps is about: an order, or something that several orders need. */
export type Work = Pick<
  Order,
  'kind' | 'target' | 'args' | 'reach' | 'place' | 'wait' | 'limit' | 'tolerance' | 'remembered'
> & {
  readonly behaviour: Behaviour;
};

/** The steps that one order comes to: what it needs of its own container, then itself. */
export type Group = {
  readonly id: string;
  readonly entry: number;
  readonly work: Work;
  /** Ids of the groups that must be done before. */
  readonly after: readonly string[];
  readonly steps: readonly Step[];
  /** How far its steps look, taken together. */
  readonly looks: Breadth;
};

export type Plan = { readonly unit: string; readonly command: string; readonly groups: readonly Group[] };

/** All steps in an order in which they can be done. */
export function stepsOf(plan: Plan): readonly Step[] {
  return plan.groups.flatMap(group => group.steps);
}
