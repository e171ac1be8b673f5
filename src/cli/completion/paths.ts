import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Runtime } from '../wire.ts';

/**
 * Directories, with a slash behind them, and the files that are wanted, as they would go on from a word that names the
 * beginning of a path. Hidden ones only where the word asks for them.
 */
export function completePath(
  word: string,
  { cwd, env }: Runtime,
  isWanted: (file: string) => boolean,
): readonly string[] {
  const [, directory = '', start = ''] = /^(.*\/)?([^/]*)$/s.exec(word) ?? [];
  const place = directory.replace(/^~(?=\/)/, env['HOME'] ?? '~');
  return readdirSync(resolve(cwd, place), { withFileTypes: true })
    .filter(({ name }) => name.startsWith(start) && (start.startsWith('.') || !name.startsWith('.')))
    .flatMap(entry => {
      if (entry.isDirectory()) return [`${directory}${entry.name}/`];
      return isWanted(entry.name) ? [`${directory}${entry.name}`] : [];
    })
    .sort();
}
