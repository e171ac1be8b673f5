import * as v from 'valibot';
import { parseDuration, parseSize } from '../../core/quantities.ts';
import { reading, wanted } from './reading.ts';

/** What texts look like that are read as numbers, sizes and durations, for editors. */
const digits = { pattern: String.raw`^\s*-?\d+\s*$` };
const sizes = String.raw`^\s*\d+(\.\d+)?\s*([kKmMgGtT]([iI]?[bB])?|[bB])?\s*$`;
const units = String.raw`^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h|d))+$`;

const numeric = (what: string) => v.union([v.number(), v.string()], wanted(what));

/** A whole number within limits, also as text. */
export function integer(min = 0, max = Number.MAX_SAFE_INTEGER): v.GenericSchema<number | string> {
  const limits = max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `from ${min} to ${max}`;
  const what = `a whole number ${limits}`;
  const read = (value: number | string) => {
    const number = typeof value === 'number' ? value : decimal(value);
    return Number.isSafeInteger(number) && number >= min && number <= max ? number : undefined;
  };
  return reading(numeric(what), what, read, { ...digits, minimum: min, maximum: max, multipleOf: 1 });
}

/** Bytes: a number, or a text with a unit. `unlimited` also takes -1. */
export function size(unlimited = false): v.GenericSchema<number | string> {
  const what = `a size like 512m or a number of bytes${unlimited ? ', or -1 for no limit' : ''}`;
  const read = (value: number | string) => {
    const bytes = typeof value === 'number' ? value : value === '-1' ? -1 : parseSize(value);
    return Number.isSafeInteger(bytes) && Number(bytes) >= (unlimited ? -1 : 0) ? bytes : undefined;
  };
  return reading(numeric(what), what, read, {
    pattern: unlimited ? `^-1$|${sizes}` : sizes,
    minimum: unlimited ? -1 : 0,
    multipleOf: 1,
  });
}

const nanosecondsWanted = 'a duration like 30s, or nanoseconds (0, or at least 1000000)';

/** Nanoseconds, as docker-py has them, or a duration with units. The engine takes 0 or a millisecond and more. */
export const nanoseconds = reading(
  numeric(nanosecondsWanted),
  nanosecondsWanted,
  value => {
    const plain = typeof value === 'number' ? value : decimal(value);
    const total = Number.isNaN(plain)
      ? Math.round((parseDuration(String(value)) ?? Number.NaN) * 1e9)
      : plain;
    return Number.isSafeInteger(total) && (total === 0 || total >= 1_000_000) ? total : undefined;
  },
  {
    pattern: String.raw`${units}|^\s*(0+|\d{7,})\s*$`,
    minimum: 0,
    multipleOf: 1,
    not: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1_000_000 },
  },
);

/** Whole seconds, also as a duration with units. */
export const wholeSeconds = reading(
  numeric('seconds'),
  'whole seconds, or a duration like 1m30s',
  value => {
    const plain = typeof value === 'number' ? value : decimal(value);
    const total = Number.isNaN(plain) ? parseDuration(String(value)) : plain;
    return Number.isSafeInteger(total) && Number(total) >= 0 ? total : undefined;
  },
  { pattern: String.raw`${units}|^\s*\d+\s*$`, minimum: 0, multipleOf: 1 },
);

function decimal(text: string): number {
  return /^-?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}
