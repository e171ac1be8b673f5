// `npm run mutants`: breaks src/ in one place at a time, in a copy, and expects the named tests to notice.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Mutant, mutants } from './list.ts';
import { mutate } from './mutate.ts';

const checkout = dirname(dirname(import.meta.dirname));
const ava = join(checkout, 'node_modules', '.bin', 'ava');
/** A mutant that runs in circles is noticed too. */
const patience = 10 * 60_000;

const room = mkdtempSync(join(tmpdir(), 'nua-start-mutants-'));
const copy = join(room, 'checkout');
/** What tests that are cut off leave behind goes with the room; beside the copy, for it would be found above them. */
const scratch = join(room, 'tmp');
try {
  copyCheckout();
  process.exitCode = (await run()) ? 0 : 1;
} finally {
  rmSync(room, { recursive: true, force: true });
}

/** Whether every mutant was killed. */
async function run(): Promise<boolean> {
  const tests = [...new Set(mutants.flatMap(mutant => mutant.tests))];
  const { green, output } = runTests(tests, []);
  if (!green) {
    console.log(`${output}\nthe tests are not green without a mutant`);
    return false;
  }
  const survivors = mutants.filter(mutant => !kills(mutant));
  console.log(`${mutants.length - survivors.length} killed, ${survivors.length} survived`);
  return survivors.length === 0 && mutants.length > 0;
}

/** Whether the tests notice a mutant. One that no longer fits its file counts as not noticed. */
function kills(mutant: Mutant): boolean {
  const path = join(copy, mutant.file);
  const source = readFileSync(path, 'utf8');
  const began = Date.now();
  const outcome = ((): string => {
    try {
      writeFileSync(path, mutate(source, mutant));
      return runTests(mutant.tests, hurry(mutant)).green ? 'SURVIVED' : 'killed';
    } catch (error) {
      return `BROKEN (${error instanceof Error ? error.message : error})`;
    } finally {
      writeFileSync(path, source);
    }
  })();
  console.log(`${outcome.padEnd(8)}  ${mutant.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
  return outcome === 'killed';
}

/** A scenario has to come to its end, which takes away what it made on the engine. */
function hurry({ tests }: Mutant): readonly string[] {
  return tests.some(file => file.startsWith('test/scenarios/')) ? [] : ['--fail-fast'];
}

function runTests(files: readonly string[], options: readonly string[]): { green: boolean; output: string } {
  const { status, error, stdout, stderr } = spawnSync(ava, [...options, ...files], {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: scratch },
    timeout: patience,
  });
  if (error && status === null && !('code' in error && error.code === 'ETIMEDOUT')) throw error;
  return { green: status === 0, output: `${stdout}${stderr}` };
}

function copyCheckout(): void {
  mkdirSync(scratch);
  const left = ['node_modules', '.git', '.nua-start'];
  cpSync(checkout, copy, { recursive: true, filter: path => !left.includes(basename(path)) });
  symlinkSync(join(checkout, 'node_modules'), join(copy, 'node_modules'));
}
