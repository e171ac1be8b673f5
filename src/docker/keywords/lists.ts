import { split } from 'shlex';
import * as v from 'valibot';
import { splitAroundLate } from './late.ts';
import { reading, wanted } from './reading.ts';
import { scalar, text, word } from './scalars.ts';
import { byShape, mapping } from './shapes.ts';

/** A list of texts; a text alone is a list of one. */
export const texts = byShape({
  list: v.array(text),
  mapping: v.never(wanted('a list of texts')),
  other: v.pipe(
    text,
    v.transform(only => [only]),
  ),
});

/** A command: its words, or a line that is split as a shell would. */
export const words = byShape({
  list: v.array(text),
  mapping: v.never(wanted('a command line or a list of words')),
  other: v.pipe(
    v.string(wanted('a command line or a list of words')),
    v.rawTransform<string, string[]>(({ dataset, addIssue, NEVER }) => {
      try {
        return splitAroundLate(dataset.value, split);
      } catch {
        addIssue({
          message: `wanted a command line whose quotes are closed, found ${JSON.stringify(dataset.value)}`,
        });
        return NEVER;
      }
    }),
  ),
});

/** Variables as `KEY=VALUE` texts; a key without a value has no `=`. */
export const variables = byShape({
  list: v.array(word),
  mapping: v.pipe(
    mapping(v.nullable(scalar)),
    v.transform(pairs =>
      Object.entries(pairs).map(([key, value]) => (value === null ? key : `${key}=${value}`)),
    ),
  ),
  other: v.pipe(
    v.string(wanted('a mapping or a list of KEY=VALUE')),
    v.transform(only => [only]),
  ),
});

/** A mapping of texts; in a list, `key=value` or a key alone, whose value is empty. */
export const textMap = byShape({
  list: v.pipe(
    v.array(word),
    v.transform(items => Object.fromEntries(items.map(item => cut(item, '=')))),
  ),
  mapping: mapping(v.nullable(scalar, '')),
  other: v.never(wanted('a mapping, or a list of key=value')),
});

const hostLine = /^[^:=]+[:=]./;

/** Host names with their addresses, as `name:address`. */
export const hosts = byShape({
  list: v.array(
    reading(word, 'NAME:ADDRESS', item => (hostLine.test(item) ? item.replace('=', ':') : undefined), {
      pattern: hostLine.source,
    }),
  ),
  mapping: v.pipe(
    mapping(word),
    v.transform(pairs => Object.entries(pairs).map(([name, address]) => `${name}:${address}`)),
  ),
  other: v.never(wanted('a mapping of names to addresses')),
});

/** The text before and after the first separator; after it nothing, when there is none. */
export function cut(item: string, separator: string): readonly [string, string] {
  const at = item.indexOf(separator);
  return at < 0 ? [item, ''] : [item.slice(0, at), item.slice(at + separator.length)];
}
