import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capture, say } from './command.js';

/** The checkout: where package.json is. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const bin = join(root, 'node_modules', '.bin');

/** The environment in which `node` is the checkout's own. */
export const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

/** Runs `npm ci` unless what is installed is already what package-lock.json asks for. */
export async function ensurePackages() {
  const stamp = join(root, 'node_modules', '.installed');
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installing packages (npm ci)');
  await capture('npm', ['ci', '--no-audit', '--no-fund'], { cwd: root });
  writeFileSync(stamp, wanted);
}
