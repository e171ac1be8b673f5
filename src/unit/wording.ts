import type * as v from 'valibot';
import { describeValue } from '../core/json.ts';

type Issue = v.BaseIssue<unknown>;

/** What is wrong with a value. A schema's own message is taken as it is; valibot's name types as TypeScript does. */
export function wordingOf(issue: Issue): string {
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  return `wanted ${wantedBy(issue)}, found ${describeValue(issue.input)}`;
}

function wantedBy(issue: Issue): string {
  const { type, requirement } = issue;
  if (type === 'union') return alternatives((issue.issues ?? []).map(wantedBy));
  if (type === 'picklist' || type === 'literal') return alternatives(namesIn(issue.expected ?? ''));
  if (type === 'min_value') return `at least ${requirement}`;
  if (type === 'max_value') return `at most ${requirement}`;
  return kinds[type] ?? 'something else';
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  record: 'a mapping',
  object: 'a mapping',
  strict_object: 'a mapping',
  null: 'nothing',
};

/** `("missing" | "always")` as words. */
function namesIn(expected: string): string[] {
  return [...expected.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
}

function alternatives(words: readonly string[]): string {
  const unique = [...new Set(words)];
  return [unique.slice(0, -1).join(', '), unique.at(-1)].filter(Boolean).join(' or ');
}
