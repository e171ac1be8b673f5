import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { messageOf, OrderError } from '../../core/errors.ts';

/**
 * The paths, relative to a directory, of all that `ignoreText` (the text of a `.dockerignore`) does not exclude, of
 * `always`, and of the directories above them. The tree is walked before it is packed, since `!` patterns bring files of
 * ignored directories back.
 */
export async function listKept(
  directory: string,
  ignoreText: string,
  always: readonly string[],
): Promise<Set<string>> {
  const rules = dockerignore.default({ ignorecase: false }).add(ignoreText);
  const bringsBack = /^\s*!/m.test(ignoreText);
  const kept = new Set<string>();

  const walk = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(directory, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      const ignored = rules.ignores(path);
      if (!ignored || always.includes(path)) keepWithParents(path, kept);
      const holdsKept = bringsBack || always.some(it => it.startsWith(`${path}/`));
      if (entry.isDirectory() && (!ignored || holdsKept)) await walk(path);
    }
  };
  try {
    await walk('');
  } catch (cause) {
    throw new OrderError(`the build context cannot be read: ${messageOf(cause)}`, { cause });
  }
  return kept;
}

function keepWithParents(path: string, kept: Set<string>): void {
  const parts = path.split('/');
  for (let length = 1; length <= parts.length; length++) kept.add(parts.slice(0, length).join('/'));
}
