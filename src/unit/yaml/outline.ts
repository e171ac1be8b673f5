import { EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import { type Span, spanOf, standsInBlock } from './span.ts';

/** What stands where in a YAML text: the shape of its value, with spans. */
export type Outline = {
  readonly value: Span;
  /** Of a mapping by key, of a list by index; empty for a scalar. */
  readonly entries: Map<string, Entry>;
  readonly isList: boolean;
  /** How many values there are with all aliases written out, and how deeply they nest. */
  size: number;
  height: number;
};
export type Entry = { readonly key: Span | undefined; readonly outline: Outline };

/** Something that YAML allows and a unit does not. */
export type OutlineFault = {
  readonly span: Span;
  readonly message: string;
  readonly hint?: string | undefined;
};

const largestSize = 100_000;
/** 64 lists or mappings and a scalar. */
const largestHeight = 65;
const mostAliases = 100;
/** What valibot leaves out of a mapping without a word. */
const unkeepable = ['__proto__', 'constructor', 'prototype'];
/** Nobody reads more of them, and each takes a search through the text. */
const mostFaults = 200;

/** Walks the events of one YAML text. What an alias names is not walked again: its outline is shared. */
export class OutlineReader {
  readonly faults: OutlineFault[] = [];
  /** The events that are keys; a key is the text as written. */
  readonly keys = new Set<Event>();
  readonly #text: string;
  readonly #events: readonly Event[];
  /** Undefined while the anchor's own value is being read. */
  readonly #anchors = new Map<string, Outline | undefined>();
  #next = 0;
  #aliases = 0;
  #overgrown = false;

  constructor(text: string, events: readonly Event[]) {
    this.#text = text;
    this.#events = events;
  }

  /** The outline of the first document; undefined for an empty text. */
  read(): Outline | undefined {
    if (this.#events.length === 0) return undefined;
    this.#next = 1;
    const outline = this.#node(undefined);
    const further = this.#events[this.#next + 2];
    if (further) {
      const span = spanOf(further, this.#text) ?? [this.#text.length, this.#text.length];
      this.#fault(span, 'a further document begins here', 'take it away, or put a line "---" before it');
    }
    return outline;
  }

  /** `owner` is the key that the value belongs to. */
  #node(owner: Span | undefined): Outline {
    const event = this.#events[this.#next++];
    if (!event || event.type === EVENT_ID.POP || event.type === EVENT_ID.DOCUMENT)
      return outlineAt([0, 0], false);
    const own = spanOf(event, this.#text);
    const span = (standsInBlock(event) ? (owner ?? own) : (own ?? owner)) ?? [0, 0];
    if (event.type === EVENT_ID.ALIAS) return this.#alias(event.anchorStart, event.anchorEnd, span);
    const anchor = event.anchorStart < 0 ? undefined : this.#text.slice(event.anchorStart, event.anchorEnd);
    if (anchor !== undefined) this.#anchors.set(anchor, undefined);
    const outline = outlineAt(span, event.type === EVENT_ID.SEQUENCE);
    if (event.type === EVENT_ID.SEQUENCE) this.#items(outline);
    if (event.type === EVENT_ID.MAPPING) this.#pairs(outline);
    if (anchor !== undefined) this.#anchors.set(anchor, outline);
    return outline;
  }

  #alias(start: number, end: number, span: Span): Outline {
    const name = this.#text.slice(start, end);
    const target = this.#anchors.get(name);
    if (++this.#aliases === mostAliases + 1) {
      this.#fault(span, `more than ${mostAliases} aliases`, 'write some of the values out');
    }
    if (target) return { ...target, value: span };
    if (this.#anchors.has(name)) this.#fault(span, `the alias "${name}" stands inside of what it names`);
    else
      this.#fault(span, `there is no anchor "${name}" above`, `write "&${name}" before what the alias means`);
    return outlineAt(span, false);
  }

  #items(outline: Outline): void {
    for (let index = 0; !this.#ends(); index++) {
      this.#add(outline, String(index), { key: undefined, outline: this.#node(undefined) });
    }
  }

  #pairs(outline: Outline): void {
    let merged: Outline | undefined;
    while (!this.#ends()) {
      const { name, span, merges } = this.#key(outline);
      const entry = { key: span, outline: this.#node(span) };
      if (outline.entries.has(name) || (merges && merged)) this.#duplicate(name, span, outline);
      else if (merges) merged = entry.outline;
      else this.#add(outline, name, entry);
    }
    const sources = merged?.isList ? Array.from(merged.entries.values(), entry => entry.outline) : [merged];
    for (const [name, entry] of sources.flatMap(source => [...(source?.entries ?? [])])) {
      if (!outline.entries.has(name)) this.#add(outline, name, entry);
    }
  }

  #key(outline: Outline): { name: string; span: Span; merges: boolean } {
    const event = this.#events[this.#next];
    if (event?.type !== EVENT_ID.SCALAR) {
      const span = this.#node(undefined).value;
      this.#fault(span, 'a key must be text; found an alias, a list or a mapping');
      return { name: `\0${this.#next}`, span, merges: false };
    }
    this.#next++;
    const span = spanOf(event, this.#text) ?? this.#colon(outline);
    const name = getScalarValue(this.#text, event);
    if (event.valueStart < 0) this.#fault(span, 'a key is missing before ":"', 'write a name before it');
    if (unkeepable.includes(name)) this.#fault(span, `"${name}" cannot be a key`, 'choose another name');
    const merges = name === '<<' && event.style === SCALAR_STYLE.PLAIN && event.tagStart < 0;
    if (!merges) this.keys.add(event);
    return { name, span, merges };
  }

  /** The ":" before the value that comes next: a key of which nothing is written has no place of its own. */
  #colon(outline: Outline): Span {
    const value = this.#events[this.#next];
    const [start] = (value && spanOf(value, this.#text)) ?? [0];
    const colon = this.#text.lastIndexOf(':', start);
    return colon > outline.value[0] ? [colon, colon + 1] : outline.value;
  }

  #duplicate(name: string, span: Span, outline: Outline): void {
    if (this.faults.length >= mostFaults) return;
    const first = outline.entries.get(name)?.key;
    const lines = first ? this.#text.slice(first[0], span[0]).split('\n').length - 1 : 0;
    const where =
      lines === 0 ? '' : `: it stands ${lines === 1 ? 'one line' : `${lines} lines`} above already`;
    const hint = name === '<<' ? 'merge several mappings with "<<: [*one, *two]"' : 'keep one of the two';
    this.#fault(span, `the key "${name}" is given twice${where}`, hint);
  }

  #add(outline: Outline, name: string, entry: Entry): void {
    outline.entries.set(name, entry);
    outline.size += entry.outline.size;
    outline.height = Math.max(outline.height, entry.outline.height + 1);
    const tooLarge = outline.size > largestSize;
    if (this.#overgrown || !(tooLarge || outline.height > largestHeight)) return;
    this.#overgrown = true;
    const limit = tooLarge ? `more than ${largestSize} values` : `deeper than ${largestHeight - 1} levels`;
    this.#fault(entry.outline.value, `with its aliases written out this is ${limit}`, 'use fewer aliases');
  }

  #ends(): boolean {
    const event = this.#events[this.#next];
    if (event && event.type !== EVENT_ID.POP) return false;
    this.#next++;
    return true;
  }

  #fault(span: Span, message: string, hint?: string): void {
    if (this.faults.length < mostFaults) this.faults.push({ span, message, hint });
  }
}

function outlineAt(value: Span, isList: boolean): Outline {
  return { value, entries: new Map(), isList, size: 1, height: 1 };
}
