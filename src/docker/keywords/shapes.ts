import * as v from 'valibot';
import { isObject, type Json } from '../../core/json.ts';
import { wanted } from './reading.ts';

/** Chooses a schema by the outer shape of what was written, so that faults speak of that shape only. */
export function byShape<
  L extends v.GenericSchema,
  M extends v.GenericSchema,
  O extends v.GenericSchema,
>(forms: { readonly list: L; readonly mapping: M; readonly other: O }): v.LazySchema<L | M | O> {
  return v.lazy(input => {
    if (Array.isArray(input)) return forms.list;
    return isObject(input) ? forms.mapping : forms.other;
  });
}

const anyJson: v.GenericSchema<unknown, Json> = v.lazy(() =>
  v.union([v.string(), v.number(), v.boolean(), v.null(), v.array(anyJson), v.record(v.string(), anyJson)]),
);

/** A mapping of the Engine's own names. */
export const engineMapping = mapping(anyJson);

/** A mapping whose values are all of one kind. */
export function mapping<V extends v.GenericSchema>(values: V, what = 'a mapping') {
  return v.pipe(v.unknown(), v.check(isObject, wanted(what)), v.record(v.string(), values));
}

/** A mapping of known names. valibot's own takes a list for one. */
export function strictMapping<E extends v.ObjectEntries>(entries: E) {
  return v.pipe(v.unknown(), v.check(isObject, wanted('a mapping')), v.strictObject(entries));
}

/** A mapping of known names, which may be spelled as docker-py does (`start_period`) or as the Engine (`StartPeriod`). */
export function fields<E extends v.ObjectEntries>(entries: E) {
  const names = new Map(Object.keys(entries).map(name => [squeezed(name), name]));
  return v.pipe(
    v.unknown(),
    v.check(isObject, wanted(`a mapping of ${[...names.values()].join(', ')}`)),
    v.record(v.string(), v.unknown()),
    v.transform(given =>
      Object.fromEntries(
        Object.entries(given).map(([name, value]) => [names.get(squeezed(name)) ?? name, value]),
      ),
    ),
    v.strictObject(entries),
  );
}

function squeezed(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
