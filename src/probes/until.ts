import * as v from 'valibot';
import { wanted } from '../docker/keywords/reading.ts';
import { byShape, strictMapping } from '../docker/keywords/shapes.ts';
import type { Condition, Parameterized } from './condition.ts';
import { probes } from './registry.ts';

type Probes = typeof probes;
type Word = { [N in keyof Probes]: Probes[N] extends Parameterized ? never : N }[keyof Probes];

const all: readonly (readonly [string, Condition | Parameterized])[] = Object.entries(probes);
const parameterized = all.flatMap(([name, probe]) => ('takes' in probe ? [{ name, ...probe }] : []));
const words = Object.keys(probes).filter(isWord);
const names = parameterized.map(({ name }) => name);

/** The conditions in the words of a help text: `running, …, {log: PATTERN} or {port: NUMBER}`. */
export const conditionsInWords = inWords([
  ...words,
  ...parameterized.map(({ name, takes }) => `{${name}: ${takes}}`),
]);

/** A condition for a started container, from how a unit file writes it. */
export const until = byShape({
  list: v.never(wanted(conditionsInWords)),
  mapping: v.pipe(
    strictMapping(
      Object.fromEntries(parameterized.map(({ name, schema }) => [name, v.exactOptional(schema)])),
    ),
    v.metadata({ minProperties: 1, maxProperties: 1 }),
    v.rawTransform(({ dataset, addIssue, NEVER }): Condition => {
      const [condition, ...others] = Object.values(dataset.value);
      if (condition && others.length === 0) return condition;
      addIssue({ message: `wanted either ${names.map(name => `"${name}"`).join(' or ')}` });
      return NEVER;
    }),
  ),
  other: v.pipe(
    v.picklist(words, wanted(conditionsInWords)),
    v.transform((word): Condition => probes[word]),
  ),
});

function isWord(name: string): name is Word {
  return parameterized.every(other => other.name !== name);
}

/** `a, b or c`. Intl.ListFormat would say the same; loading its language data takes as long as parsing a command line. */
function inWords(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter(Boolean).join(' or ');
}
