import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExecutionContext } from 'ava';

/**
 * Makes a configuration directory for as long as a test lasts.
 * @param files text by path inside of it, as in `{ 'units/web/start.yaml': '…' }`; `units/` is there in any case
 * @returns its absolute path without symbolic links, as nua-start itself calls it
 */
export function withConfiguration(
  t: Pick<ExecutionContext, 'teardown'>,
  files: Readonly<Record<string, string>>,
): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'nua-start-test-')));
  t.teardown(() => rmSync(directory, { recursive: true, force: true }));
  mkdirSync(join(directory, 'units'));
  writeFiles(directory, files);
  return directory;
}

/** Writes files, and the directories they stand in, into a directory. */
export function writeFiles(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
}
