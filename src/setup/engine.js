import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { capture, say } from './command.js';
import { call } from './http.js';

const log = '/var/log/nua-start-dockerd.log';

/** Sees to it that a Docker engine answers; installs and starts one where none does and that is ours to do. */
export async function ensureEngine() {
  const failure = await ping();
  if (!failure) return;
  if (process.env.DOCKER_HOST) {
    throw new Error(`no Docker engine answers at DOCKER_HOST=${process.env.DOCKER_HOST}: ${failure}`);
  }
  if (!canInstall()) throw new Error(`no Docker engine answers: ${failure}\n${advice}`);
  if (!existsSync('/usr/sbin/dockerd') && !existsSync('/usr/bin/dockerd')) {
    await installPackages(['docker.io', 'iptables'], 'a Docker engine');
  }
  await startEngine();
}

const advice = `  hint: install Docker Engine and start it, then run this again. On Debian and Ubuntu:
    sudo apt-get install docker.io
    sudo systemctl enable --now docker
    sudo usermod -aG docker "$USER"    # then log in again
  Elsewhere: Docker Desktop, or your distribution's "docker" package. An engine on another
  machine is named by DOCKER_HOST, for example DOCKER_HOST=tcp://127.0.0.1:2375.`;

/** Whether this is root on Debian or Ubuntu: only there are packages installed without asking. */
export function canInstall() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}

/** @param {readonly string[]} names Debian packages @param {string} what what they are for, in words */
export async function installPackages(names, what) {
  say(`installing ${what} (${names.join(', ')})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await capture('apt-get', ['update', '-qq'], { env });
  await capture('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env });
}

/** @returns {Promise<string | undefined>} why no engine answers */
async function ping() {
  try {
    await call('GET', '/_ping');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message || String(error) : String(error);
  }
}

/** Starts dockerd so that it outlives this process, and waits until it answers. */
async function startEngine() {
  say(`starting dockerd in the background (its output: ${log})`);
  const output = openSync(log, 'a');
  const child = spawn('dockerd', [], { detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  let ended = '';
  child.on('error', error => {
    ended = error.message;
  });
  child.on('exit', code => {
    ended = `dockerd ended with exit code ${code}`;
  });
  const deadline = Date.now() + 60_000;
  while (await ping()) {
    if (ended || Date.now() > deadline) throw new Error(`the engine did not start: ${ended || 'no answer in 60 s'}; see ${log}`);
    await delay(100);
  }
  child.unref();
}
