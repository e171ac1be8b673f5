import * as v from 'valibot';
import { isObject, type Json } from '../../core/json.ts';
import { parseDuration, parseSize } from '../../core/quantities.ts';
import { isLate } from './late.ts';

/** A message for a value of the wrong kind. */
export function wanted(what: string): (issue: v.BaseIssue<unknown>) => string {
  return issue => `wanted ${what}, found ${issue.received}`;
}

/**
 * A value that is read by a function of ours, which answers undefined for what it cannot read. A text with a late
 * expression goes through as it is; its answer is read when the container is created.
 */
export function reading<S extends v.GenericSchema, T>(
  input: S,
  what: string,
  read: (value: v.InferOutput<S>) => T | undefined,
): v.GenericSchema<v.InferInput<S>, T | string> {
  return v.pipe(
    input,
    v.rawTransform<v.InferOutput<S>, T | string>(({ dataset: { value }, addIssue, NEVER }) => {
      if (typeof value === 'string' && isLate(value)) return value;
      const result = read(value);
      if (result !== undefined) return result;
      addIssue({ message: `wanted ${what}, found ${JSON.stringify(value)}` });
      return NEVER;
    }),
  );
}

/** Chooses a schema by the outer shape of what was written, so that faults speak of that shape only. */
export function byShape<
  L extends v.GenericSchema,
  M extends v.GenericSchema,
  O extends v.GenericSchema,
>(forms: { readonly list: L; readonly mapping: M; readonly other: O }): v.LazySchema<L | M | O> {
  return v.lazy(input => {
    if (Array.isArray(input)) return forms.list;
    return isObject(input) ? forms.mapping : forms.other;
  });
}

export const word = v.string(wanted('a text'));
/** A text that YAML may have taken for a number: a user id, a cpu set. */
export const text = v.pipe(v.union([v.string(), v.number()], wanted('a text')), v.transform(String));
/** A text that YAML may have taken for a number or a boolean. */
export const scalar = v.pipe(
  v.union([v.string(), v.number(), v.boolean()], wanted('a text')),
  v.transform(String),
);

const booleans: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  true: true,
  no: false,
  off: false,
  false: false,
};

export const flag = reading(v.union([v.boolean(), v.string()], wanted('yes or no')), 'yes or no', value =>
  typeof value === 'boolean' ? value : booleans[value.toLowerCase()],
);

const numeric = (what: string) => v.union([v.number(), v.string()], wanted(what));

/** A whole number within limits, also as text. */
export function integer(min = 0, max = Number.MAX_SAFE_INTEGER): v.GenericSchema<number | string> {
  const limits = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`;
  const what = `a whole number ${limits}`;
  return reading(numeric(what), what, value => {
    const number = typeof value === 'number' ? value : decimal(value);
    return Number.isSafeInteger(number) && number >= min && number <= max ? number : undefined;
  });
}

/** Bytes: a number, or a text with a unit. `unlimited` also takes -1. */
export function size(unlimited = false): v.GenericSchema<number | string> {
  const what = `a size like 512m or a number of bytes${unlimited ? ', or -1 for no limit' : ''}`;
  return reading(numeric(what), what, value => {
    const bytes = typeof value === 'number' ? value : value === '-1' ? -1 : parseSize(value);
    return Number.isSafeInteger(bytes) && Number(bytes) >= (unlimited ? -1 : 0) ? bytes : undefined;
  });
}

const nanosecondsWanted = 'a duration like 30s, or nanoseconds (0, or at least 1000000)';

/** Nanoseconds, as docker-py has them, or a duration with units. The engine takes 0 or a millisecond and more. */
export const nanoseconds = reading(numeric(nanosecondsWanted), nanosecondsWanted, value => {
  const plain = typeof value === 'number' ? value : decimal(value);
  const total = Number.isNaN(plain) ? Math.round((parseDuration(String(value)) ?? Number.NaN) * 1e9) : plain;
  return Number.isSafeInteger(total) && (total === 0 || total >= 1_000_000) ? total : undefined;
});

/** Whole seconds, also as a duration with units. */
export const wholeSeconds = reading(numeric('seconds'), 'whole seconds, or a duration like 1m30s', value => {
  const plain = typeof value === 'number' ? value : decimal(value);
  const total = Number.isNaN(plain) ? parseDuration(String(value)) : plain;
  return Number.isSafeInteger(total) && Number(total) >= 0 ? total : undefined;
});

const anyJson: v.GenericSchema<unknown, Json> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(anyJson), v.record(v.string(), anyJson)]),
);

/** A mapping of the Engine's own names. */
export const engineMapping = mapping(anyJson);

/** A mapping whose values are all of one kind. */
export function mapping<V extends v.GenericSchema>(values: V, what = 'a mapping') {
  return v.pipe(v.unknown(), v.check(isObject, wanted(what)), v.record(v.string(), values));
}

/** A mapping of known names, which may be spelled as docker-py does (`start_period`) or as the Engine (`StartPeriod`). */
export function fields<E extends v.ObjectEntries>(entries: E) {
  const names = new Map(Object.keys(entries).map(name => [squeezed(name), name]));
  return v.pipe(
    v.unknown(),
    v.check(isObject, wanted(`a mapping of ${[...names.values()].join(', ')}`)),
    v.record(v.string(), v.unknown()),
    v.transform(given =>
      Object.fromEntries(
        Object.entries(given).map(([name, value]) => [names.get(squeezed(name)) ?? name, value]),
      ),
    ),
    v.strictObject(entries),
  );
}

function squeezed(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

function decimal(text: string): number {
  return /^-?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}
