import * as v from 'valibot';
import type { Fault, Path, Place } from '../core/places.ts';
import { nearest } from '../core/suggest.ts';

/** A part of a document: where it stands, and where faults in it go. */
export type Part = {
  readonly path: Path;
  readonly placeOf: (path: Path, what?: 'key' | 'value') => Place;
  readonly faults: Fault[];
  /** What it is, for messages: `order "stop"`. */
  readonly what: string;
};

/** The part of a part below some keys. */
export function within(part: Part, path: Path, what = part.what): Part {
  return { ...part, path: [...part.path, ...path], what };
}

/** Adds a fault at a path below the part. */
export function addFault(
  part: Part,
  path: Path,
  fault: Omit<Fault, 'place'>,
  at: 'key' | 'value' = 'value',
): void {
  part.faults.push({ ...fault, place: part.placeOf([...part.path, ...path], at) });
}

/** The value as the schema gives it; undefined when it has faults, which are added to the part's. */
export function check<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  part: Part,
): v.InferOutput<S> | undefined {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  for (const issue of result.issues) report(issue, schema, part);
  return undefined;
}

type Issue = v.BaseIssue<unknown>;

function report(issue: Issue, schema: v.GenericSchema, part: Part): void {
  const path = pathOf(issue);
  if (issue.path?.at(-1)?.origin !== 'key') reportValue(issue, path, schema, part);
  else if (issue.expected === 'never') reportUnknown(path, schema, part);
  else reportMissing(path, schema, part);
}

function reportValue(issue: Issue, path: Path, schema: v.GenericSchema, part: Part): void {
  const field = path.length > 0 ? `"${path.join('.')}" in ${part.what}` : part.what;
  addFault(part, path, { message: `${field}: ${wordingOf(issue)}`, hint: helpOf(schema, path) });
}

function reportMissing(path: Path, schema: v.GenericSchema, part: Part): void {
  const parent = path.slice(0, -1);
  const message = `"${path.at(-1)}" is missing in ${describe(part, parent)}`;
  addFault(part, parent, { message, hint: helpOf(schema, path) }, 'key');
}

/** A key that the schema does not have: the nearest one it has, and all of them. */
function reportUnknown(path: Path, schema: v.GenericSchema, part: Part): void {
  const name = String(path.at(-1));
  const known = keysAt(schema, path.slice(0, -1));
  const where = describe(part, path.slice(0, -1));
  const meant = nearest(name, known);
  const takes = known.length > 0 ? `${where} takes: ${known.join(', ')}` : undefined;
  const hint = [meant === undefined ? undefined : `did you mean "${meant}"?`, takes]
    .filter(Boolean)
    .join(' ');
  addFault(part, path, { message: `unknown field "${name}" in ${where}`, hint: hint || undefined }, 'key');
}

function describe(part: Part, path: Path): string {
  return path.length > 0 ? `"${path.join('.')}" of ${part.what}` : part.what;
}

/** valibot's own sentences name types as TypeScript does; a schema's message of its own is taken as it is. */
function wordingOf(issue: Issue): string {
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  const wanted = issue.expected
    ?.replace(/\bObject\b/, 'a mapping')
    .replace(/\bArray\b/, 'a list')
    .replace(/\|/g, 'or');
  return `expected ${(wanted ?? 'something else').replace(/^\((.*)\)$/, '$1')}, got ${shown(issue.input)}`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : JSON.stringify(value);
}

function pathOf(issue: Issue): (string | number)[] {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}

function keysAt(schema: v.GenericSchema, path: Path): readonly string[] {
  const found = schemaAt(schema, path);
  return found && 'entries' in found && typeof found.entries === 'object' && found.entries
    ? Object.keys(found.entries)
    : [];
}

/** What the schema says that a field is for. */
function helpOf(schema: v.GenericSchema, path: Path): string | undefined {
  const found = at(schema, path);
  const text = found && v.getDescription(found as v.GenericSchema);
  return text === undefined ? undefined : `"${path.at(-1)}": ${text}`;
}

function schemaAt(schema: v.GenericSchema, path: Path): object | undefined {
  return unwrapped(at(schema, path));
}

function at(schema: object, path: Path): object | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return schema;
  const inner = unwrapped(schema);
  const entries = inner && 'entries' in inner ? inner.entries : undefined;
  const next =
    entries && typeof entries === 'object'
      ? Object.entries(entries).find(([name]) => name === key)?.[1]
      : undefined;
  return next && typeof next === 'object' ? at(next, rest) : undefined;
}

/** The object schema inside of optional and pipe. */
function unwrapped(schema: object | undefined): object | undefined {
  if (!schema) return undefined;
  if ('wrapped' in schema && typeof schema.wrapped === 'object')
    return unwrapped(schema.wrapped ?? undefined);
  return schema;
}
