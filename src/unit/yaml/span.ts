import { COLLECTION_STYLE, EVENT_ID, type Event, SCALAR_STYLE, type ScalarEvent } from 'js-yaml';

/** From an offset into a text to the offset behind it. */
export type Span = readonly [start: number, end: number];

/** Where a value stands: its first line, quotes included; undefined for one of which nothing is written. */
export function spanOf(event: Event, text: string): Span | undefined {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      return event.valueStart < 0 ? undefined : scalarSpan(event, text);
    case EVENT_ID.ALIAS:
      return [event.anchorStart - 1, event.anchorEnd];
    case EVENT_ID.SEQUENCE:
    case EVENT_ID.MAPPING:
      return wordAt(text, event.start);
    default:
      return undefined;
  }
}

/** A list or mapping written over lines: what one says of it belongs to its key. */
export function standsInBlock(event: Event): boolean {
  return (
    (event.type === EVENT_ID.SEQUENCE || event.type === EVENT_ID.MAPPING) &&
    event.style === COLLECTION_STYLE.BLOCK
  );
}

/** The word that begins at an offset, at least one character. */
export function wordAt(text: string, start: number): Span {
  const word = /<<|!?[\w.-]+/y;
  word.lastIndex = start;
  return [start, start + (word.exec(text)?.[0].length ?? 1)];
}

function scalarSpan({ style, valueStart, valueEnd }: ScalarEvent, text: string): Span {
  const quoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
  const written = text.slice(valueStart, valueEnd);
  const start = valueStart - quoted + (written.length - written.trimStart().length) * (1 - quoted);
  const lineEnd = text.slice(start, valueEnd + quoted).search(/\r?\n/);
  return [start, lineEnd < 0 ? Math.max(start + 1, valueEnd + quoted) : start + Math.max(1, lineEnd)];
}
