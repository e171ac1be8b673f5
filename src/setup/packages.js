import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { capture, say } from './command.js';
import { alone } from './lock.js';

/** The checkout: where package.json is. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const bin = join(root, 'node_modules', '.bin');

/** The environment in which `node` is the checkout's own. */
export const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

/** The checkout's own node. */
export const node = join(bin, 'node');

const stamp = join(root, 'node_modules', '.installed');

/** Runs `npm ci` unless what is installed is already what package-lock.json asks for. */
export async function ensurePackages() {
  if (installed()) return;
  await alone(async () => {
    if (installed()) return;
    say('installing packages (npm ci)');
    // Without its stamp an installation that is cut short counts for nothing.
    rmSync(stamp, { force: true });
    // With the log level of `npm --silent test` a failure would have no reason.
    await capture('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
    writeFileSync(stamp, wanted());
  });
}

function installed() {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted();
}

function wanted() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return createHash('sha256').update(lock).digest('hex');
}
