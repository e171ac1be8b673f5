import { parseDuration } from './quantities.ts';

/**
 * The moment that a user means, in seconds since 1970 with up to nine digits of a second, as the engine takes it: so long
 * ago (`10m`, `1h30m`), a time as RFC 3339 has it (`2030-01-02T03:04:05Z`, here without a zone and as a day, too), or
 * such seconds. Undefined for any other text.
 * @param now in milliseconds since 1970
 */
export function parseMoment(text: string, now: number): string | undefined {
  if (/^\d+(\.\d{1,9})?$/.test(text)) return text;
  const ago = parseDuration(text);
  if (ago !== undefined) return (now / 1000 - ago).toFixed(3);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return unixTime(`${text}T00:00:00`);
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? unixTime(text) : undefined;
}

/** Seconds since 1970, with all the digits that a time has: `2030-01-02T03:04:05.678901234Z`. */
export function unixTime(time: string): string | undefined {
  const milliseconds = Date.parse(time);
  if (Number.isNaN(milliseconds)) return undefined;
  const fraction = /\.\d{1,9}/.exec(time)?.[0] ?? '';
  return `${Math.floor(milliseconds / 1000)}${fraction}`;
}

/** One nanosecond later than a time with nine digits of a second. */
export function justAfter(time: string): string | undefined {
  const [seconds = '', digits = ''] = unixTime(time)?.split('.') ?? [];
  if (seconds === '') return undefined;
  const next = Number(digits.padEnd(9, '0')) + 1;
  return next < 1e9 ? `${seconds}.${String(next).padStart(9, '0')}` : String(Number(seconds) + 1);
}
