import { dump } from 'js-yaml';
import type { Environment } from 'nunjucks';
import { TemplateFault } from './fault.ts';
import { loopFilters, templateLoops } from './loops.ts';
import type { Vocabulary } from './rules.ts';

/** What templates may name. */
export function vocabularyOf(env: Environment): Vocabulary {
  const loops: readonly string[] = Object.values(loopFilters);
  return {
    filters: Object.keys(env.filters).filter(name => !loops.includes(name)),
    tests: Object.keys(env.tests),
  };
}

const longestRange = 10_000;
/** nunjucks' filters that make as much as a number says, and which of their arguments that is. */
const bounded = { batch: 1, center: 1, indent: 1, slice: 1 } as const;
/** nunjucks' filters that look into the items of a list, and which of their arguments says at what. */
const attributed = { join: 2, rejectattr: 1, selectattr: 1, sum: 1 } as const;

/**
 * Gives an environment the filters `json` and `yaml` and limits to what takes memory and time. What templates name is
 * then looked for among own keys only.
 */
export function limitEnvironment(env: Environment): void {
  const filters: Record<string, unknown> = { ...env.filters, json, yaml, ...templateLoops() };
  for (const [name, index] of Object.entries(bounded))
    filters[name] = checked(filters[name], checkSize(name, index));
  for (const [name, index] of Object.entries(attributed))
    filters[name] = checked(filters[name], checkAttribute(index));
  env.filters = Object.assign(Object.create(null), filters);
  env.tests = Object.assign(Object.create(null), env.tests);
  env.globals = Object.assign(Object.create(null), { ...env.globals, range });
}

function json(value: unknown, indent?: unknown): string {
  if (value === undefined) throw new TemplateFault('this has no value');
  return JSON.stringify(value, null, typeof indent === 'number' ? Math.min(indent, 10) : undefined);
}

/** In block style without the last line end; `indent` fits it in. */
function yaml(value: unknown): string {
  if (value === undefined) throw new TemplateFault('this has no value');
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return dump(plain, { noRefs: true, lineWidth: -1 }).trimEnd();
}

function checked(filter: unknown, check: (args: readonly unknown[]) => void) {
  return function (this: unknown, ...args: unknown[]): unknown {
    check(args);
    return typeof filter === 'function' ? Reflect.apply(filter, this, args) : undefined;
  };
}

function checkSize(name: string, index: number) {
  return (args: readonly unknown[]) => {
    const size = Number(args[index] ?? 0);
    if (!(size <= longestRange)) throw new TemplateFault(`"${name}" takes a number up to ${longestRange}`);
  };
}

/** As in lookups, only what an item has itself. */
function checkAttribute(index: number) {
  return ([items, ...rest]: readonly unknown[]) => {
    const name = String(rest[index - 1] ?? '');
    const isInherited = (item: unknown) =>
      Object(item)[name] !== undefined && !Object.hasOwn(Object(item), name);
    if (Array.isArray(items) && items.some(isInherited))
      throw new TemplateFault(`the items have no "${name}"`);
  };
}

/** `range(stop)`, `range(start, stop)` or `range(start, stop, step)`. */
function range(...args: unknown[]): number[] {
  const numbers = args.filter(arg => typeof arg === 'number' && Number.isFinite(arg)).map(Number);
  if (numbers.length !== args.length || args.length < 1)
    throw new TemplateFault('range takes one to three numbers');
  const [start = 0, stop = 0, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
  const length = step === 0 ? Infinity : Math.max(0, Math.ceil((stop - start) / step));
  if (length > longestRange) throw new TemplateFault(`range makes at most ${longestRange} numbers`);
  return Array.from({ length }, (_, index) => start + index * step);
}
