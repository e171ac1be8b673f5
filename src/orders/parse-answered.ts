import * as v from 'valibot';
import { OrderError } from '../core/errors.ts';
import { describeValue } from '../core/json.ts';

/**
 * Checks what has come of values whose late expressions are answered. Throws an OrderError that names the field and the
 * answer.
 * @param what where the values stand, `startup`: goes before the field
 */
export function parseAnswered<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  what: string,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const field = [what, v.getDotPath(issue)].filter(Boolean).join('.');
  throw new OrderError(`${field}: ${issue.message}`, {
    hint: `its late expression gives ${describeValue(issue.input)}: ask for something else, or correct what it asks`,
  });
}
