import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { capture, say } from './command.js';
import { call } from './http.js';
import { alone } from './lock.js';

const log = '/var/log/nua-start-dockerd.log';
const pidFile = '/var/run/docker.pid';
/** Of the containerd that dockerd starts itself. */
const containerdPidFile = '/var/run/docker/containerd/containerd.pid';

/** Sees to it that a Docker engine answers; installs and starts one where none does and that is ours to do. */
export async function ensureEngine() {
  const failure = await ping();
  if (!failure) return;
  if (process.env.DOCKER_HOST) {
    throw new Error(`no Docker engine answers at DOCKER_HOST=${process.env.DOCKER_HOST}: ${failure}`);
  }
  if (!canInstall()) throw new Error(`no Docker engine answers: ${failure}\n${advice}`);
  await alone(async () => {
    if (!(await ping())) return;
    if (!find('dockerd')) await installPackages(['docker.io', 'iptables'], 'a Docker engine');
    await startEngine();
  });
}

const advice = `  hint: install Docker Engine and start it, then run this again. On Debian and Ubuntu:
    sudo apt-get install docker.io
    sudo systemctl enable --now docker
    sudo usermod -aG docker "$USER"    # then log in again
  Elsewhere: Docker Desktop, or your distribution's "docker" package. An engine that listens
  somewhere else is named by DOCKER_HOST, for example DOCKER_HOST=unix://$HOME/.docker/run/docker.sock
  or DOCKER_HOST=tcp://127.0.0.1:2375.`;

/** Whether this is root on Debian or Ubuntu: only there are packages installed without asking. */
export function canInstall() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @param {readonly string[]} names Debian packages @param {string} what what they are for, in words */
export async function installPackages(names, what) {
  say(`installing ${what} (${names.join(', ')})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Another apt may be at work, for example the daily one.
  const patience = ['-o', 'DPkg::Lock::Timeout=300', '-qq'];
  await capture('apt-get', [...patience, 'update'], { env });
  await capture('apt-get', [...patience, 'install', '-y', '--no-install-recommends', ...names], { env });
}

/** @returns {Promise<string | undefined>} why no engine answers */
async function ping() {
  try {
    await call('GET', '/_ping', { timeout: 10_000 });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    return error.message || ('code' in error ? String(error.code) : error.name);
  }
}

/** Sees to it that one dockerd runs, and waits until it answers. One that somebody else is starting is left to come up. */
async function startEngine() {
  const deadline = Date.now() + 90_000;
  if (existsSync('/run/systemd/system')) await capture('systemctl', ['start', 'docker']);
  /** @type {ReturnType<typeof launch> | undefined} */
  let own;
  while (await ping()) {
    if (!runs('dockerd', pidFile)) {
      if (own?.ended()) throw new Error(`the engine did not start: ${own.ended()}; see ${log}`);
      own ??= launch();
    }
    if (Date.now() > deadline) throw new Error(`the engine did not start: no answer in 90 s; see ${log}`);
    await delay(100);
  }
  own?.letGo();
}

/**
 * Whether there is a program that has written its pid file. The number there may long be that of another process, or of
 * one that was killed and that nobody has waited for: its command line is empty.
 * @param {string} program @param {string} file
 */
function runs(program, file) {
  try {
    const command = readFileSync(`/proc/${readFileSync(file, 'utf8').trim()}/cmdline`, 'utf8');
    return new RegExp(`(^|/)${program}\0`).test(command);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return false;
    throw error;
  }
}

/** Starts dockerd so that it outlives this process. */
function launch() {
  say(`starting dockerd in the background (its output: ${log})`);
  // It would not start where the number in a left pid file now is that of any other process.
  rmSync(pidFile, { force: true });
  // And it would wait in vain for a containerd of which only the pid file is left.
  if (!runs('containerd', containerdPidFile)) rmSync(containerdPidFile, { force: true });
  const output = openSync(log, 'a');
  const child = spawn(find('dockerd') ?? 'dockerd', [], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  let ended = '';
  child.on('error', error => {
    ended = error.message;
  });
  child.on('exit', (code, signal) => {
    ended = `dockerd ended with ${signal ?? `exit code ${code}`}`;
  });
  return { ended: () => ended, letGo: () => child.unref() };
}

/** @param {string} program @returns {string | undefined} its path; root's directories count even where PATH lacks them */
function find(program) {
  const directories = [...(process.env.PATH ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return directories.map(directory => join(directory, program)).find(path => existsSync(path));
}
