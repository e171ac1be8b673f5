import { isObject, type Json } from '../core/json.ts';
import type { Path, Place } from '../core/places.ts';
import type { Container } from './container.ts';

/** Where a container's entry names another thing: a container, network or volume. Else where the entry begins. */
export function placeOfName(container: Container, name: string): Place {
  return find(container, text => text.replace(/^container:/, '').split(':')[0] === name);
}

/** Where a container's entry names a path of the host, which it may write relative or with `${…}`. */
export function placeOfPath(container: Container, path: string): Place {
  return find(container, text => {
    const written = (text.split(':')[0] ?? '').replace(/^(\$\{\w+\}|(\.{1,2}\/)*\.{1,2}(?=\/))\//, '');
    return written !== '' && `/${path}`.endsWith(`/${written.replace(/\/$/, '')}`);
  });
}

function find({ written, place, placeOf }: Container, isMeant: (text: string) => boolean): Place {
  for (const section of ['startup', 'start', 'creation', 'create', 'engine']) {
    const found = findIn(written[section] ?? null, [section], isMeant);
    if (found) return placeOf(found.path, found.at);
  }
  return place;
}

type Found = { readonly path: Path; readonly at: 'key' | 'value' };

function findIn(value: Json, path: Path, isMeant: (text: string) => boolean): Found | undefined {
  if (typeof value === 'string') return isMeant(value) ? { path, at: 'value' } : undefined;
  const isList = Array.isArray(value);
  if (!isList && !isObject(value)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    const inside = [...path, isList ? Number(key) : key];
    if (!isList && isMeant(key)) return { path: inside, at: 'key' };
    const found = findIn(item, inside, isMeant);
    if (found) return found;
  }
  return undefined;
}
