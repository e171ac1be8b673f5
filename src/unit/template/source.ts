import { UnitError } from '../../core/errors.ts';
import type { Place } from '../../core/places.ts';
import { placesIn, type Source } from '../source.ts';

/** A template's text with its late expressions hidden from the template engine; offsets are those of the file. */
export type TemplateSource = {
  readonly file: string;
  readonly text: string;
  readonly placeAt: (offset: number) => Place;
  /** From nunjucks' own counting, both from 0. */
  readonly offsetOf: (position: { readonly lineno: number; readonly colno: number }) => number;
};

/** They begin and end a mark in rendered text. */
export const [markStart, markEnd] = ['\uE000', '\uE001'] as const;
/** They stand for the braces of a late expression. */
const [lateOpen, lateClose] = ['\uE002', '\uE003'] as const;

/**
 * A late expression: nothing that a template can compute begins with a dot, so all of those; and a path that
 * begins with `[`, such as `{{["a key"].B}}`, where all of it is a path.
 */
const segment = String.raw`(?:\.[\w-]+|\[\d+\]|\["[^"\n]*"\])`;
const late = new RegExp(String.raw`\{\{[ \t]*(?:\.(?:(?!\}\}|\{\{).)*|${segment}+[ \t]*)\}\}`, 'g');

/** @throws UnitError when the text has characters that are needed for the marks */
export function templateSource(source: Source): TemplateSource {
  const placeAt = placesIn(source);
  const strange = source.text.search(/[\uE000-\uE003]/);
  if (strange >= 0) {
    const message = 'the private characters U+E000 to U+E003 cannot stand in a unit';
    throw new UnitError([{ message, place: placeAt(strange), hint: 'take the character away' }]);
  }
  const text = source.text.replace(late, hide);
  const lines = [0, ...Array.from(text.matchAll(/\n/g), match => match.index + 1)];
  return { file: source.file, text, placeAt, offsetOf: ({ lineno, colno }) => (lines[lineno] ?? 0) + colno };
}

/** The text with its late expressions as they were written. */
export function showLate(text: string): string {
  return text.replaceAll(lateOpen, '{').replaceAll(lateClose, '}');
}

function hide(expression: string): string {
  return expression.replaceAll('{', lateOpen).replaceAll('}', lateClose);
}
