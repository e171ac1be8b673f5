import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';

const program = `
  export async function main(argv) {
    process.on('SIGTERM', () => process.exit(143));
    console.log(argv.join(' '));
    if (argv[0] === 'die') process.kill(process.pid, 'SIGKILL');
    if (argv[0] !== 'wait') return 7;
    return new Promise(() => setInterval(() => {}, 1e6));
  }`;

// What makes this node say that it is an old one. It is not handed on to the node that takes over.
const old = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"18.20.8"}})';

/** A checkout with our bin.js and a program of its own, and a wrapper of this node for the checkout's, unless `bare`. */
function makeCheckout(t: ExecutionContext, { bare = false } = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'nua-start-bin-'));
  t.teardown(() => rmSync(root, { recursive: true }));
  for (const directory of ['src/cli', 'node_modules/.bin'])
    mkdirSync(join(root, directory), { recursive: true });
  cpSync(new URL('../src/bin.js', import.meta.url), join(root, 'src/bin.js'));
  writeFileSync(join(root, 'package.json'), '{"type": "module"}');
  writeFileSync(join(root, 'src/cli/main.ts'), program);
  if (bare) return root;
  const node = join(root, 'node_modules/.bin/node');
  writeFileSync(node, `#!/bin/sh\nexec '${process.execPath}' "$@"\n`);
  chmodSync(node, 0o755);
  return root;
}

function start(root: string, options: readonly string[], ...args: readonly string[]) {
  const child = spawn(process.execPath, [...options, join(root, 'src/bin.js'), ...args]);
  return { child, out: text(child.stdout), err: text(child.stderr), end: once(child, 'close') };
}

async function firstOutput(child: ChildProcess): Promise<void> {
  if (child.stdout) await once(child.stdout, 'data');
}

test('the program gets its words, and its exit code is ours', async t => {
  const { out, end } = start(makeCheckout(t), [], 'a', '--b', 'c d');
  t.deepEqual(await end, [7, null]);
  t.is(await out, 'a --b c d\n');
});

test('an old node goes on under that of the checkout', async t => {
  const { out, end } = start(makeCheckout(t), ['--import', old], 'a', '--b', 'c d');
  t.deepEqual(await end, [7, null]);
  t.is(await out, 'a --b c d\n');
});

test('a signal goes through to the program, and its end comes back', async t => {
  const { child, end } = start(makeCheckout(t), ['--import', old], 'wait');
  await firstOutput(child);
  child.kill('SIGTERM');
  t.deepEqual(await end, [143, null]);
});

test('a signal that ended the program ends us', async t => {
  const { end } = start(makeCheckout(t), ['--import', old], 'die');
  t.deepEqual(await end, [null, 'SIGKILL']);
});

test('an old node with nowhere to go says so in one line', async t => {
  const { out, err, end } = start(makeCheckout(t, { bare: true }), ['--import', old], 'a');
  t.deepEqual(await end, [1, null]);
  t.is(await out, '');
  t.is(await err, 'error: nua-start needs Node 24 or later, this is 18.20.8\n');
});
