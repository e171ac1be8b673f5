import { access } from 'node:fs/promises';

/** Those of the paths that do not exist on this machine. */
export async function absent(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    [...new Set(paths)].map(async path => ({ path, there: await exists(path) })),
  );
  return new Set(found.filter(({ there }) => !there).map(({ path }) => path));
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
