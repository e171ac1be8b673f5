import type { Place } from '../core/places.ts';

const gutter = 5;
/** Of a longer line the part around the place is shown. */
const widest = 160;

/** A line of an environment file may hold a secret, or a part of one of several lines, and be wrong. */
function withoutSecret(lines: readonly string[], index: number): string {
  const written = lines[index] ?? '';
  if (written.includes('!secret')) return written.replace(/(!secret\s+).*/, '$1***');
  const tagged = lines.slice(0, index).findLastIndex(line => line.includes('!secret'));
  if (tagged < 0) return written;
  const indent = indentOf(lines[tagged] ?? '');
  const isWithin = lines
    .slice(tagged + 1, index + 1)
    .every(line => line.trim() === '' || indentOf(line) > indent);
  return isWithin ? '***' : written;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** The line that a place is in and, below it, carets under the place; nothing when the text has no such line. */
export function snippet(
  { line, column, length = 1 }: Place,
  text: string,
): [line: string, carets: string] | [] {
  const lines = text.split('\n').map(each => each.replace(/\r$/, ''));
  const written = lines[line - 1];
  if (written === undefined || written.trim() === '') return [];
  const from = written.length <= widest ? 0 : Math.max(0, column - 1 - widest / 2);
  const part = withoutSecret(lines, line - 1)
    .slice(from, from + widest)
    .replace(/[^\P{Cc}\t]/gu, '\uFFFD');
  const start = Math.min(column - 1 - from, part.length);
  const carets = Math.max(1, Math.min(length, part.length - start));
  const indent = part.slice(0, start).replace(/[^\t]/g, ' ');
  const number = String(line).padStart(gutter);
  return [`${number} | ${part}`, `${' '.repeat(number.length)} | ${indent}${'^'.repeat(carets)}`];
}
