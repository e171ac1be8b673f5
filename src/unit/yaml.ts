import {
  CORE_SCHEMA,
  constructFromEvents,
  defineScalarTag,
  EVENT_ID,
  type Event,
  mergeTag,
  NOT_RESOLVED,
  parseEvents,
  SCALAR_STYLE,
  YAMLException,
} from 'js-yaml';
import { throwFaults, UnitError } from '../core/errors.ts';
import { isObject, type Json } from '../core/json.ts';
import type { Fault, Path, Place } from '../core/places.ts';
import { nearest } from '../core/suggest.ts';
import { lastAtMost } from './source.ts';
import { type Entry, type Outline, OutlineReader } from './yaml/outline.ts';
import { type Span, wordAt } from './yaml/span.ts';

export type ParsedYaml = {
  readonly value: Json;
  /** Where the path's key or value stands; of a path that is not there, where its nearest part stands. */
  readonly placeOf: (path: Path, what?: 'key' | 'value') => Place;
  /** Whether a stretch of the text is all in one key or one scalar. */
  readonly isInScalar: (start: number, end: number) => boolean;
};

/** A tag that a document may put before a scalar. */
export type Tag = {
  /** With its `!`. */
  readonly name: string;
  /** The value for the text behind the tag; undefined when there is none. */
  readonly read: (text: string) => string | undefined;
  readonly problem: Omit<Fault, 'place'>;
};

const deepest = 64;
const schema = CORE_SCHEMA.withTags(mergeTag);

/** What js-yaml says, in our words, and what to do about it. */
const wordings: readonly [RegExp, string, string?][] = [
  [/^nesting exceeded/, `nested deeper than ${deepest} levels`],
  [/^tab characters/, 'a tab cannot indent', 'indent with spaces'],
  [
    /^bad indentation of a mapping entry/,
    'bad indentation, or a ":" too many',
    'quote a value that holds ": "',
  ],
  [/^cannot merge/, '"<<" merges a mapping or a list of mappings only'],
  [/^merge keys exceeded|^abnormal merge/, 'too many merged keys'],
  [/^missed comma/, 'a "," or a closing bracket is missing', 'quote a value that holds brackets or quotes'],
  [/^deficient indentation$/, 'not indented far enough, or a bracket or quote above is not closed'],
  [/^unknown \w+ tag !<(?:tag:yaml\.org,2002:)?([\s\S]*)>/, 'unknown tag "$1"', 'take the tag away'],
  [/^cannot resolve a node with !<(?:tag:yaml\.org,2002:)?([\s\S]*)> explicit tag/, 'this is no "$1"'],
];

/**
 * Makes the value that one YAML document describes; null for an empty one. Core schema with merge keys; a key
 * is always the text as written.
 * @param placeAt the place in the file of an offset into the text, through templates where there are any
 * @param tags tags of scalars that are known besides YAML's own
 * @throws UnitError with every fault that YAML's own grammar leaves to be found
 */
export function parseYaml(
  text: string,
  placeAt: (offset: number) => Place,
  tags: readonly Tag[] = [],
): ParsedYaml {
  const place = (span: Span) => placeOfSpan(span, placeAt);
  try {
    // js-yaml also counts the innermost scalar, and refuses the depth that it is given.
    const events = parseEvents(text, { maxDepth: deepest + 2 });
    const reader = new OutlineReader(text, events);
    const outline = reader.read();
    throwFaults(reader.faults.map(({ span, ...fault }) => ({ ...fault, place: place(span) })));
    const withTextKeys = events.map(event => (reader.keys.has(event) ? quoted(event) : event));
    const value =
      constructFromEvents(withTextKeys, {
        source: text,
        schema: schema.withTags(tags.map(toScalarTag)),
      })[0] ?? null;
    const placeOf: ParsedYaml['placeOf'] = (path, what = 'value') => place(findSpan(outline, path, what));
    throwFaults(nonJson(value, []).map(({ path, ...fault }) => ({ ...fault, place: placeOf(path) })));
    return { value: asJson(value), placeOf, isInScalar: scalarSearch(events) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    throw new UnitError([grammarFault(error, text, place, tags)]);
  }
}

/** Scalars do not hold each other and come in the order of the text, so that the right one is found by halving. */
function scalarSearch(events: readonly Event[]): (start: number, end: number) => boolean {
  const scalars = events.flatMap(event => {
    if (event.type !== EVENT_ID.SCALAR || event.valueStart < 0) return [];
    const quotes =
      event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
    return [{ start: event.valueStart - quotes, end: event.valueEnd + quotes }];
  });
  const starts = scalars.map(({ start }) => start);
  return (start, end) => {
    const scalar = scalars[lastAtMost(starts, start)];
    return scalar !== undefined && scalar.start <= start && end <= scalar.end;
  };
}

/** A plain scalar is text, and not a number or a boolean, when it is quoted. */
function quoted(event: Event): Event {
  return event.type === EVENT_ID.SCALAR ? { ...event, style: SCALAR_STYLE.SINGLE_QUOTED } : event;
}

/** YAML can say numbers that JSON cannot; everything else of the core schema is JSON. */
function nonJson(value: unknown, path: Path): (Fault & { path: Path })[] {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return [{ path, message: `${value} is no number that can be passed on` }];
    if (!Number.isInteger(value) || Number.isSafeInteger(value)) return [];
    return [
      { path, message: 'this number has too many digits to be kept exactly', hint: 'put it in quotes' },
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([key, item]) => nonJson(item, [...path, isList ? Number(key) : key]));
}

/** Only for what was made by the core schema and searched by `nonJson`. */
function asJson(value: unknown): Json {
  if (Array.isArray(value) || isObject(value)) return value;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

function findSpan(root: Outline | undefined, path: Path, what: 'key' | 'value'): Span {
  let outline = root;
  let key: Span | undefined;
  for (const step of path) {
    const entry: Entry | undefined = outline?.entries.get(String(step));
    if (!entry) break;
    ({ key, outline } = entry);
  }
  return (what === 'key' ? key : undefined) ?? outline?.value ?? [0, 0];
}

/** The place of a span: to the end of its line at most, or all of the template expression that wrote it. */
function placeOfSpan([start, end]: Span, placeAt: (offset: number) => Place): Place {
  const first = placeAt(start);
  const last = end > start + 1 ? placeAt(end - 1) : first;
  const sameLine = last.file === first.file && last.line === first.line && last.column >= first.column;
  const length = sameLine ? last.column - first.column + (last.length ?? 1) : (first.length ?? 1);
  return { ...first, length };
}

function toScalarTag({ name, read }: Tag) {
  return defineScalarTag(name, { resolve: source => read(source) ?? NOT_RESOLVED, identify: () => false });
}

function grammarFault(
  { reason, mark }: YAMLException,
  text: string,
  place: (span: Span) => Place,
  tags: readonly Tag[],
): Fault {
  const offset = Math.min(mark?.position ?? 0, text.trimEnd().length);
  const tag = tags.find(({ name }) => reason.includes(`!<${name}>`));
  if (tag) return { ...tag.problem, place: place(wordAt(text, offset)) };
  const wording = wordings.find(([pattern]) => pattern.test(reason));
  const message = wording?.[0].exec(reason)?.[0].replace(wording[0], wording[1]) ?? reason;
  const span = wordAt(text, offset);
  const meant = nearest(
    text.slice(...span),
    tags.map(({ name }) => name),
  );
  const hint = meant === undefined ? wording?.[2] : `did you mean "${meant}"?`;
  return { message: `wrong YAML: ${message}`, place: place(span), hint };
}
