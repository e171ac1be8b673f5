import type { Fault } from '../core/places.ts';
import type { Insertion } from './template.ts';
import type { ParsedYaml } from './yaml.ts';

/**
 * Warnings for values whose text does not stay in the one scalar that it was put into: `"80\n  privileged: true"` adds
 * a key, `a: b` makes a mapping of a text.
 */
export function findBreakouts(
  text: string,
  insertions: readonly Insertion[],
  document: ParsedYaml,
): readonly Fault[] {
  return insertions
    .map(insertion => ({ ...insertion, value: text.slice(insertion.start, insertion.end).trim() }))
    .filter(({ value, start, end }) => value !== '' && !isInside(text, start, end, document))
    .map(({ place }) => ({
      message: 'this value changes the structure of the YAML around it',
      place,
      hint: 'write it with "| json", which makes one text of it whatever is in it',
      code: 'template',
    }));
}

function isInside(text: string, start: number, end: number, document: ParsedYaml): boolean {
  const value = text.slice(start, end);
  const from = start + (value.length - value.trimStart().length);
  const to = end - (value.length - value.trimEnd().length);
  return document.isInScalar(from, to) || isComment(text, from, to);
}

function isComment(text: string, start: number, end: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return /(^|\s)#/.test(before) && !text.slice(start, end).includes('\n');
}
