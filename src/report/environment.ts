import { relative } from 'node:path';
import type { ListedValue } from '../unit/environment-values.ts';

/** One value a line, as JSON, with its origin behind it; files are shown relative to `cwd` where they are inside. */
export function describeValues(values: readonly ListedValue[], cwd: string): string {
  const rows = values.map(value => ({
    text: `${value.name}: ${JSON.stringify(value.value)}`,
    origin: originOf(value, cwd),
  }));
  const width = Math.min(60, Math.max(0, ...rows.map(({ text }) => text.length)));
  return rows.map(({ text, origin }) => `${text.padEnd(width)}  # ${origin}`).join('\n');
}

function originOf({ file, line }: ListedValue, cwd: string): string {
  if (file === undefined) return 'automatic';
  const inside = relative(cwd, file);
  return `${inside.startsWith('..') || !file.startsWith('/') ? file : inside}:${line}`;
}
