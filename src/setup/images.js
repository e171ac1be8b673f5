import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, say } from './command.js';
import { canInstall, installPackages } from './engine.js';
import { call, endpoint } from './http.js';
import { alone } from './lock.js';

const prefix = 'nua-start-image-';

/**
 * The images that the units of this checkout and the tests build on, and how each is made without an image registry:
 * `make` fills the directory `root` and may use the directory `scratch`.
 */
const bases = [
  { reference: 'busybox:stable', command: ['sh'], make: makeBusybox },
  { reference: 'debian:bookworm-slim', command: ['bash'], make: makeDebian },
];

/** Sees to it that the base images are there: from Debian's packages where root can, else pulled. */
export async function ensureImages() {
  if ((await missing()).length === 0) return;
  await alone(async () => {
    removeLeftovers();
    for (const { reference, command, make } of await missing()) {
      if (canMake()) await build(reference, command, make);
      else await pull(reference);
    }
  });
}

/** What a run that was killed has left. Nobody else makes images now. */
function removeLeftovers() {
  for (const name of readdirSync(tmpdir())) {
    if (name.startsWith(prefix)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

async function missing() {
  const there = await Promise.all(bases.map(({ reference }) => exists(reference)));
  return bases.filter((_, index) => !there[index]);
}

/** @param {string} reference */
async function exists(reference) {
  return call('GET', `/images/${reference}/json`).then(
    () => true,
    () => false,
  );
}

/** Packages of this machine are for its own processor: an engine elsewhere may have another. */
function canMake() {
  const where = endpoint();
  return canInstall() && where !== undefined && 'socketPath' in where;
}

/** @param {string} reference */
async function pull(reference) {
  say(`pulling ${reference}`);
  const [name, tag] = reference.split(':');
  await call('POST', `/images/create?fromImage=${name}&tag=${tag}`);
}

/**
 * @param {string} reference @param {readonly string[]} command
 * @param {(root: string, scratch: string) => Promise<void>} make
 */
async function build(reference, command, make) {
  say(`making ${reference} from Debian packages`);
  const work = mkdtempSync(join(tmpdir(), prefix));
  try {
    const [root, scratch] = [join(work, 'root'), join(work, 'scratch')];
    for (const directory of [root, scratch]) makeDirectory(directory);
    await make(root, scratch);
    await importImage(root, reference, command);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * Makes an image of a directory. It gets its name only when all of it has arrived: half an image, with that name,
 * would be taken for the whole for ever.
 * @param {string} root @param {string} reference @param {readonly string[]} command
 */
async function importImage(root, reference, command) {
  const tar = spawn('tar', ['-C', root, '--numeric-owner', '-c', '.'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const changes = encodeURIComponent(`CMD ${JSON.stringify(command)}`);
  const [answer, [code]] = await Promise.all([
    call('POST', `/images/create?fromSrc=-&changes=${changes}`, { body: tar.stdout }),
    once(tar, 'close'),
  ]);
  const id = /sha256:[0-9a-f]{64}/.exec(answer)?.[0];
  if (!id) throw new Error(`the engine named no image: ${answer.trim()}`);
  if (code !== 0) {
    await call('DELETE', `/images/${id}`);
    throw new Error(`tar ended with exit code ${code}`);
  }
  const [repo, tag] = reference.split(':');
  await call('POST', `/images/${id}/tag?repo=${repo}&tag=${tag}`);
}

/** One static binary and a link for each of its commands. @param {string} root @param {string} scratch */
async function makeBusybox(root, scratch) {
  await capture('apt-get', ['update', '-qq']);
  // Unpacked, not installed: Debian's busybox-static would replace its busybox. The package is fetched
  // into a folder that apt's own unprivileged user cannot write to, hence the sandbox option.
  await capture('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', 'busybox-static'], { cwd: scratch });
  const [archive] = readdirSync(scratch);
  await capture('dpkg-deb', ['-x', join(scratch, archive ?? ''), root]);
  rmSync(join(root, 'usr'), { recursive: true, force: true });
  const binary = join(root, 'bin', 'busybox');
  for (const applet of (await capture(binary, ['--list'])).trim().split('\n')) {
    if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet));
  }
  for (const directory of ['etc', 'root', 'tmp', 'var']) makeDirectory(join(root, directory));
  chmodSync(join(root, 'tmp'), 0o1777);
  const files = {
    passwd: 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n',
    group: 'root:x:0:\nnogroup:x:65534:\n',
  };
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(root, 'etc', name), text, { mode: 0o644 });
}

/** @param {string} root */
async function makeDebian(root) {
  await installPackages(['debootstrap', 'debian-archive-keyring'], 'debootstrap');
  // In a mount name-space of its own: what it mounts under root is gone with it, even when it is killed.
  await capture('unshare', ['--mount', 'debootstrap', '--variant=minbase', 'bookworm', root]);
  for (const directory of ['var/cache/apt/archives', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/man']) {
    rmSync(join(root, directory), { recursive: true, force: true });
    makeDirectory(join(root, directory));
  }
  makeDirectory(join(root, 'var/cache/apt/archives/partial'));
}

/** Readable for all, whatever the umask. @param {string} path */
function makeDirectory(path) {
  mkdirSync(path);
  chmodSync(path, 0o755);
}
