import type { JsonObject } from '../core/json.ts';
import { type Plan, type Step, stepsOf } from '../plan/plan.ts';
import { nameOf } from './lines.ts';
import { printable } from './printable.ts';

/** A plan as text: one line a step, what is done and why. */
export function describePlan(plan: Plan): string {
  const steps = stepsOf(plan);
  const width = Math.max(0, ...steps.map(step => nameOf(step).length));
  const lines = steps.map(
    step => `  ${step.action.padEnd(4)}  ${nameOf(step).padEnd(width)}  ${printable(step.reason)}`,
  );
  return [`${plan.unit}/${plan.command}: ${countOf(steps)}`, ...lines].join('\n');
}

/** `3 steps, 2 to run`. */
export function countOf(steps: readonly Step[]): string {
  const due = steps.filter(({ action }) => action === 'run').length;
  return `${steps.length} ${steps.length === 1 ? 'step' : 'steps'}, ${due === 0 ? 'nothing' : due} to run`;
}

/** The same as data. */
export function describePlanAsJson(plan: Plan): JsonObject {
  const steps = stepsOf(plan).map(({ id, target, kind, args, after, action, reason }) => ({
    id,
    target,
    kind,
    args,
    after,
    action,
    reason,
  }));
  return { unit: plan.unit, command: plan.command, steps };
}
