import { isAbsolute, relative, resolve } from 'node:path';
import type { Json } from '../core/json.ts';
import { buildKeywords, isRemote } from './keywords/build.ts';
import { applyKeywords } from './keywords/keyword.ts';
import type { BuildKeywords } from './keywords.ts';

export type BuildQuery = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/**
 * The parameters of the Engine's build call. A list is a parameter that is given several times. A Dockerfile outside of
 * the context (`outsideDockerfile`) is not among them: who sends the context gives it a name there.
 */
export function buildQuery(build: BuildKeywords): BuildQuery {
  const query = applyKeywords(buildKeywords, { ...build, dockerfile: insideDockerfile(build) });
  const given = Object.entries(query).flatMap(([name, value]) =>
    isParameter(value) ? [[name, value] as const] : [],
  );
  return { rm: true, pull: false, ...Object.fromEntries(given) };
}

/** The absolute path of a Dockerfile that stands outside of the directory which is sent to the engine. */
export function outsideDockerfile({ path, dockerfile }: BuildKeywords): string | undefined {
  if (path == null || dockerfile == null || isRemote(path)) return undefined;
  const absolute = resolve(path, dockerfile);
  return isInside(relative(path, absolute)) ? undefined : absolute;
}

function insideDockerfile(build: BuildKeywords): string | undefined {
  const { path, dockerfile } = build;
  if (dockerfile == null || outsideDockerfile(build) !== undefined) return undefined;
  return path != null && isAbsolute(dockerfile) ? relative(path, dockerfile) : dockerfile;
}

function isInside(path: string): boolean {
  return path !== '..' && !path.startsWith('../') && !isAbsolute(path);
}

function isParameter(value: Json): value is string | number | boolean | readonly string[] {
  if (Array.isArray(value)) return value.every(item => typeof item === 'string');
  return ['string', 'number', 'boolean'].includes(typeof value);
}
