import { stripVTControlCharacters } from 'node:util';

/**
 * What a line of somebody's output leaves on a screen in the end: no escape sequences and no control characters, of
 * what carriage returns wrote over each other the last, tabs as blanks.
 */
export function printable(line: string): string {
  const drawn = stripVTControlCharacters(line).split('\r');
  const last = drawn.findLast(part => part.trim() !== '') ?? '';
  return last.replaceAll('\t', '    ').replace(/\p{Cc}/gu, '');
}

/** The same of a text of several lines, each for itself. */
export function printableText(text: string): string {
  return text.split('\n').map(printable).join('\n');
}
