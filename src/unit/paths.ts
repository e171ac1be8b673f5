import { resolve } from 'node:path';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Bind } from '../docker/keywords/binds.ts';

/** What `${…}` in a path stands for, and where relative paths start. */
export type PathBase = { readonly configuration: string; readonly cwd: string };

/** An absolute path. A URL, as a build's path may be, stays. */
export function resolvePath(path: string, { configuration, cwd }: PathBase): string {
  if (/^(https?:\/\/|git(hub\.com\/|@|:\/\/))/.test(path)) return path;
  const named = path.replace(/\$\{(DOCKERCONF|DOCKERSTRA_CONF|NUA_CONF|CONFIG_DIR|PWD)\}/g, (_, name) =>
    name === 'PWD' ? cwd : configuration,
  );
  return resolve(configuration, named);
}

/** A container's entry as written, with the path of its build absolute. */
export function resolveBuildPath(entry: JsonObject, base: PathBase): JsonObject {
  const resolved = (path: Json) => (typeof path === 'string' ? resolvePath(path, base) : path);
  return mapKey(entry, 'build', build => (isObject(build) ? mapKey(build, 'path', resolved) : build));
}

/** An order's arguments as written, with the host sides of its binds absolute. */
export function resolvePathsIn(args: JsonObject, base: PathBase): JsonObject {
  return mapKey(args, 'binds', binds => {
    if (!isObject(binds)) return binds;
    return Object.fromEntries(Object.entries(binds).map(([host, to]) => [resolveHostSide(host, base), to]));
  });
}

type Mount = { readonly type: string; readonly source?: string };
type Mounting = {
  readonly binds?: readonly Bind[] | null | undefined;
  readonly mounts?: readonly Mount[] | null | undefined;
};

/** A checked section with the host sides of its binds and bind mounts absolute, in whatever form they were written. */
export function resolveHostSides<T extends Mounting>(section: T, base: PathBase): T {
  const { binds, mounts } = section;
  return {
    ...section,
    ...(binds ? { binds: binds.map(bind => ({ ...bind, host: resolveHostSide(bind.host, base) })) } : {}),
    ...(mounts ? { mounts: mounts.map(mount => resolveMount(mount, base)) } : {}),
  };
}

/** A word without a slash is a named volume, as in docker's own `-v`. */
function resolveHostSide(host: string, base: PathBase): string {
  return /^\.{1,2}$|[/$]/.test(host) && !isLate(host) ? resolvePath(host, base) : host;
}

function resolveMount(mount: Mount, base: PathBase): Mount {
  const { type, source } = mount;
  if (type !== 'bind' || source === undefined || isLate(source)) return mount;
  return { ...mount, source: resolvePath(source, base) };
}

/** What only the engine can say. */
function isLate(path: string): boolean {
  return path.includes('{{') || path.includes('[[');
}

function mapKey(value: JsonObject, key: string, change: (value: Json) => Json): JsonObject {
  const former = value[key];
  return former === undefined ? value : { ...value, [key]: change(former) };
}
