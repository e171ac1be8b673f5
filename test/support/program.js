// What tests need besides an engine and npm's packages.
import { capture } from '../../src/setup/command.js';
import { canInstall, installPackages } from '../../src/setup/engine.js';
import { alone } from '../../src/setup/lock.js';

/**
 * Sees to it that a program is there that Debian has a package of the same name of.
 * @param {string} program @param {readonly string[]} check arguments with which it runs and does nothing
 */
export async function ensureProgram(program, check) {
  if (await runs(program, check)) return;
  if (!canInstall()) {
    throw new Error(
      `this test needs "${program}": install the package, for example: sudo apt-get install ${program}`,
    );
  }
  await alone(async () => {
    if (!(await runs(program, check))) await installPackages([program], program);
  });
}

/** @param {string} program @param {readonly string[]} check */
async function runs(program, check) {
  try {
    await capture(program, check);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
