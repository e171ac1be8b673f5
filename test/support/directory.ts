import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExecutionContext } from 'ava';

/** Makes a directory of files (a path that ends with "/" is an empty directory) that goes when the test ends. */
export function directoryOf(
  t: ExecutionContext,
  files: Readonly<Record<string, string>>,
  mode = 0o644,
): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'nua-start-')));
  t.teardown(() => rmSync(root, { recursive: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(path.endsWith('/') ? join(root, path) : dirname(join(root, path)), { recursive: true });
    if (!path.endsWith('/')) writeFileSync(join(root, path), text, { mode });
  }
  return root;
}
