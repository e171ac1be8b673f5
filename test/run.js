// `npm test`: installs what is missing and runs every check. `npm test -- FILE…` runs these test files only.
// The last line on stdout is `N passed, N failed`. Plain JavaScript: it starts on whatever Node is there.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureEngine } from '../src/setup/engine.js';
import { ensureImages } from '../src/setup/images.js';
import { ensurePackages, env, root } from '../src/setup/packages.js';
import { countTests, isLogged, isPassed } from './run/ava.js';
import { runCommand } from './run/command.js';

/** @typedef {{passed: number, failed: number}} Count */

/** @type {readonly {name: string, command: readonly [string, ...string[]]}[]} */
const checks = [
  { name: 'format and lint (biome)', command: ['biome', 'ci', '--error-on-warnings', '--colors=off', '.'] },
  { name: 'types (tsc)', command: ['tsc', '-p', '.', '--pretty', 'false'] },
  { name: 'layers', command: ['node', 'test/layers.ts'] },
  { name: 'unused code (knip)', command: ['knip', '--no-progress'] },
];

const chosen = process.argv.slice(2);
const room = mkdtempSync(join(tmpdir(), 'nua-start-npm-test-'));
/** @type {Count} */
const sum = { passed: 0, failed: 0 };

try {
  await ensurePackages();
  await ensureEngine();
  await ensureImages();
  await makePackage();
  for await (const { passed, failed } of chosen.length > 0 ? runTests('chosen tests', chosen) : runAll()) {
    sum.passed += passed;
    sum.failed += failed;
  }
} catch (error) {
  console.log(`error: ${error instanceof Error ? error.message : error}`);
  sum.failed += 1;
} finally {
  rmSync(room, { recursive: true, force: true });
}
console.log(`${sum.passed} passed, ${sum.failed} failed`);
process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;

/** The tests try the package as it is installed, and what is compiled of it and of them is kept for all of them. */
async function makePackage() {
  const directory = join(room, 'package');
  const { code, lines } = await runCommand(['node', 'src/packaging/build-package.ts', directory]);
  if (code !== 0) throw new Error(`the package cannot be made:\n${lines.join('\n')}`);
  Object.assign(env, {
    NUA_TEST_PROGRAM: join(directory, 'src', 'bin.js'),
    NODE_COMPILE_CACHE: join(room, 'compiled'),
  });
}

/** Everything, one after the other; what fails stops nothing. @returns {AsyncGenerator<Count>} */
async function* runAll() {
  for (const check of checks) yield await runCheck(check);
  const files = findTests();
  const scenarios = files.filter(file => file.startsWith('scenarios'));
  const units = files.filter(file => !scenarios.includes(file));
  yield* runTests('unit tests', units.map(inTests));
  yield* runTests('scenarios', scenarios.map(inTests));
}

/** @param {typeof checks[number]} check @returns {Promise<Count>} */
async function runCheck({ name, command }) {
  const { code, lines, seconds } = await runCommand(command);
  report(code === 0, name, seconds, lines);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @param {string} name @param {readonly string[]} files @returns {AsyncGenerator<Count>} */
async function* runTests(name, files) {
  // Without files ava would run all there are.
  if (files.length === 0) {
    report(false, name, 0, ['there is no test file']);
    yield { passed: 0, failed: 1 };
    return;
  }
  console.log(`        ${name}: ${files.length} files`);
  const { code, lines, seconds } = await runCommand(['ava', ...files], line => {
    if (isPassed(line) || isLogged(line)) console.log(`        ${line.trim()}`);
  });
  const { passed, failed, problem } = countTests(lines, code);
  const rest = lines.filter(line => !isPassed(line));
  const title = `${name}: ${passed} passed, ${failed} failed`;
  report(failed === 0, title, seconds, problem ? [...rest, problem] : rest);
  yield { passed, failed };
}

/** @param {boolean} ok @param {string} title @param {number} seconds @param {readonly string[]} output */
function report(ok, title, seconds, output) {
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${title} (${seconds.toFixed(1)} s)`);
  if (!ok) console.log(output.map(line => `        ${line}`).join('\n'));
}

function findTests() {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
  return files.filter(file => file.endsWith('.test.ts')).sort();
}

/** @param {string} file */
function inTests(file) {
  return `test/${file}`;
}
