import * as v from 'valibot';
import { isObject, type Json } from '../../core/json.ts';
import { wanted } from './reading.ts';

/** What a value may look like on the outside. */
export type Shape = 'list' | 'mapping' | 'other';

/** Chooses a schema by the outer shape of what was written, so that faults speak of that shape only. */
export function byShape<
  L extends v.GenericSchema,
  M extends v.GenericSchema,
  O extends v.GenericSchema,
>(forms: { readonly list: L; readonly mapping: M; readonly other: O }) {
  const chosen: v.LazySchema<L | M | O> = v.lazy(input => {
    if (Array.isArray(input)) return forms.list;
    return isObject(input) ? forms.mapping : forms.other;
  });
  return Object.assign(chosen, { forms });
}

/** Chooses between schemas of one shape by what stands in it. */
export function oneOf<A extends v.GenericSchema, B extends v.GenericSchema>(
  isFirst: (given: unknown) => boolean,
  choices: readonly [A, B],
) {
  const chosen: v.LazySchema<A | B> = v.lazy(given => choices[isFirst(given) ? 0 : 1]);
  return Object.assign(chosen, { choices });
}

/** A mapping of the Engine's own names. What YAML gives is JSON, so nothing is left to be checked in it. */
export const engineMapping = mapping(v.custom<Json>(() => true));

/** A mapping whose values are all of one kind. */
export function mapping<V extends v.GenericSchema>(values: V, what = 'a mapping') {
  return byMapping(v.record(v.string(), values), what);
}

/** A mapping of known names. valibot's own takes a list for one. */
export function strictMapping<E extends v.ObjectEntries>(entries: E) {
  return byMapping(v.strictObject(entries), 'a mapping');
}

function byMapping<M extends v.GenericSchema>(form: M, what: string) {
  const none = v.never(wanted(what));
  return byShape({ list: none, mapping: form, other: none });
}

/** A mapping of known names, which may be spelled as docker-py does (`start_period`) or as the Engine (`StartPeriod`). */
export function fields<E extends v.ObjectEntries>(entries: E) {
  const names = new Map(Object.keys(entries).map(name => [squeezed(name), name]));
  const form = v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform(given =>
      Object.fromEntries(
        Object.entries(given).map(([name, value]) => [names.get(squeezed(name)) ?? name, value]),
      ),
    ),
    v.strictObject(entries),
  );
  return byMapping(
    Object.assign(form, { fields: entries }),
    `a mapping of ${[...names.values()].join(', ')}`,
  );
}

/** Of both spellings the same. */
export function squeezed(name: string | number): string {
  return String(name).replaceAll('_', '').toLowerCase();
}
