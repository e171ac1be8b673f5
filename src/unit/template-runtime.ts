import nunjucks, { type Context, type Frame } from 'nunjucks';
import { messageOf } from '../core/errors.ts';
import { isObject } from '../core/json.ts';
import { suggest } from '../core/suggest.ts';
import { TemplateFault } from './template-filters.ts';
import { mark, unmarked } from './template-marks.ts';

/** Ends a rendering whose fault was reported. */
export class RenderingStopped extends Error {}

/** What compiled templates may do: every lookup, call and piece of output of theirs comes here. */
export type TemplateRuntime = {
  text(point: number, text: string): string;
  output(point: number, value: unknown): string;
  captured(marked: string): string;
  name(context: Context, frame: Frame, name: string, point: number, soft: boolean): unknown;
  member(target: unknown, key: unknown, point: number, described: string, soft: boolean): unknown;
  call(
    callee: unknown,
    point: number,
    described: string,
    context: Context,
    args: readonly unknown[],
  ): unknown;
  filter(filter: unknown, point: number, name: string, context: Context, args: readonly unknown[]): unknown;
  contains(container: unknown, key: unknown, point: number): unknown;
  template(name: unknown, point: number, ignoreMissing: boolean): string;
};

/** Where a rendering's faults go, and what it has done so far. */
export type Rendering = {
  /** The point that was reached last. */
  reached: number;
  report(point: number, message: string, hint?: string): void;
  /** Whether anything was reported: what fails later may be no more than a consequence. */
  hasFaults(): boolean;
  findTemplate(name: unknown, point: number, ignoreMissing: boolean): string;
};

const largestOutput = 4 * 1024 * 1024;
const mostCalls = 100_000;

/**
 * nunjucks' run time with own lookups: of a mapping its own keys, of a list or a text its items and length, of a
 * function nothing. So no template reaches a prototype, a constructor or anything else that could run code. It belongs
 * to one rendering; nunjucks itself is not changed.
 */
export function templateRuntime(rendering: Rendering): object {
  let written = 0;
  let calls = 0;
  const stop = (point: number, message: string, hint?: string): never => {
    rendering.report(point, message, hint);
    throw new RenderingStopped(message);
  };
  const write = (point: number, text: string) => {
    rendering.reached = point;
    written += text.length;
    if (written > largestOutput) stop(point, `the rendered text is larger than ${largestOutput} characters`);
    return mark(point) + text;
  };
  const own: TemplateRuntime = {
    text: write,
    output(point, value) {
      if (value instanceof MarkedText) return mark(point) + value.marked;
      if (value === undefined && !rendering.hasFaults()) {
        rendering.report(point, 'this has no value', 'write "… | default(…)" where it may be missing');
      }
      if (value === undefined || value === null) return '';
      if (typeof value === 'function') stop(point, 'a macro or function has no text', 'call it with "(…)"');
      const text = typeof value === 'object' && !isText(value) ? JSON.stringify(value) : String(value);
      if (/[\uE000\uE001]/.test(text)) stop(point, 'the value has the private character U+E000 or U+E001');
      return write(point, text);
    },
    captured: unmarked,
    name(context, frame, name, point, soft) {
      const value = lookUp(context, frame, name);
      if (value === undefined && !soft) reportName(rendering, point, name, namesIn(context, frame));
      return value;
    },
    member(target, key, point, described, soft) {
      const value = memberOf(target, key);
      if (value === undefined && !soft) reportMember(rendering, point, target, key, described);
      return value;
    },
    call(callee, point, described, context, args) {
      if (typeof callee !== 'function') {
        if (rendering.hasFaults()) throw new RenderingStopped();
        return stop(point, `"${described}" cannot be called`, 'call a macro, range, cycler or joiner');
      }
      if (++calls > mostCalls) return stop(point, `more than ${mostCalls} calls`);
      return guarded(point, described, () => Reflect.apply(callee, context, args));
    },
    filter(filter, point, name, context, args) {
      if (typeof filter !== 'function') return stop(point, `unknown filter "${name}"`);
      const plain = args.map(arg => (arg instanceof MarkedText ? arg.val : arg));
      return guarded(point, name, () => Reflect.apply(filter, context, plain));
    },
    contains: (container, key, point) => guarded(point, 'in', () => isIn(key, container)),
    template(name, point, ignoreMissing) {
      rendering.reached = point;
      return rendering.findTemplate(name, point, ignoreMissing);
    },
  };
  const guarded = (point: number, what: string, run: () => unknown): unknown => {
    rendering.reached = point;
    try {
      return run();
    } catch (error) {
      // Out of stack or memory: nothing can be done here that would not fail as well.
      if (error instanceof RenderingStopped || error instanceof RangeError) throw error;
      if (error instanceof TemplateFault) return stop(point, error.message, error.hint);
      if (rendering.hasFaults()) throw new RenderingStopped();
      return stop(point, `"${what}" failed: ${messageOf(error)}`);
    }
  };
  return { ...nunjucks.runtime, ...own, SafeString: MarkedText, markSafe, handleError };
}

