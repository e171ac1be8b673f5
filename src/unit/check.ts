import * as v from 'valibot';
import { throwFaults } from '../core/errors.ts';
import { isObject } from '../core/json.ts';
import type { Fault, FaultCode, Path, Place } from '../core/places.ts';
import { nearest } from '../core/suggest.ts';
import { squeezed } from '../docker/keywords/shapes.ts';
import { helpOf, isRefused, namesIn, schemaAt } from './schema-walk.ts';
import { wordingOf } from './wording.ts';

/** A part of a document: where it stands, and where faults in it go. */
export type Part = {
  readonly path: Path;
  readonly placeOf: (path: Path, what?: 'key' | 'value') => Place;
  readonly faults: Fault[];
  /** What it is, for messages: `order "stop"`. */
  readonly what: string;
  readonly code: FaultCode;
};

/** The part of a part below some keys. */
export function within(part: Part, path: Path, what = part.what): Part {
  return { ...part, path: [...part.path, ...path], what };
}

/** Nobody reads more faults than this, and the hint of each takes a search. */
const mostFaults = 200;

/**
 * Adds a fault at a path below the part.
 * @throws UnitError when there are too many for the rest to be looked at
 */
export function addFault(
  part: Part,
  path: Path,
  fault: Omit<Fault, 'place'>,
  at: 'key' | 'value' = 'value',
): void {
  if (part.faults.length >= mostFaults) throwFaults(part.faults);
  part.faults.push({ code: part.code, ...fault, place: part.placeOf([...part.path, ...path], at) });
}

/**
 * The value as the schema gives it; undefined when it has faults, which are added to the part's.
 * @param elsewhere a hint for a name that the part itself does not take: where it belongs
 */
export function check<S extends v.GenericSchema>(
  schema: S,
  value: unknown,
  part: Part,
  elsewhere: (name: string) => string | undefined = () => undefined,
): v.InferOutput<S> | undefined {
  const checked: Checked = { schema, value, part, elsewhere };
  if (Array.isArray(value)) {
    // valibot takes a list for a mapping.
    addFault(part, [], { message: `${part.what}: wanted a mapping, found a list` }, 'key');
    return undefined;
  }
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  for (const issue of result.issues) report(issue, checked);
  return undefined;
}

type Issue = v.BaseIssue<unknown>;

type Checked = {
  readonly schema: v.GenericSchema;
  readonly value: unknown;
  readonly part: Part;
  readonly elsewhere: (name: string) => string | undefined;
};

function report(issue: Issue, checked: Checked): void {
  const keys = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const path = asWritten(keys, checked.value);
  if (issue.path?.at(-1)?.origin === 'key') {
    if (issue.expected === 'never') reportUnknown(path, checked);
    else reportMissing(path, checked);
  } else if (isRefused(schemaAt(checked.schema, checked.value, path))) reportRefused(issue, path, checked);
  else reportValue(issue, path, checked);
}

/** The path with its keys in the spelling of the file: a schema may take `Name` for `name`. */
function asWritten(path: Path, value: unknown): Path {
  const [key, ...others] = path;
  if (key === undefined) return [];
  const written = isObject(value)
    ? Object.keys(value).find(name => squeezed(name) === squeezed(key))
    : undefined;
  const own = isObject(value) && Object.hasOwn(value, key) ? key : (written ?? key);
  return [own, ...asWritten(others, memberOf(value, own))];
}

function reportValue(issue: Issue, path: Path, { schema, value, part }: Checked): void {
  const field = path.length > 0 ? `"${path.join('.')}" in ${part.what}` : part.what;
  const fault = { message: `${field}: ${wordingOf(issue)}`, hint: hintFor(schema, value, path) };
  addFault(part, path, fault, isObject(issue.input) || Array.isArray(issue.input) ? 'key' : 'value');
}

/** A name that is known and never taken: its schema's message says what to do instead. */
function reportRefused({ message }: Issue, path: Path, { part }: Checked): void {
  addFault(part, path, { message: `"${path.at(-1)}" is not taken in ${part.what}`, hint: message }, 'key');
}

function reportMissing(path: Path, { schema, value, part }: Checked): void {
  const parent = path.slice(0, -1);
  const message = `"${path.at(-1)}" is missing in ${describe(part, parent)}`;
  addFault(part, parent, { message, hint: hintFor(schema, value, path) }, 'key');
}

/** A name that the schema does not have: the nearest one it has, where it belongs, or all it has. */
function reportUnknown(first: Path, checked: Checked): void {
  const { schema, value } = checked;
  const parent = first.slice(0, -1);
  const holder = schemaAt(schema, value, parent);
  const found = parent.reduce(memberOf, value);
  const known = holder ? namesIn(holder, found) : [];
  // valibot stops at the first one.
  const unknown = holder && isObject(found) ? Object.keys(found).filter(name => !known.includes(name)) : [];
  const taken = Object.keys(holder && 'entries' in holder && isObject(holder.entries) ? holder.entries : {});
  const names = unknown.filter(name => !taken.includes(name));
  for (const name of names.length > 0 ? names : [String(first.at(-1))])
    addUnknown(name, parent, known, checked);
}

function addUnknown(
  name: string,
  parent: Path,
  known: readonly string[],
  { part, elsewhere }: Checked,
): void {
  const meant = nearest(name, known);
  const better = parent.length === 0 ? elsewhere(name) : undefined;
  const guess = meant === undefined ? undefined : `did you mean "${meant}"?`;
  const list = known.length > 0 ? `${takerOf(part, parent)} takes: ${known.join(', ')}` : undefined;
  const hints = guess === undefined || known.length <= mostListed ? [guess, list] : [guess];
  const message = `unknown field "${name}" in ${describe(part, parent)}`;
  addFault(
    part,
    [...parent, name],
    { message, hint: better ?? (hints.filter(Boolean).join(' ') || undefined) },
    'key',
  );
}

/** Beside a hint a list of more names would only hide it. */
const mostListed = 12;

function describe(part: Part, path: Path): string {
  return path.length > 0 ? `"${path.join('.')}" of ${part.what}` : part.what;
}

/** `"stop"` for `order "stop"`; a section by its own name. */
function takerOf({ what }: Part, path: Path): string {
  if (path.length > 0) return `"${path.join('.')}"`;
  const [, order, section] = /^(?:order (.*)|(\w+) of .*)$/.exec(what) ?? [];
  return order ?? (section === undefined ? what : `"${section}"`);
}

function memberOf(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isObject(value) ? value[key] : undefined;
}

/** What the schema says that a field, or the nearest one around it, is for. */
function hintFor(schema: v.GenericSchema, value: unknown, path: Path): string | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const text = helpOf(schemaAt(schema, value, path.slice(0, length)));
    if (text !== undefined) return `"${path[length - 1]}": ${text}`;
  }
  return undefined;
}
