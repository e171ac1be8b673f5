import { StepError } from '../core/errors.ts';
import type { World } from '../docker/world.ts';
import type { Order } from '../orders/order.ts';
import type { Scope } from '../orders/scope.ts';
import type { Unit } from '../unit/unit.ts';
import { arrange } from './ordering.ts';
import type { Group, Plan, Step, Work } from './plan.ts';
import { looksOf, placeOf, sharedNeeds, stepId, type Unfolded, unfold } from './unfold.ts';

/**
 * The steps that a unit's orders come to, found by asking each order along a world that changes as they would change
 * it. Throws the first problem that nothing before it could solve.
 */
export function makePlan(unit: Unit, scope: Scope, world: World): Plan {
  let state: State = { world, groups: [], previous: [], unforeseeable: false };
  unit.entries.forEach((entry, index) => {
    state = planEntry(entry, index + 1, scope, state);
  });
  return { unit: unit.name, command: [unit.command, ...unit.variants].join(':'), groups: state.groups };
}

type State = {
  readonly world: World;
  readonly groups: readonly Group[];
  /** The groups that the next ones wait for. */
  readonly previous: readonly Group[];
  /** A command has been planned that may change anything: what is missing now may be there then. */
  readonly unforeseeable: boolean;
};

function planEntry(entry: readonly Order[], number: number, scope: Scope, before: State): State {
  const shared = sharedNeeds(entry, scope, before.world).reduce(
    (state, work) => planGroup(work, number, scope, state, before.previous),
    { ...before, previous: [] as readonly Group[] },
  );
  const base = shared.previous.length > 0 ? shared.previous : before.previous;
  const planned = arrange(entry, scope.composition).reduce(
    (state, { order, after }) => {
      const waitsFor = state.previous.filter(group => after.includes(group.work.target));
      return planGroup(order, number, scope, state, waitsFor.length > 0 ? waitsFor : base);
    },
    { ...shared, previous: [] as readonly Group[] },
  );
  return planned.previous.length > 0 ? planned : { ...planned, previous: base };
}

function planGroup(work: Work, entry: number, scope: Scope, state: State, after: readonly Group[]): State {
  const unfolded = unfold(work, scope, state.world);
  if (!state.unforeseeable && !work.tolerance.ignoreFailure) throwProblem(unfolded, scope);
  const group: Group = {
    id: stepId(entry, work),
    entry,
    work,
    after: after.map(({ id }) => id),
    steps: toSteps(unfolded, entry, after),
    looks: looksOf(unfolded),
  };
  return {
    world: unfolded.at(-1)?.decision.effect ?? state.world,
    groups: [...state.groups, group],
    previous: [...state.previous, group],
    unforeseeable: state.unforeseeable || work.kind === 'execute',
  };
}

function throwProblem(unfolded: readonly Unfolded[], scope: Scope): void {
  for (const { work, decision } of unfolded) {
    if (!decision.problem) continue;
    const found = { place: placeOf(work, scope), output: [] };
    throw new StepError(`${work.kind} ${work.target}`, decision.problem, found);
  }
}

function toSteps(unfolded: readonly Unfolded[], entry: number, after: readonly Group[]): readonly Step[] {
  let previous = after.flatMap(group => group.steps.at(-1)?.id ?? []);
  return unfolded.map(({ work, decision }) => {
    const { target, kind, args } = work;
    const step = {
      id: stepId(entry, work),
      target,
      kind,
      args,
      after: previous,
      action: decision.action,
      reason: decision.reason,
    };
    previous = [step.id];
    return step;
  });
}
