import type { World } from '../docker/world.ts';
import type { Decision } from '../orders/order.ts';
import type { Group, Step, Work } from '../plan/plan.ts';
import { stepId, targetOf, unfold } from '../plan/unfold.ts';
import type { Setting } from './run-plan.ts';
import { type Running, runStep, skipStep } from './run-step.ts';

/**
 * Runs an order and what it needs, each decided again on fresh facts. Where the answer is not that of the plan, the
 * step's reason says so. Rejects with what made it fail.
 */
export async function runGroup(group: Group, setting: Setting): Promise<void> {
  const { facts, scope, signal } = setting;
  let world: World | undefined = await facts.about(group.work);
  const unfolded = unfold(group.work, scope, world);
  skipObsolete(
    group,
    unfolded.map(({ work }) => stepId(group.entry, work)),
    setting,
  );
  const created = new Set<string>();
  let ran = false;
  for (const { work } of unfolded) {
    world ??= await facts.about(work);
    const decision = decide(work, group, world, setting);
    await runStep({ id: stepId(group.entry, work), work, decision, world, created }, setting);
    if (decision.action === 'skip') continue;
    world = undefined;
    ran = true;
  }
  // What was passed over needs no time to settle.
  if (ran && group.work.wait > 0) await setting.sleep(group.work.wait, signal);
}

/** What the plan foresaw and this order does not need any more. */
function skipObsolete(group: Group, ids: readonly string[], setting: Setting): void {
  for (const step of group.steps.filter(({ id }) => !ids.includes(id))) {
    skipStep(step.id, step, 'changed since the plan: not needed any more', setting);
  }
}

function decide(work: Work, group: Group, world: World, { scope }: Setting): Running['decision'] {
  const decision = work.behaviour.decide(targetOf(work, scope), world);
  const planned = group.steps.find(({ id }) => id === stepId(group.entry, work));
  if (planned?.action === decision.action) return decision;
  return {
    ...decision,
    reason: `changed since the plan: ${wasPlanned(planned, decision)}${decision.reason}`,
  };
}

function wasPlanned(planned: Step | undefined, { action }: Decision): string {
  if (!planned) return '';
  return `was to be ${action === 'run' ? 'skipped' : 'run'} (${planned.reason}), now `;
}
