import { messageOf, NuaError } from '../core/errors.ts';
import type { World } from '../docker/world.ts';
import { type Decision, isWider, type Pledge } from '../orders/order.ts';
import type { Group, Step, Work } from '../plan/plan.ts';
import { looksOf, stepId, targetOf, type Unfolded, unfold } from '../plan/unfold.ts';
import type { Setting } from './run-plan.ts';
import { isIgnored, type Running, runStep } from './run-step.ts';
import { openLog } from './step-log.ts';

/**
 * Runs an order and what it needs, each decided again on fresh facts. Where the answer is not that of the plan, the
 * step's reason says so. Rejects with what made it fail.
 */
export async function runGroup(group: Group, setting: Setting): Promise<void> {
  const { world, unfolded } = await lookAround(group, setting);
  skipObsolete(
    group,
    unfolded.map(({ work }) => stepId(group.entry, work)),
    setting,
  );
  const pledges: Pledge[] = [];
  try {
    const ran = await runSteps(unfolded, group, world, pledges, setting);
    // What was passed over needs no time to settle.
    if (ran && group.work.wait > 0) await setting.sleep(group.work.wait, setting.signal);
  } catch (error) {
    await undo(pledges, group, setting);
    if (!isIgnored(group.work, error, setting)) throw error;
    const log = openLog(group.id, group.work, setting);
    for (const line of describeIgnored(error)) log.output('warning', line);
    return;
  }
  for (const { note, keep } of pledges) {
    note?.keep();
    await keep?.();
    note?.settle();
  }
}

/** All that the error of a run would tell, but for the output that was shown already. */
function describeIgnored(error: unknown): readonly string[] {
  const { hint, cause } = error instanceof NuaError ? error : {};
  const unseen = cause instanceof NuaError ? cause.output : [];
  const lines = [...messageOf(error).split('\n'), ...unseen.map(line => `  ${line}`)];
  return [`failed, which is ignored: ${lines[0]}`, ...lines.slice(1), ...(hint ? [`hint: ${hint}`] : [])];
}

/** The group's steps on fresh facts, read as widely as any of them looks. */
async function lookAround(
  group: Pick<Group, 'work' | 'looks'>,
  setting: Setting,
): Promise<{ world: World; unfolded: readonly Unfolded[] }> {
  const { work, looks } = group;
  const { facts, scope } = setting;
  const world = await facts.about(work.target, looks);
  const unfolded = unfold(work, scope, world);
  const needed = looksOf(unfolded);
  // More is to be done than was planned.
  if (isWider(needed, looks)) return lookAround({ ...group, looks: needed }, setting);
  return { world, unfolded };
}

/** Whether any of them had something to do. */
async function runSteps(
  unfolded: readonly Unfolded[],
  group: Group,
  first: World,
  pledges: Pledge[],
  setting: Setting,
): Promise<boolean> {
  const created = new Set<string>();
  let world: World | undefined = first;
  let ran = false;
  for (const { work } of unfolded) {
    world ??= await lookAgain(work, setting);
    const decision = decide(work, group, world, setting);
    await runStep({ id: stepId(group.entry, work), work, decision, world, created, pledges }, setting);
    if (decision.action === 'skip') continue;
    world = undefined;
    ran = true;
  }
  return ran;
}

/** Facts for a step that is not the first of its group: as wide as what it comes to needs. */
async function lookAgain(work: Work, { facts, scope }: Setting): Promise<World> {
  const world = await facts.about(work.target, work.reach.looks);
  const { looks } = work.behaviour.decide(targetOf(work, scope), world);
  return looks && isWider(looks, work.reach.looks) ? facts.about(work.target, looks) : world;
}

/** What made the order fail is what the user has to know first; that undoing failed too is said beside it. */
async function undo(pledges: readonly Pledge[], { id, work }: Group, setting: Setting): Promise<void> {
  for (const pledge of pledges.toReversed()) {
    const said = await pledge.undo().catch(messageOf);
    if (said !== undefined) openLog(id, work, setting).output('warning', said);
  }
}

/** What the plan foresaw and this order does not need any more. */
function skipObsolete(group: Group, ids: readonly string[], setting: Setting): void {
  for (const step of group.steps.filter(({ id }) => !ids.includes(id))) {
    openLog(step.id, step, setting).skipped('changed since the plan: not needed any more');
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
