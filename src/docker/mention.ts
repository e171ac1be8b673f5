import { isObject, type Json } from '../core/json.ts';
import type { Path, Place } from '../core/places.ts';
import type { Container } from './container.ts';

/** Where a container's entry names another thing: a container, network or volume. Else where the entry begins. */
export function placeOfName(container: Container, name: string): Place {
  const [found] = textsOf(container).filter(
    ({ text }) => text.replace(/^container:/, '').split(':')[0] === name,
  );
  return placeOf(container, found);
}

/** Where a container's entry names a path of the host, which it may write relative or with `${…}`. */
export function placeOfPath(container: Container, path: string): Place {
  const ends = textsOf(container).filter(({ text }) => `/${path}`.endsWith(`/${endOf(text)}`));
  const longest = ends.reduce<Found | undefined>(
    (best, found) => (best && endOf(best.text).length >= endOf(found.text).length ? best : found),
    undefined,
  );
  return placeOf(container, longest);
}

type Found = { readonly text: string; readonly path: Path; readonly at: 'key' | 'value' };

const sections = ['startup', 'start', 'creation', 'create', 'engine'];

/** All texts of an entry, keys too. */
function textsOf({ written }: Container): readonly Found[] {
  return sections.flatMap(section => textsIn(written[section] ?? null, [section]));
}

function textsIn(value: Json, path: Path): readonly Found[] {
  if (typeof value === 'string') return [{ text: value, path, at: 'value' }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    { text: key, path: [...path, key], at: 'key' as const },
    ...textsIn(item, [...path, key]),
  ]);
}

/** What a path looks like behind `${NUA_CONF}/`, `./` and `../`, without what a bind says behind it. */
function endOf(text: string): string {
  const [path = ''] = text.split(':');
  return path.replace(/^(\$\{\w+\}|(\.{1,2}\/)*\.{1,2}(?=\/))\//, '').replace(/\/$/, '') || text;
}

function placeOf(container: Container, found: Found | undefined): Place {
  return found ? container.placeOf(found.path, found.at) : container.place;
}
