import * as v from 'valibot';
import { describeValue } from '../../core/json.ts';
import { isLate } from './late.ts';

/** A message for a value of the wrong kind. */
export function wanted(what: string): (issue: v.BaseIssue<unknown>) => string {
  return issue => `wanted ${what}, found ${describeValue(issue.input)}`;
}

/** What is read, in the terms of JSON Schema: `pattern` is for texts, the others for numbers. */
export type Taken = {
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  /** The numbers between these two are not taken. */
  readonly not?: {
    readonly type: 'number';
    readonly exclusiveMinimum: number;
    readonly exclusiveMaximum: number;
  };
};

/**
 * A value that is read by a function of ours, which answers undefined for what it cannot read. A text with a late
 * expression goes through as it is; its answer is read when the container is created.
 * @param taken the same for editors, as far as it can be said there
 */
export function reading<S extends v.GenericSchema, T>(
  input: S,
  what: string,
  read: (value: v.InferOutput<S>) => T | undefined,
  taken: Taken = {},
): v.GenericSchema<v.InferInput<S>, T | string> {
  return v.pipe(
    input,
    v.metadata(taken.pattern === undefined ? taken : { ...taken, patternErrorMessage: `wanted ${what}` }),
    v.rawTransform<v.InferOutput<S>, T | string>(({ dataset: { value }, addIssue, NEVER }) => {
      if (typeof value === 'string' && isLate(value)) return value;
      const result = read(value);
      if (result !== undefined) return result;
      addIssue({ message: `wanted ${what}, found ${describeValue(value)}` });
      return NEVER;
    }),
  );
}

/** A pattern for a word in capital or small letters; JSON Schema has no other way to say so. */
export function inAnyCase(word: string): string {
  return word.replace(/[a-z]/gi, letter => `[${letter.toLowerCase()}${letter.toUpperCase()}]`);
}
