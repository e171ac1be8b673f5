import * as v from 'valibot';
import { splitAroundLate } from './late.ts';
import { wanted } from './reading.ts';
import { flag, word } from './scalars.ts';
import { byShape, mapping } from './shapes.ts';

/** A path of the host, or a named volume, that is seen in the container. */
export type Bind = { readonly host: string; readonly container: string; readonly mode: string };

const bindWanted = 'HOST:CONTAINER, HOST:CONTAINER:MODE, or HOST: {bind: CONTAINER, ro: yes|no}';

const target = v.pipe(
  v.strictObject({ bind: word, ro: v.exactOptional(flag), mode: v.exactOptional(word) }),
  v.check(
    ({ ro, mode }) => ro === undefined || mode === undefined,
    'wanted "ro" or "mode", found both; mode: ro says the same as ro: yes',
  ),
  v.metadata({ not: { required: ['ro', 'mode'] } }),
  v.transform(({ bind, ro, mode = ro === true ? 'ro' : 'rw' }) => ({ container: bind, mode })),
);

const byHost = v.pipe(
  mapping(
    byShape({
      list: v.never(wanted('a path in the container')),
      mapping: target,
      other: v.pipe(
        word,
        v.transform(container => ({ container, mode: 'rw' })),
      ),
    }),
    'a mapping of host paths to container paths',
  ),
  v.transform(given => Object.entries(given).map(([host, there]): Bind => ({ host, ...there }))),
);

const line = v.pipe(
  word,
  v.metadata({ pattern: '^[^:]+:[^:]+(:[^:]*)?$', patternErrorMessage: `wanted ${bindWanted}` }),
  v.rawTransform<string, Bind>(({ dataset, addIssue, NEVER }) => {
    const [host = '', container = '', mode = 'rw', ...more] = splitAroundLate(dataset.value, text =>
      text.split(':'),
    );
    if (host !== '' && container !== '' && more.length === 0) return { host, container, mode };
    addIssue({ message: `wanted ${bindWanted}, found "${dataset.value}"` });
    return NEVER;
  }),
);

const checkedBind = v.strictObject({ host: word, container: word, mode: v.optional(word, 'rw') });

/** Binds: a mapping of host sides to container sides, or a list of `HOST:CONTAINER:MODE`. */
export const binds = byShape({
  list: v.array(byShape({ list: v.never(wanted(bindWanted)), mapping: checkedBind, other: line })),
  mapping: byHost,
  other: v.pipe(
    line,
    v.transform((bind): Bind[] => [bind]),
  ),
});

/** A bind as the Engine writes it. */
export function bindText({ host, container, mode }: Bind): string {
  return `${host}:${container}:${mode}`;
}
