import { createHash } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';
import { isObject } from '../core/json.ts';
import type { Holder } from './lock.ts';
import type { RunScope } from './run-record.ts';

/** The name of a scope's lock, short enough for a socket and free of what the scope is called. */
export function lockName({ engine, configuration, unit }: RunScope): string {
  const key = JSON.stringify([engine, configuration, unit]);
  return `nua-start-${createHash('sha256').update(key).digest('hex').slice(0, 40)}`;
}

/** A text of anybody's, fit to be told in a line. */
function shown(text: unknown): string {
  return stripVTControlCharacters(String(text))
    .replace(/\p{Cc}/gu, '')
    .slice(0, 200);
}

/** What a holder says of itself; undefined for anything else, which any process may say. */
export function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return undefined;
    const { run, command, pid, user, since } = value;
    const texts = [run, command, user].every(it => typeof it === 'string');
    if (!texts || typeof pid !== 'number' || typeof since !== 'number') return undefined;
    return { run: String(run), command: shown(command), pid, user: shown(user), since };
  } catch {
    return undefined;
  }
}
