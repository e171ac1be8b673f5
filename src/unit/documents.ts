import { UnitError } from '../core/errors.ts';
import { placesIn, type Source } from './source.ts';

/** One YAML document of a file: its source, and where in the file's text it begins. */
export type DocumentSource = Source & { readonly offset: number };

const mostDocuments = 3;
const separator = /^---[ \t]*(?:[ \t]#.*)?\r?$/gm;
/** What may stand before the first `---` without being a document: blank lines, comments, template tags, directives. */
const noContent = /^(?:\s|(?:#|%[A-Z]).*(?:\n|$)|\{#(?:(?!#\})[\s\S])*#\}|\{%(?:(?!%\})[\s\S])*%\})*$/;

/**
 * Splits a file's text at its lines `---`. One before the first content stays in the first document; documents
 * without content at the end are left out. There is always one, of an empty file an empty one.
 * @throws UnitError when there are more than three
 */
export function splitDocuments(source: Source): DocumentSource[] {
  const placeAt = placesIn(source);
  const marks = Array.from(source.text.matchAll(separator), ({ index, 0: mark }) => ({
    start: index,
    end: index + mark.length + 1,
  }));
  const first = marks[0];
  if (first && noContent.test(source.text.slice(0, first.start))) marks.shift();
  const parts = [0, ...marks.map(mark => mark.end)].map((offset, index) => {
    const end = marks[index]?.start ?? source.text.length;
    return {
      file: source.file,
      text: source.text.slice(offset, end),
      firstLine: placeAt(offset).line,
      offset,
    };
  });
  const filled = parts.slice(
    0,
    1 +
      Math.max(
        0,
        parts.findLastIndex(part => !noContent.test(part.text)),
      ),
  );
  const surplus = filled[mostDocuments];
  if (!surplus) return filled;
  const mark = marks[mostDocuments - 1]?.start ?? surplus.offset;
  throw new UnitError([
    {
      message: `a further document begins here; a unit has at most ${mostDocuments}`,
      place: { ...placeAt(mark), length: 3 },
      hint: 'they are: the containers, the orders, the parameters',
    },
  ]);
}
