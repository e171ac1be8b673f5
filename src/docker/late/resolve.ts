import { OrderError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { type LateAnswer, readAnswer } from './answer.ts';
import { findLate, type LateExpression, type LateTarget } from './late.ts';
import { shellWord } from './shell-word.ts';

export type LateOptions = {
  /** The order's own container; undefined on `host`, where an expression without `(…)` stays as it is. */
  readonly own: string | undefined;
  /** Whether the strings are shell text, where an answer is put in as one word. */
  readonly shell: boolean;
};

/** Inspects a target; undefined when it is not there. */
export type Inspect = (target: LateTarget) => Promise<JsonObject | undefined>;

/**
 * A value with the late expressions of its strings answered; the value itself is not changed. Each target is inspected
 * once. An item of a list that is one expression with a list for an answer becomes that list's items. Rejects with an
 * OrderError when there is no such container, image or path, or when the answer does not fit.
 */
export async function resolveLate(value: Json, inspect: Inspect, options: LateOptions): Promise<Json> {
  const resolver = { ask: askOnce(inspect), options };
  return await resolveValue(value, resolver);
}

type Resolver = {
  readonly ask: (target: LateTarget, text: string) => Promise<JsonObject>;
  readonly options: LateOptions;
};

async function resolveValue(value: Json, resolver: Resolver): Promise<Json> {
  if (typeof value === 'string') return await resolveText(value, resolver);
  if (Array.isArray(value)) return (await inTurn(value, item => resolveItem(item, resolver))).flat();
  if (!isObject(value)) return value;
  return Object.fromEntries(
    await inTurn(
      Object.entries(value),
      async ([key, inner]) => [key, await resolveValue(inner, resolver)] as const,
    ),
  );
}

/** The items that stand for one item of a list. */
async function resolveItem(item: Json, resolver: Resolver): Promise<readonly Json[]> {
  const whole = typeof item === 'string' ? wholeExpression(item.trim()) : undefined;
  if (whole === undefined || !isAnswered(whole.late, resolver)) return [await resolveValue(item, resolver)];
  const answer = await answerOf(whole.late, whole.text, resolver);
  if (typeof answer !== 'string' && !resolver.options.shell) return answer;
  return [await resolveValue(item, resolver)];
}

async function resolveText(text: string, resolver: Resolver): Promise<string> {
  const found = findLate(text);
  const parts = await inTurn(found, late => replacement(late, text, found, resolver));
  const between = found.map(
    (late, index) => text.slice(found[index - 1]?.end ?? 0, late.start) + parts[index],
  );
  return between.join('') + text.slice(found.at(-1)?.end ?? 0);
}

async function replacement(
  late: LateExpression,
  text: string,
  all: readonly LateExpression[],
  resolver: Resolver,
): Promise<string> {
  const written = text.slice(late.start, late.end);
  if (late.of === undefined && resolver.options.own === undefined) return written;
  if (late.escaped) return written.slice(1);
  const answer = await answerOf(late, written, resolver);
  if (typeof answer !== 'string') {
    const hint = 'make it an argument of its own in a list, or ask for one item: .0';
    throw new OrderError(`${written}: the answer is a list, which can be no part of a text`, { hint });
  }
  return resolver.options.shell ? inScript(answer, late, text, all) : answer;
}

function inScript(
  answer: string,
  late: LateExpression,
  text: string,
  all: readonly LateExpression[],
): string {
  const word = shellWord(answer, masked(text, all), late.start);
  if (word !== undefined) return word;
  const written = text.slice(late.start, late.end);
  const hint = 'take it out of the quotes or the comment: it is put in as one quoted word';
  throw new OrderError(`${written}: the answer ${JSON.stringify(answer)} cannot stand within quotes`, {
    hint,
  });
}

/** The text with its expressions blotted out, whose own quotes are none of the shell's. */
function masked(text: string, all: readonly LateExpression[]): string {
  return all.reduce(
    (script, { start, end }) => script.slice(0, start) + '_'.repeat(end - start) + script.slice(end),
    text,
  );
}

function wholeExpression(text: string): { late: LateExpression; text: string } | undefined {
  const [late] = findLate(text);
  return late && late.start === 0 && late.end === text.length ? { late, text } : undefined;
}

function isAnswered(late: LateExpression, { options }: Resolver): boolean {
  return !late.escaped && (late.of !== undefined || options.own !== undefined);
}

async function answerOf(late: LateExpression, text: string, { ask, options }: Resolver): Promise<LateAnswer> {
  const target = late.of ?? { container: options.own ?? '' };
  return readAnswer(late, text, await ask(target, text));
}

function askOnce(inspect: Inspect): Resolver['ask'] {
  const known = new Map<string, JsonObject | undefined>();
  return async (target, text) => {
    const name = 'container' in target ? `container "${target.container}"` : `image "${target.image}"`;
    if (!known.has(name)) known.set(name, await inspect(target));
    const answer = known.get(name);
    if (answer) return answer;
    throw new OrderError(`${text}: there is no ${name}`, { hint: 'make it first, or correct the name' });
  };
}

/** One after the other: of several faults the first is told. */
async function inTurn<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await act(item));
  return results;
}
