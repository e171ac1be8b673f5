import * as v from 'valibot';
import { isObject } from '../../core/json.ts';
import { splitAroundLate } from './late.ts';
import { reading, wanted } from './reading.ts';
import { word } from './scalars.ts';
import { byShape, mapping, oneOf } from './shapes.ts';

/** A link to another container. */
export type Link = {
  readonly container: string;
  /** The name under which the other answers. */
  readonly alias: string;
  /** The address for that name when the other container is not there. */
  readonly fallback?: string | undefined;
  /** Whether it was written as a pair, whose two names may stand in either order. */
  readonly pair?: boolean | undefined;
};

const linkWanted = '"CONTAINER:ALIAS", [CONTAINER, ALIAS], or CONTAINER: {alias, else: ADDRESS}';

const targets = v.pipe(
  mapping(
    byShape({
      list: v.never(wanted('an alias')),
      mapping: v.strictObject({ alias: v.optional(word), else: v.optional(word) }),
      other: v.nullable(word),
    }),
    'a mapping of containers to aliases',
  ),
  v.transform(given =>
    Object.entries(given).map(([container, target]): Link => {
      if (typeof target !== 'object' || target === null) return { container, alias: target ?? container };
      const { alias = container, else: fallback } = target;
      return fallback === undefined ? { container, alias } : { container, alias, fallback };
    }),
  ),
);

const checkedLink = v.strictObject({
  container: word,
  alias: word,
  fallback: v.exactOptional(word),
  pair: v.exactOptional(v.boolean()),
});

const item = byShape({
  list: v.pipe(
    v.strictTuple([word, v.string(wanted('the second name of [CONTAINER, ALIAS]'))], wanted(linkWanted)),
    v.transform(([container, alias]): Link[] => [{ container, alias, pair: true }]),
  ),
  mapping: oneOf(isChecked, [listed(checkedLink), targets]),
  other: v.pipe(
    reading(word, linkWanted, readLink, { pattern: '^[^:]+(:[^:]+)?$' }),
    v.transform((link): Link[] => [typeof link === 'string' ? { container: link, alias: link } : link]),
  ),
});

/** Links to other containers: a mapping of containers to aliases, or a list of pairs or of `CONTAINER:ALIAS`. */
export const links = byShape({
  list: v.pipe(
    v.array(item),
    v.transform(items => items.flat()),
  ),
  mapping: targets,
  other: item,
});

/** Turns a pair round that was written `[ALIAS, CONTAINER]`: only its second name is a container's. */
export function orderedLink(link: Link, isContainer: (name: string) => boolean): Link {
  const { container, alias, pair, ...rest } = link;
  if (pair && !isContainer(container) && isContainer(alias))
    return { container: alias, alias: container, ...rest };
  return { container, alias, ...rest };
}

function readLink(given: string): Link | undefined {
  const [container = '', alias = container, ...more] = splitAroundLate(given, text => text.split(':'));
  return container !== '' && alias !== '' && more.length === 0 ? { container, alias } : undefined;
}

function isChecked(given: unknown): boolean {
  return isObject(given) && 'container' in given && 'alias' in given;
}

function listed<S extends v.GenericSchema<unknown, Link>>(schema: S) {
  return v.pipe(
    schema,
    v.transform((link): Link[] => [link]),
  );
}
