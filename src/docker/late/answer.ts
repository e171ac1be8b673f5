import { OrderError } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { nearest } from '../../core/suggest.ts';
import type { LateExpression } from './late.ts';

/** What an expression is answered with: a text, or a list of texts to splice into a list. */
export type LateAnswer = string | readonly string[];

/**
 * Looks an expression's path up in what inspect said; `text` is the expression as it is written, for messages. Only own
 * properties count. No such path, a null and a mapping are OrderErrors.
 */
export function readAnswer(late: LateExpression, text: string, inspected: JsonObject): LateAnswer {
  const isImage = late.of !== undefined && 'image' in late.of;
  if (!isImage && asksAddress(late.path)) return firstAddress(text, inspected);
  const value = lookUp(late.path, text, inspected);
  return Array.isArray(value) ? value.map(item => scalar(item, text)) : scalar(value, text);
}

/** `NetworkSettings.IPAddress` is filled for the default bridge only, and `Network` is a name of docker_meta's own. */
function asksAddress(path: readonly string[]): boolean {
  return /^(Network|NetworkSettings)\.IPAddress$/.test(path.join('.')) && path.length === 2;
}

function firstAddress(text: string, inspected: JsonObject): string {
  const settings = inspected['NetworkSettings'];
  const networks = isObject(settings) ? settings['Networks'] : undefined;
  for (const network of isObject(networks) ? Object.values(networks) : []) {
    const address = isObject(network) ? network['IPAddress'] : undefined;
    if (typeof address === 'string' && address !== '') return address;
  }
  const hint = 'start it first, and give it a network of its own';
  throw new OrderError(`${text}: the container has no address`, { hint });
}

function lookUp(path: readonly string[], text: string, inspected: JsonObject): Json {
  let value: Json = inspected;
  for (const [depth, key] of path.entries()) {
    const next: Json | undefined = property(value, key);
    if (next === undefined) throw noSuchPath(key, path.slice(0, depth), value, text);
    value = next;
  }
  return value;
}

function property(value: Json, key: string): Json | undefined {
  if (Array.isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function noSuchPath(key: string, above: readonly string[], value: Json, text: string): OrderError {
  const where = above.length > 0 ? ` in ${above.map(part => `.${part}`).join('')}` : '';
  const keys = isObject(value) ? Object.keys(value) : [];
  const meant = nearest(key, keys);
  const hint = meant === undefined ? 'name one that is there' : `did you mean "${meant}"?`;
  return new OrderError(`${text}: there is no "${key}"${where}; ${contentOf(value)}`, { hint });
}

function contentOf(value: Json): string {
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return keys.length > 0 ? `there are: ${keys.join(', ')}` : 'it is empty';
  }
  if (Array.isArray(value))
    return value.length > 0 ? `it is a list, 0 to ${value.length - 1}` : 'it is an empty list';
  return `it is ${value === null ? 'null' : `a ${typeof value}`}`;
}

function scalar(value: Json, text: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null)
    throw new OrderError(`${text}: the answer is null`, { hint: 'ask for something that is set' });
  const hint = 'ask for one of its values';
  if (isObject(value))
    throw new OrderError(`${text}: the answer is a mapping; ${contentOf(value)}`, { hint });
  throw new OrderError(`${text}: the answer is a list of lists; ${contentOf(value)}`, { hint });
}
