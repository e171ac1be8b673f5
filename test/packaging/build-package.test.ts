// The package as it is installed: the program without its packages and sources.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { ownVersion } from '../../src/cli/own-version.ts';
import { buildPackage } from '../../src/packaging/build-package.ts';
import { runCommand } from '../run/command.js';

const directory = mkdtempSync(join(tmpdir(), 'nua-start-package-'));
const program = join(directory, 'src/bin.js');

test.before(() => buildPackage(directory));
test.after.always(() => rmSync(directory, { recursive: true, force: true }));

async function run(...args: readonly string[]): Promise<{ code: number; text: string }> {
  const { code, lines } = await runCommand([process.execPath, program, ...args]);
  return { code, text: lines.join('\n') };
}

test('it needs no other package, and holds no TypeScript', t => {
  const own = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  t.deepEqual(own.bin, { 'nua-start': 'src/bin.js' });
  t.is(own.dependencies, undefined);
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  t.deepEqual(
    files.filter(file => file.endsWith('.ts') || file.includes('node_modules')),
    [],
  );
});

test('it knows its version, and has the scripts of the shells', async t => {
  t.deepEqual(await run('version'), { code: 0, text: `nua-start ${ownVersion()}` });
  for (const shell of ['bash', 'zsh', 'fish'])
    t.regex((await run('completion', shell)).text, /^# Completion of nua-start|^#compdef/m);
});

test('it takes the place of an earlier one, and of nothing else', async t => {
  const other = join(directory, 'other');
  mkdirSync(other);
  await buildPackage(other);
  await buildPackage(other);
  const description = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
  const refused = { message: `${other} holds something else than an earlier package` };
  // That of a checkout.
  writeFileSync(join(other, 'package.json'), description);
  await t.throwsAsync(buildPackage(other), refused);
  rmSync(join(other, 'package.json'));
  await t.throwsAsync(buildPackage(other), refused);
  t.true(existsSync(join(other, 'README.md')));
});

test('it lays out a directory, reads its unit, and plans it on the engine', async t => {
  const configuration = join(directory, 'made');
  t.is((await run('init', configuration)).code, 0);
  const [unit = ''] = readdirSync(join(configuration, 'units'));
  const listed = await run('-c', configuration, 'list', '--units');
  t.regex(listed.text, new RegExp(`^${unit}/`, 'm'));
  t.is((await run('-c', configuration, 'validate')).code, 0);
  const plan = await run('-c', configuration, 'run', '--plan', `${unit}/start`);
  t.is(plan.code, 0, plan.text);
});

test('an unknown command is told as ever', async t => {
  const { code, text } = await run('runn');
  t.is(code, 2);
  t.regex(text, /^error: .*runn/m);
});
