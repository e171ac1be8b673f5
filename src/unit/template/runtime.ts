import nunjucks, { type Context, type Frame } from 'nunjucks';
import { messageOf } from '../../core/errors.ts';
import { TemplateFault } from './fault.ts';
import { mark, unmarked } from './marks.ts';
import { type Rendering, reportMember, reportName } from './reports.ts';
import { isIn, isText, lookUp, MarkedText, memberOf, namesIn } from './values.ts';

/** Ends a rendering whose fault was reported. */
export class RenderingStopped extends Error {}

/** What compiled templates may do: every lookup, call and piece of output of theirs comes here. */
type TemplateRuntime = {
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
  sized(value: object, point: number): object;
};

const largestOutput = 4 * 1024 * 1024;
const mostCalls = 100_000;
/** What all filters of one rendering may make, in characters: a text that grows is stopped here. */
const largestFiltered = 16 * 1024 * 1024;
/** Of a list or mapping that a template makes, with all that is in it. */
const largestValue = 100_000;

/**
 * nunjucks' run time with own lookups: of a mapping its own keys, of a list or a text its items and length, of a
 * function nothing. So no template reaches a prototype, a constructor or anything else that could run code. It belongs
 * to one rendering; nunjucks itself is not changed.
 */
export function templateRuntime(rendering: Rendering): object {
  let written = 0;
  let calls = 0;
  let filtered = 0;
  const sizes = new WeakMap<object, number>();
  const sizeOf = (value: unknown): number => {
    if (typeof value !== 'object' || value === null) return 1;
    const known = sizes.get(value) ?? Object.values(value).reduce((sum, item) => sum + sizeOf(item), 1);
    sizes.set(value, known);
    return known;
  };
  const stop = (point: number, message: string, hint?: string): never => {
    rendering.report(point, message, hint);
    throw new RenderingStopped(message);
  };
  const count = (point: number, text: string) => {
    rendering.reached = point;
    written += text.length;
    if (written > largestOutput) stop(point, `the rendered text is larger than ${largestOutput} characters`);
  };
  const write = (point: number, text: string) => {
    count(point, text);
    return mark(point) + text;
  };
  const own: TemplateRuntime = {
    text: write,
    output(point, value) {
      if (value instanceof MarkedText) {
        count(point, value.val);
        return mark(point) + value.marked;
      }
      if (value === undefined && !rendering.hasFaults()) {
        rendering.report(point, 'this has no value', 'write "… | default(…)" where it may be missing');
      }
      if (value === undefined || value === null) return '';
      if (typeof value === 'function') stop(point, 'a macro or function has no text', 'call it with "(…)"');
      const text = typeof value === 'object' && !isText(value) ? JSON.stringify(value) : String(value);
      if (/[\uE000\uE001]/.test(text)) stop(point, 'the value has the private character U+E000 or U+E001');
      if (typeof value === 'string') rendering.insertsText(point);
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
      const made = guarded(point, name, () => Reflect.apply(filter, context, plain));
      if (typeof made === 'string' || isText(made)) filtered += String(made).length;
      if (filtered > largestFiltered) return stop(point, 'the texts that filters make are too large');
      return made;
    },
    sized(value, point) {
      if (sizeOf(value) > largestValue) stop(point, `a list or mapping of more than ${largestValue} values`);
      return value;
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

function markSafe(value: unknown): unknown {
  return typeof value === 'string' ? new MarkedText(value) : value;
}

function handleError(error: unknown): unknown {
  return error;
}
