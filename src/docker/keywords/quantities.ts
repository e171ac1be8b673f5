import * as v from 'valibot';
import { parseDuration, parseSize } from '../../core/quantities.ts';
import { reading, wanted } from './reading.ts';

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

function decimal(text: string): number {
  return /^-?\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}
