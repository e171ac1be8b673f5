import * as v from 'valibot';
import { inAnyCase, reading, wanted } from './reading.ts';

export const word = v.string(wanted('a text'));
/** A text that YAML may have taken for a number: a user id, a cpu set. */
export const text = v.pipe(v.union([v.string(), v.number()], wanted('a text')), v.transform(String));
/** A text that YAML may have taken for a number or a boolean. */
export const scalar = v.pipe(
  v.union([v.string(), v.number(), v.boolean()], wanted('a text')),
  v.transform(String),
);

const tagWanted = 'a tag: letters, digits, "_", "." and "-"';

/** The tag of an image; of a number with a fraction YAML has dropped its last zeros. */
export const imageTag = reading(
  v.union(
    [v.string(), v.pipe(v.number(), v.integer('wanted the tag in quotes: 1.10 is the number 1.1'))],
    wanted('a tag'),
  ),
  tagWanted,
  value => (/^\w[\w.-]{0,127}$/.test(String(value)) ? String(value) : undefined),
  { pattern: String.raw`^\w[\w.-]{0,127}$` },
);

const booleans: Readonly<Record<string, boolean>> = {
  yes: true,
  on: true,
  true: true,
  no: false,
  off: false,
  false: false,
};

export const flag = reading(
  v.union([v.boolean(), v.string()], wanted('yes or no')),
  'yes or no',
  value => (typeof value === 'boolean' ? value : booleans[value.toLowerCase()]),
  { pattern: `^(${Object.keys(booleans).map(inAnyCase).join('|')})$` },
);
