import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Docker from 'dockerode';

/** A Docker engine of the test's own. */
export type OwnEngine = {
  readonly socket: string;
  /** Ends it and starts it again; its containers end with it where it is asked to. */
  restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts one with the given image of the usual engine. Needs root. It has a network name-space of its own: one that shares
 * the machine's would, with --bridge=none, delete the docker0 of the usual engine.
 */
export async function startOwnEngine(image: string): Promise<OwnEngine> {
  const root = mkdtempSync(join(tmpdir(), 'nua-engine-'));
  const socket = join(root, 'docker.sock');
  let process = await start(root, socket);
  execFileSync('sh', ['-c', 'docker save "$1" | docker -H "$2" load', 'sh', image, `unix://${socket}`], {
    stdio: 'ignore',
  });
  return {
    socket,
    restart: async signal => {
      await end(process, signal);
      process = await start(root, socket);
    },
    close: async () => {
      await end(process, 'SIGTERM');
      execFileSync('sh', ['-c', 'grep " $1" /proc/mounts | cut -d" " -f2 | xargs -r umount -l', 'sh', root]);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function start(root: string, socket: string): Promise<ChildProcess> {
  const log = openSync(join(root, 'log'), 'a');
  const own = ['data', 'exec'].flatMap(name => [`--${name}-root`, join(root, name)]);
  const outside = ['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-masq=false'];
  const names = ['-H', `unix://${socket}`, '--pidfile', join(root, 'pid'), ...own, ...outside];
  // What was killed leaves them, and their numbers may be those of others by now.
  for (const file of ['pid', 'exec/containerd/containerd.pid']) rmSync(join(root, file), { force: true });
  const process = spawn('unshare', ['--net', 'dockerd', ...names], {
    stdio: ['ignore', log, log],
    detached: true,
  });
  const engine = new Docker({ socketPath: socket });
  for (let tried = 0; tried < 600; tried += 1) {
    if (process.exitCode !== null) break;
    const answers = await engine.ping().then(
      () => true,
      () => false,
    );
    if (answers) return process;
    // Nothing tells of an engine that answers.
    await delay(100);
  }
  const text = readFileSync(join(root, 'log'), 'utf8').split('\n').slice(-20).join('\n');
  throw new Error(`the engine does not answer:\n${text}`);
}

async function end(process: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (process.exitCode !== null) return;
  const exit = once(process, 'exit');
  process.kill(signal);
  await exit;
}
