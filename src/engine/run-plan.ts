import type { Docker } from '../docker/engine.ts';
import type { Shell } from '../host/shell.ts';
import type { Scope } from '../orders/scope.ts';
import { type Plan, type Step, stepsOf } from '../plan/plan.ts';
import type { Journal } from '../state/journal.ts';
import type { Emit } from './events.ts';
import type { Facts } from './facts.ts';
import { runGroup } from './run-group.ts';
import { schedule } from './schedule.ts';

/** What a run works with. */
export type Setting = {
  readonly scope: Scope;
  readonly docker: Docker;
  readonly shell: Shell;
  readonly facts: Facts;
  readonly emit: Emit;
  readonly journal: Journal;
  /** The runs that this one was started by, through a command of theirs. */
  readonly ancestry: readonly string[];
  /** Aborts when the user wants the run to end. */
  readonly signal: AbortSignal;
  readonly now: () => number;
  readonly sleep: (seconds: number, signal: AbortSignal) => Promise<void>;
  readonly unique: () => string;
  readonly cwd: string;
};

export type Outcome = {
  /** What went wrong, in the order in which it did. */
  readonly errors: readonly unknown[];
  /** Steps that were never begun. */
  readonly notStarted: readonly Step[];
};

/** Follows a plan, at most `jobs` orders side by side. Never rejects because an order failed. */
export async function runPlan(plan: Plan, setting: Setting, jobs: number): Promise<Outcome> {
  const errors: unknown[] = [];
  const begun = new Set<string>();
  const emit: Emit = event => {
    if ('step' in event) begun.add(event.step);
    setting.emit(event);
  };
  const items = plan.groups.map(group => ({ ...group, always: group.work.tolerance.always }));
  await schedule(
    items,
    jobs,
    async group => {
      try {
        await runGroup(group, { ...setting, emit });
        return true;
      } catch (error) {
        errors.push(...(error instanceof AggregateError ? error.errors : [error]));
        return false;
      }
    },
    () => setting.signal.aborted,
  );
  return { errors, notStarted: stepsOf(plan).filter(({ id }) => !begun.has(id)) };
}
