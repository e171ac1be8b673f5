import type { Json } from '../core/json.ts';
import { buildKeywords, isRemote } from './keywords/build.ts';
import { applyKeywords } from './keywords/keyword.ts';
import type { BuildKeywords } from './keywords.ts';

/** Parameters of the Engine's build call; a list is one that is given several times. */
export type BuildQuery = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** The parameters of the Engine's build call for a build section. */
export function buildQuery(build: BuildKeywords): BuildQuery {
  const call = Object.entries(applyKeywords(buildKeywords, build));
  const given = call.flatMap(([name, value]) => (isParameter(value) ? [[name, value] as const] : []));
  const rm = build.rm ?? true;
  return { rm, forcerm: rm, pull: false, ...Object.fromEntries(given) };
}

/** The directory that is sent to the engine; undefined when the engine fetches the context itself. */
export function contextOf({ path }: BuildKeywords): string | undefined {
  return path == null || isRemote(path) ? undefined : path;
}

function isParameter(value: Json): value is string | number | boolean | readonly string[] {
  if (Array.isArray(value)) return value.every(item => typeof item === 'string');
  return ['string', 'number', 'boolean'].includes(typeof value);
}
