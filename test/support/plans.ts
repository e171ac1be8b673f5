import test from 'ava';
import { type Given, planText } from './plan.ts';

/** A unit file and the plan that it comes to in a world, as `--plan` prints it. */
export const plans = test.macro((t, text: string, plan: string, given: Given = {}) => {
  t.is(planText(t, text.replace(/^\n/, ''), given), plan.trim());
});