/** How a missing name is reported, by the rendering and by the search before it. */
export function reportName(
  rendering: Pick<Rendering, 'report'>,
  point: number,
  name: string,
  known: readonly string[],
): void {
  const near = suggest(name, known)?.startsWith('did you') ? suggest(name, known) : undefined;
  const hint = near ?? `set it in environments/*.yaml or with --set, or write "${name} | default(…)"`;
  rendering.report(point, `unknown variable "${name}"`, hint);
}

/** What a macro or a parent's block wrote. Written out it keeps its places; for anything else it is plain text. */
class MarkedText extends nunjucks.runtime.SafeString {
  readonly marked: string;

  constructor(marked: string) {
    super(unmarked(marked));
    this.marked = marked;
  }

  toJSON(): string {
    return this.val;
  }
}

function lookUp(context: Context, frame: Frame, name: string): unknown {
  const local = frame.lookup(name);
  if (local !== undefined) return local;
  const values = context.getVariables();
  return Object.hasOwn(values, name) ? values[name] : ownOf(context.env.globals, name);
}

function namesIn(context: Context, frame: Frame): string[] {
  const local: string[] = [];
  for (let at: Frame | undefined = frame; at; at = at.parent) local.push(...Object.keys(at.variables));
  return [...local, ...Object.keys(context.getVariables()), ...Object.keys(context.env.globals)];
}

function memberOf(target: unknown, key: unknown): unknown {
  if (typeof key !== 'string' && typeof key !== 'number') return undefined;
  if (typeof target === 'string') return textMember(target, key);
  if (isText(target)) return textMember(String(target), key);
  if (typeof target !== 'object' || target === null) return undefined;
  const value = ownOf(target, key);
  // The functions of a cycler need their object; those of imported templates do not mind.
  return typeof value === 'function' ? (...args: unknown[]) => Reflect.apply(value, target, args) : value;
}

function textMember(text: string, key: string | number): unknown {
  return key === 'length' ? text.length : /^\d+$/.test(String(key)) ? text[Number(key)] : undefined;
}

function ownOf(target: object, key: string | number): unknown {
  return Object.hasOwn(target, key) ? Object.getOwnPropertyDescriptor(target, key)?.value : undefined;
}

function reportMember(
  rendering: Rendering,
  point: number,
  target: unknown,
  key: unknown,
  described: string,
): void {
  if (target === undefined && rendering.hasFaults()) return;
  const name = typeof key === 'string' || typeof key === 'number' ? `"${key}"` : 'such a key';
  if (target === undefined || target === null) {
    rendering.report(
      point,
      `"${described}" has no value, so it has no ${name}`,
      `write "${described}.… | default(…)"`,
    );
  } else if (Array.isArray(target)) {
    rendering.report(
      point,
      `"${described}" is a list of ${target.length}, it has no ${name}`,
      'items are counted from 0',
    );
  } else if (isObject(target) && !isText(target)) {
    const hint = suggest(String(key), Object.keys(target), `"${described}" has`);
    rendering.report(point, `"${described}" has no ${name}`, hint ?? `"${described}" is empty`);
  } else
    rendering.report(
      point,
      `"${described}" is no mapping, it has no ${name}`,
      'filters are written "… | name"',
    );
}

function isText(value: unknown): value is InstanceType<typeof nunjucks.runtime.SafeString> {
  return value instanceof nunjucks.runtime.SafeString;
}

function markSafe(value: unknown): unknown {
  return typeof value === 'string' ? new MarkedText(value) : value;
}

function isIn(key: unknown, container: unknown): boolean {
  if (typeof container === 'string' || isText(container)) return String(container).includes(String(key));
  if (Array.isArray(container)) return container.includes(isText(key) ? String(key) : key);
  if (isObject(container)) return Object.hasOwn(container, String(key));
  throw new TemplateFault('"in" needs a list, a mapping or a text on its right');
}

function handleError(error: unknown): unknown {
  return error;
}
