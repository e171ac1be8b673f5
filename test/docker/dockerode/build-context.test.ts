import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import test from 'ava';
import { OrderError } from '../../../src/core/errors.ts';
import { packContext } from '../../../src/docker/dockerode/build-context.ts';

/** Makes a directory with these files in it, which goes when the test ends. */
async function makeTree(
  t: { teardown(act: () => Promise<void>): void },
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'nua-context-'));
  t.teardown(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

/** Lists or prints an archive with tar, whose answer it is. */
async function tar(archive: Buffer, ...args: readonly string[]): Promise<string> {
  return await new Promise((resolve, reject) => {
    const child = execFile('tar', [...args], (error, stdout) => (error ? reject(error) : resolve(stdout)));
    child.stdin?.end(archive);
  });
}

async function pack(directory: string, dockerfile = 'Dockerfile'): Promise<Buffer> {
  return await buffer((await packContext(directory, dockerfile)).archive);
}

async function namesIn(archive: Buffer): Promise<readonly string[]> {
  const lines = (await tar(archive, '-tv')).trim().split('\n');
  const files = lines.filter(line => !line.startsWith('d'));
  return files.map(line => line.split(' ').at(-1) ?? '').sort();
}

const everything = {
  Dockerfile: 'FROM scratch',
  'a.txt': 'a',
  'b.log': 'b',
  'lib/c.txt': 'c',
  'lib/deep/d.log': 'd',
  'lib/deep/e.txt': 'e',
};

const ignored: readonly (readonly [rules: string | undefined, names: readonly string[]])[] = [
  [undefined, ['Dockerfile', 'a.txt', 'b.log', 'lib/c.txt', 'lib/deep/d.log', 'lib/deep/e.txt']],
  ['*.log', ['.dockerignore', 'Dockerfile', 'a.txt', 'lib/c.txt', 'lib/deep/d.log', 'lib/deep/e.txt']],
  ['**/*.log', ['.dockerignore', 'Dockerfile', 'a.txt', 'lib/c.txt', 'lib/deep/e.txt']],
  ['lib', ['.dockerignore', 'Dockerfile', 'a.txt', 'b.log']],
  ['LIB', ['.dockerignore', 'Dockerfile', 'a.txt', 'b.log', 'lib/c.txt', 'lib/deep/d.log', 'lib/deep/e.txt']],
  ['# all\n*\n!lib/deep/e.txt\n', ['.dockerignore', 'Dockerfile', 'lib/deep/e.txt']],
  ['*', ['.dockerignore', 'Dockerfile']],
];

for (const [rules, names] of ignored) {
  test(`what .dockerignore ${JSON.stringify(rules)} leaves`, async t => {
    const root = await makeTree(t, { ...everything, ...(rules !== undefined && { '.dockerignore': rules }) });
    t.deepEqual(await namesIn(await pack(root)), names);
  });
}

test('an ignored directory of which nothing is brought back is not sent', async t => {
  const root = await makeTree(t, { ...everything, '.dockerignore': 'lib\n!a.txt' });
  t.notRegex(await tar(await pack(root), '-t'), /lib/);
});

test('the ignore file of the Dockerfile comes before the directory’s', async t => {
  const root = await makeTree(t, {
    'docker/web': 'FROM scratch',
    'docker/web.dockerignore': '*.txt\ndocker',
    '.dockerignore': '*.log',
    'a.txt': 'a',
    'b.log': 'b',
  });
  t.deepEqual(await namesIn(await pack(root, 'docker/web')), ['.dockerignore', 'b.log', 'docker/web']);
  t.is((await packContext(root, join(root, 'docker/web'))).dockerfile, 'docker/web');
});

test('links stay links, modes stay, owners become root, the order is by name', async t => {
  const root = await makeTree(t, { Dockerfile: 'FROM scratch', 'b.sh': '#!/bin/sh', 'a.txt': 'a' });
  await symlink('/nowhere', join(root, 'link'));
  for (const name of ['Dockerfile', 'a.txt']) await chmod(join(root, name), 0o644);
  await chmod(join(root, 'b.sh'), 0o4777);
  const listed = (await tar(await pack(root), '-tv', '--numeric-owner')).trim().split('\n');
  t.deepEqual(
    listed.map(line => line.replace(/\s+\d+ \d{4}-\S+ \S+/, '')),
    [
      '-rw-r--r-- 0/0 Dockerfile',
      '-rw-r--r-- 0/0 a.txt',
      '-rwsrwxrwx 0/0 b.sh',
      'lrwxrwxrwx 0/0 link -> /nowhere',
    ],
  );
});

test('the same files give the same archive', async t => {
  const digests: string[] = [];
  for (const names of [
    ['z', 'a', 'm'],
    ['m', 'z', 'a'],
  ]) {
    const all = ['Dockerfile', ...names];
    const root = await makeTree(t, Object.fromEntries(all.map(name => [name, name])));
    for (const name of [...all, '.']) await utimes(join(root, name), 1_000_000, 1_000_000);
    digests.push(
      createHash('sha256')
        .update(await pack(root))
        .digest('hex'),
    );
  }
  t.is(digests[0], digests[1]);
});

test('a Dockerfile outside goes along under a name that the engine takes out of the build', async t => {
  const root = await makeTree(t, {
    'context/a.txt': 'a',
    'context/.dockerignore': 'x',
    'other/Dockerfile': 'FROM y',
  });
  const context = await packContext(join(root, 'context'), '../other/Dockerfile');
  const archive = await buffer(context.archive);
  t.regex(context.dockerfile, /^\.dockerfile\.[0-9a-f]{20}$/);
  t.deepEqual(await namesIn(archive), [context.dockerfile, '.dockerignore', 'a.txt'].sort());
  t.is(await tar(archive, '-xO', context.dockerfile), 'FROM y');
  t.is(await tar(archive, '-xO', '.dockerignore'), `x\n${context.dockerfile}\n`);
});

test('without a .dockerignore of its own, that one is taken out, too', async t => {
  const root = await makeTree(t, { 'context/a.txt': 'a', Dockerfile: 'FROM y' });
  const context = await packContext(join(root, 'context'), join(root, 'Dockerfile'));
  const text = await tar(await buffer(context.archive), '-xO', '.dockerignore');
  t.is(text, `.dockerignore\n${context.dockerfile}\n`);
});

test('an empty directory may be the context of a Dockerfile outside', async t => {
  const root = await makeTree(t, { Dockerfile: 'FROM y' });
  await mkdir(join(root, 'context'));
  const context = await packContext(join(root, 'context'), join(root, 'Dockerfile'));
  t.deepEqual(await namesIn(await buffer(context.archive)), [context.dockerfile, '.dockerignore'].sort());
});

test('a missing directory, a file in its place, a missing Dockerfile outside', async t => {
  const root = await makeTree(t, { 'a.txt': 'a' });
  const cases = [
    [join(root, 'none'), 'Dockerfile', /^there is no build context /],
    [join(root, 'a.txt'), 'Dockerfile', /is no directory$/],
    [root, 'Dockerfile', /^there is no Dockerfile in /],
    [root, 'docker/web', /^there is no docker\/web in /],
    [root, '../none/Dockerfile', /^the Dockerfile .* cannot be read: ENOENT/],
  ] as const;
  for (const [directory, dockerfile, message] of cases) {
    const error = await t.throwsAsync(packContext(directory, dockerfile), {
      instanceOf: OrderError,
      message,
    });
    t.truthy(error?.hint);
  }
});

test('a file that vanishes before it is packed is an error, and no shorter archive', async t => {
  const root = await makeTree(t, { 'a.txt': 'a', 'b.txt': 'b', dockerfile: 'FROM scratch' });
  const { archive } = await packContext(root, 'Dockerfile');
  await rm(join(root, 'a.txt'));
  const message = /^the build context cannot be read: ENOENT.*a\.txt/;
  await t.throwsAsync(buffer(archive), { instanceOf: OrderError, message });
});

test('nothing is read of an archive that nobody wants', async t => {
  const root = await makeTree(t, { Dockerfile: 'FROM scratch' });
  const { archive } = await packContext(root, 'Dockerfile');
  archive.destroy();
  await once(archive, 'close');
  t.true(archive.destroyed);
});
