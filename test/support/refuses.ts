import test from 'ava';
import { type Given, planError } from './plan.ts';

/** A unit file that cannot be read or planned, and the whole of what the user is told. */
export const refuses = test.macro((t, text: string, error: string, given: Given = {}) => {
  t.is(planError(t, text.replace(/^\n/, ''), given), error.trim());
});
