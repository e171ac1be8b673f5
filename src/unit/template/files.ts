import { realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';

/** A template file that may be read, or why there is none. */
export type Located =
  | { readonly path: string }
  | { readonly path?: undefined; readonly missing: boolean; readonly message: string; readonly hint: string };

/**
 * Finds the file that an include, import or extends names: below `root`, or relative to the file it stands in when it
 * begins with `./` or `../`. It lies in `root` both as written and with its symbolic links followed.
 */
export function locateTemplate(name: string, from: string, root: string): Located {
  const path = /^\.\.?\//.test(name) ? resolve(dirname(from), name) : resolve(root, name);
  const outside = `templates are read from ${root} only`;
  if (!isInside(path, resolve(root))) return refused(`"${name}" lies outside of units/`, outside);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile()) {
    return { missing: true, message: `there is no template "${name}"`, hint: `it would be the file ${path}` };
  }
  if (isInside(realpathSync(path), realpathSync(root))) return { path };
  return refused(`"${name}" is a link to a file outside of units/`, outside);
}

function isInside(path: string, directory: string): boolean {
  const way = relative(directory, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`);
}

function refused(message: string, hint: string): Located {
  return { missing: false, message, hint };
}
