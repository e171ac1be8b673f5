import { exitCodeOf } from '../core/errors.ts';
import type { Outcome } from '../engine/run-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { describeEnding, describeNotStarted } from '../report/ending.ts';
import type { Tally } from '../report/tally.ts';
import type { RunValues } from './run-options.ts';
import type { Runtime } from './wire.ts';

/** What ended a run: the first failure, unless the user wanted it to end. */
export function errorOf({ errors }: Outcome, signal: AbortSignal): unknown {
  return signal.aborted ? signal.reason : errors[0];
}

/** Tells of failures, of what was not begun, and of the whole in one line. Answers the exit code. */
export async function conclude(
  plan: Plan,
  outcome: Outcome,
  tally: Tally,
  took: number,
  signal: AbortSignal,
  values: RunValues,
  runtime: Runtime,
): Promise<number> {
  const { stderr, color, styleFor } = runtime;
  const error = errorOf(outcome, signal);
  const errors = signal.aborted ? [signal.reason] : outcome.errors;
  if (errors.length > 0) {
    const { describeError } = await import('../report/error.ts');
    for (const each of errors) stderr(describeError(each, styleFor('stderr', values.debug > 0)));
  }
  const left = outcome.notStarted;
  if (left.length > 0 && values.quiet === 0) stderr(describeNotStarted(left));
  const name = `${plan.unit}/${plan.command}`;
  const how = error === undefined ? 'done' : signal.aborted ? 'interrupted' : 'failed';
  stderr(describeEnding({ name, how, tally, took }, color));
  return error === undefined ? 0 : exitCodeOf(error);
}
