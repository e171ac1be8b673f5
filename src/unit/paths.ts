import { resolve } from 'node:path';
import { isObject, type Json, type JsonObject } from '../core/json.ts';

/** What `${…}` in a path stands for, and where relative paths start (D 3, D 6). */
export type PathBase = { readonly configuration: string; readonly cwd: string };

/** A container's entry with its host paths absolute: the build's path, and the host sides of binds and bind mounts. */
export function resolvePaths(entry: JsonObject, base: PathBase): JsonObject {
  return Object.fromEntries(
    Object.entries(entry).map(([key, section]) => [
      key,
      isObject(section) ? resolveSection(key, section, base) : section,
    ]),
  );
}

/** An absolute path. A URL, as a build's path may be, stays. */
export function resolvePath(path: string, { configuration, cwd }: PathBase): string {
  if (/^(https?:\/\/|git(hub\.com\/|@|:\/\/))/.test(path)) return path;
  const named = path.replace(/\$\{(DOCKERCONF|DOCKERSTRA_CONF|NUA_CONF|CONFIG_DIR|PWD)\}/g, (_, name) =>
    name === 'PWD' ? cwd : configuration,
  );
  return resolve(configuration, named);
}

/** An order's arguments with the host sides of its binds absolute. */
export function resolvePathsIn(args: JsonObject, base: PathBase): JsonObject {
  return mapKey(args, 'binds', binds => resolveBinds(binds, base));
}

function resolveSection(key: string, section: JsonObject, base: PathBase): JsonObject {
  if (key === 'build')
    return mapKey(section, 'path', path => (typeof path === 'string' ? resolvePath(path, base) : path));
  const withBinds = mapKey(section, 'binds', binds => resolveBinds(binds, base));
  return mapKey(withBinds, 'mounts', mounts =>
    Array.isArray(mounts) ? mounts.map(mount => resolveMount(mount, base)) : mounts,
  );
}

function resolveBinds(binds: Json, base: PathBase): Json {
  if (isObject(binds))
    return Object.fromEntries(Object.entries(binds).map(([host, to]) => [resolveHostSide(host, base), to]));
  if (!Array.isArray(binds)) return binds;
  return binds.map(bind =>
    typeof bind === 'string' ? bind.replace(/^[^:]*/, host => resolveHostSide(host, base)) : bind,
  );
}

/** A word without a slash is a named volume, as in docker's own `-v`. */
function resolveHostSide(host: string, base: PathBase): string {
  return /^\.{1,2}$|[/$]/.test(host) && !host.includes('{{') && !host.includes('[[')
    ? resolvePath(host, base)
    : host;
}

function resolveMount(mount: Json, base: PathBase): Json {
  if (!isObject(mount) || mount['type'] !== 'bind') return mount;
  return mapKey(mount, 'source', source => (typeof source === 'string' ? resolvePath(source, base) : source));
}

function mapKey(value: JsonObject, key: string, change: (value: Json) => Json): JsonObject {
  const former = value[key];
  return former === undefined ? value : { ...value, [key]: change(former) };
}
