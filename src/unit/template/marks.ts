import type { Place } from '../../core/places.ts';
import { lastAtMost } from '../source.ts';
import { markEnd, markStart, showLate, type TemplateSource } from './source.ts';

/** Where something in a template stands: running text, or (with a length) a tag, a name or an expression. */
export type Point = {
  readonly source: TemplateSource;
  readonly offset: number;
  readonly length: number | undefined;
};

/** Rendered text, and for each offset into it the place in the file that it comes from. */
export type Rendered = {
  readonly text: string;
  readonly placeAt: (offset: number) => Place;
  /** Where values that are texts were put in as they are. */
  readonly insertions: readonly Insertion[];
};

/** A stretch of rendered text that is a value's, and the expression that put it there. */
export type Insertion = { readonly start: number; readonly end: number; readonly place: Place };

/** The points of one rendering, by number: compiled templates name them by number, marks in rendered text too. */
export class Points {
  readonly #points: Point[] = [];
  readonly #texts = new Set<number>();

  add(source: TemplateSource, offset: number, length?: number): number {
    return this.#points.push({ source, offset, length }) - 1;
  }

  /** Says that what the point puts into the text is a value's text as it is. */
  insertsText(id: number): void {
    this.#texts.add(id);
  }

  place(id: number): Place | undefined {
    const point = this.#points[id];
    return point && placeOf(point, 0);
  }

  /** Takes the marks out of marked text. Text before the first mark belongs to `start`. */
  rendered(marked: string, start: TemplateSource): Rendered {
    const offsets = [0];
    const points: Point[] = [{ source: start, offset: 0, length: undefined }];
    const insertions: Insertion[] = [];
    let text = '';
    for (const [, digits, part = ''] of marked.matchAll(marks)) {
      const point = digits === undefined ? undefined : this.#points[Number(digits)];
      if (point) {
        points.push(point);
        offsets.push(text.length);
      }
      if (point && this.#texts.has(Number(digits)) && !isWritten(point)) {
        insertions.push({ start: text.length, end: text.length + part.length, place: placeOf(point, 0) });
      }
      text += part;
    }
    return {
      text: showLate(text),
      insertions,
      placeAt: offset => {
        const index = lastAtMost(offsets, offset);
        const point = points[index] ?? { source: start, offset: 0, length: undefined };
        return placeOf(point, offset - (offsets[index] ?? 0));
      },
    };
  }
}

/** Whether an expression ends in a filter that writes its value as YAML takes it. */
function isWritten({ source, offset, length }: Point): boolean {
  const expression = length === undefined ? '' : source.text.slice(offset, offset + length);
  return /\|\s*(json|yaml)\s*(\([^()]*\))?\s*-?\}\}$/.test(expression);
}

/** What stands in marked text to say that what follows comes from a point. */
export function mark(id: number): string {
  return `${markStart}${id}${markEnd}`;
}

export function unmarked(text: string): string {
  return text.replace(/\uE000\d*\uE001/g, '');
}

const marks = /(?:\uE000(\d+)\uE001)?([^\uE000]+)|\uE000\d+\uE001/g;

function placeOf({ source, offset, length }: Point, further: number): Place {
  if (length === undefined) return source.placeAt(offset + further);
  const lineEnd = source.text.slice(offset, offset + length).search(/\r?\n/);
  return { ...source.placeAt(offset), length: lineEnd < 0 ? length : lineEnd };
}
