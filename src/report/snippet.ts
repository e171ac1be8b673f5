import type { Place } from '../core/places.ts';

const gutter = 5;
/** Of a longer line the part around the place is shown. */
const widest = 160;

/** A line of an environment file may hold a secret, and be wrong. */
function withoutSecret(line: string): string {
  return line.replace(/(!secret\s+).*/, '$1***');
}

/** The line that a place is in and, below it, carets under the place; nothing when the text has no such line. */
export function snippet(
  { line, column, length = 1 }: Place,
  text: string,
): [line: string, carets: string] | [] {
  const written = text.split('\n')[line - 1]?.replace(/\r$/, '');
  if (written === undefined || written.trim() === '') return [];
  const from = written.length <= widest ? 0 : Math.max(0, column - 1 - widest / 2);
  const part = withoutSecret(written)
    .slice(from, from + widest)
    .replace(/[^\P{Cc}\t]/gu, '\uFFFD');
  const start = Math.min(column - 1 - from, part.length);
  const carets = Math.max(1, Math.min(length, part.length - start));
  const indent = part.slice(0, start).replace(/[^\t]/g, ' ');
  const number = String(line).padStart(gutter);
  return [`${number} | ${part}`, `${' '.repeat(number.length)} | ${indent}${'^'.repeat(carets)}`];
}
