import type { Docker } from '../docker/engine.ts';
import type { Shell } from '../host/shell.ts';
import type { Scope } from '../orders/scope.ts';
import { type Plan, type Step, stepsOf } from '../plan/plan.ts';
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
  const groups = await schedule(
    plan.groups,
    jobs,
    async group => {
      try {
        await runGroup(group, setting);
        return true;
      } catch (error) {
        errors.push(error);
        return false;
      }
    },
    () => setting.signal.aborted,
  );
  return { errors, notStarted: stepsOf({ ...plan, groups }) };
}
