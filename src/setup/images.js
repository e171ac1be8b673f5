import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture, say } from './command.js';
import { canInstall, installPackages } from './engine.js';
import { call } from './http.js';

/** The images that the units of this checkout and the tests build on, and how each is made without an image registry. */
const bases = [
  { reference: 'busybox:stable', command: ['sh'], make: makeBusybox },
  { reference: 'debian:bookworm-slim', command: ['bash'], make: makeDebian },
];

/** Sees to it that the base images are there: from Debian's packages where root can, else pulled. */
export async function ensureImages() {
  for (const { reference, command, make } of bases) {
    if (await exists(reference)) continue;
    if (canInstall()) await build(reference, command, make);
    else await pull(reference);
  }
}

/** @param {string} reference */
async function exists(reference) {
  return call('GET', `/images/${reference}/json`).then(
    () => true,
    () => false,
  );
}

/** @param {string} reference */
async function pull(reference) {
  say(`pulling ${reference}`);
  const [name, tag] = reference.split(':');
  await call('POST', `/images/create?fromImage=${name}&tag=${tag}`);
}

/** @param {string} reference @param {readonly string[]} command @param {(root: string) => Promise<void>} make */
async function build(reference, command, make) {
  say(`making ${reference} from Debian packages`);
  const work = mkdtempSync(join(tmpdir(), 'nua-start-image-'));
  try {
    const root = join(work, 'root');
    mkdirSync(root);
    await make(root);
    const [repo, tag] = reference.split(':');
    const changes = encodeURIComponent(`CMD ${JSON.stringify(command)}`);
    const tar = spawn('tar', ['-C', root, '--numeric-owner', '-c', '.'], { stdio: ['ignore', 'pipe', 'inherit'] });
    await call('POST', `/images/create?fromSrc=-&repo=${repo}&tag=${tag}&changes=${changes}`, tar.stdout);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** One static binary and a link for each of its commands. @param {string} root */
async function makeBusybox(root) {
  const work = mkdtempSync(join(tmpdir(), 'nua-start-busybox-'));
  await capture('apt-get', ['update', '-qq']);
  // Unpacked, not installed: Debian's busybox-static would replace its busybox. The package is fetched
  // into a folder that apt's own unprivileged user cannot write to, hence the sandbox option.
  await capture('apt-get', ['-o', 'APT::Sandbox::User=root', 'download', 'busybox-static'], { cwd: work });
  const [archive] = readdirSync(work);
  await capture('dpkg-deb', ['-x', join(work, archive ?? ''), root]);
  rmSync(work, { recursive: true, force: true });
  rmSync(join(root, 'usr'), { recursive: true, force: true });
  const binary = join(root, 'bin', 'busybox');
  for (const applet of (await capture(binary, ['--list'])).trim().split('\n')) {
    if (applet !== 'busybox') symlinkSync('busybox', join(root, 'bin', applet));
  }
  for (const directory of ['etc', 'root', 'tmp', 'var']) mkdirSync(join(root, directory), { mode: 0o755 });
  await capture('chmod', ['1777', join(root, 'tmp')]);
  writeFileSync(join(root, 'etc', 'passwd'), 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n');
  writeFileSync(join(root, 'etc', 'group'), 'root:x:0:\nnogroup:x:65534:\n');
}

/** @param {string} root */
async function makeDebian(root) {
  await installPackages(['debootstrap'], 'debootstrap');
  await capture('debootstrap', ['--variant=minbase', 'bookworm', root]);
  for (const directory of ['var/cache/apt/archives', 'var/lib/apt/lists', 'usr/share/doc', 'usr/share/man']) {
    rmSync(join(root, directory), { recursive: true, force: true });
    mkdirSync(join(root, directory), { recursive: true });
  }
  mkdirSync(join(root, 'var/cache/apt/archives/partial'), { recursive: true });
}
