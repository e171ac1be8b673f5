import { readFileSync, statSync } from 'node:fs';
import { codeOf, messageOf, UnitError } from '../core/errors.ts';
import type { Place } from '../core/places.ts';

/** Files over this many bytes are not read. */
const largestFile = 1024 * 1024;

/** A file's text, or a part of it, with the line of the file on which it begins. */
export type Source = { readonly file: string; readonly text: string; readonly firstLine: number };

/**
 * Reads a file of UTF-8 text; a byte order mark is dropped.
 * @throws UnitError when it cannot be read, is no regular file, is no UTF-8, or is larger than 1 MiB
 */
export function readSource(file: string): Source {
  try {
    const stats = statSync(file);
    const { size } = stats;
    // Reading a named pipe would wait for a writer that never comes.
    if (!stats.isFile()) throw new Error(stats.isDirectory() ? 'it is a directory' : 'it is no regular file');
    if (size > largestFile) throw new Error(`has ${size} bytes; at most ${largestFile} are read`);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
    return { file, text, firstLine: 1 };
  } catch (cause) {
    const reason = reasonOf(cause);
    throw new UnitError(
      [{ message: `cannot read ${file}: ${reason}` }],
      reason === messageOf(cause) ? { cause } : {},
    );
  }
}

/** Answers for an offset into the text the place in the file. */
export function placesIn({ file, text, firstLine }: Source): (offset: number) => Place {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), match => match.index + 1)];
  return offset => {
    const line = lastAtMost(starts, offset);
    return { file, line: firstLine + line, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** The index of the last number that is not above the wanted one; 0 when all are. The numbers ascend. */
export function lastAtMost(numbers: readonly number[], wanted: number): number {
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((numbers[middle] ?? 0) <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}

function reasonOf(cause: unknown): string {
  if (cause instanceof TypeError) return 'it is not UTF-8';
  const code = codeOf(cause);
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'permission denied';
  return messageOf(cause);
}
