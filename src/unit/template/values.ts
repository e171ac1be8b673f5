import nunjucks, { type Context, type Frame } from 'nunjucks';
import { isObject } from '../../core/json.ts';
import { TemplateFault } from './fault.ts';
import { unmarked } from './marks.ts';

/** What a macro or a parent's block wrote. Written out it keeps its places; for anything else it is plain text. */
export class MarkedText extends nunjucks.runtime.SafeString {
  readonly marked: string;

  constructor(marked: string) {
    super(unmarked(marked));
    this.marked = marked;
  }

  toJSON(): string {
    return this.val;
  }
}

/** A name's value: of a scope, of the environment, or one of nunjucks' own functions. */
export function lookUp(context: Context, frame: Frame, name: string): unknown {
  const local = frame.lookup(name);
  if (local !== undefined) return local;
  const values = context.getVariables();
  return Object.hasOwn(values, name) ? values[name] : ownOf(context.env.globals, name);
}

/** All names that have a value. */
export function namesIn(context: Context, frame: Frame): string[] {
  const local: string[] = [];
  for (let at: Frame | undefined = frame; at; at = at.parent) local.push(...Object.keys(at.variables));
  return [...local, ...Object.keys(context.getVariables()), ...Object.keys(context.env.globals)];
}

/** Of a mapping an own key, of a list or a text an item or the length; of anything else, functions too, nothing. */
export function memberOf(target: unknown, key: unknown): unknown {
  if (typeof key !== 'string' && typeof key !== 'number') return undefined;
  if (typeof target === 'string') return textMember(target, key);
  if (isText(target)) return textMember(String(target), key);
  if (typeof target !== 'object' || target === null) return undefined;
  const value = ownOf(target, key);
  // The functions of a cycler need their object; those of imported templates do not mind.
  return typeof value === 'function' ? (...args: unknown[]) => Reflect.apply(value, target, args) : value;
}

/** What `in` answers. */
export function isIn(key: unknown, container: unknown): boolean {
  if (typeof container === 'string' || isText(container)) return String(container).includes(String(key));
  if (Array.isArray(container)) return container.includes(isText(key) ? String(key) : key);
  if (isObject(container)) return Object.hasOwn(container, String(key));
  throw new TemplateFault('"in" needs a list, a mapping or a text on its right');
}

/** Whether a value is text that a macro, a block or `safe` made. */
export function isText(value: unknown): value is InstanceType<typeof nunjucks.runtime.SafeString> {
  return value instanceof nunjucks.runtime.SafeString;
}

function textMember(text: string, key: string | number): unknown {
  return key === 'length' ? text.length : /^\d+$/.test(String(key)) ? text[Number(key)] : undefined;
}

function ownOf(target: object, key: string | number): unknown {
  return Object.hasOwn(target, key) ? Object.getOwnPropertyDescriptor(target, key)?.value : undefined;
}
