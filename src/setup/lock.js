import { unlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { say } from './command.js';

/**
 * Does some work while nobody else on this machine does any through here. The lock is a listening socket: the kernel
 * frees it when its holder ends, however that happens, and the end of a connection to it tells those who wait.
 * Not to be nested.
 * @template T
 * @param {() => Promise<T>} work
 * @param {string} [name] of the lock
 * @returns {Promise<T>}
 */
export async function alone(work, name = 'nua-start-setup') {
  const address = addressOf(name);
  let release = await listen(address);
  if (!release) say('waiting for another set-up on this machine to end');
  while (!release) {
    await ended(address);
    release = await listen(address);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** Linux knows sockets without a file, which leave nothing behind; Windows has pipes, the others a file. @param {string} name */
function addressOf(name) {
  if (process.platform === 'linux') return `\0${name}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  return join(tmpdir(), `${name}.sock`);
}

/** @param {string} address @returns {Promise<(() => void) | undefined>} lets go of the lock; undefined when another holds it */
function listen(address) {
  return new Promise((resolve, reject) => {
    /** @type {import('node:net').Socket[]} */
    const waiting = [];
    const server = createServer(socket => void waiting.push(socket.on('error', () => socket.destroy())));
    server.on('error', error => {
      if ('code' in error && error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () =>
      resolve(() => {
        server.close();
        for (const socket of waiting) socket.destroy();
      }),
    );
  });
}

/** Resolves when the holder has let go of the lock or has died. @param {string} address @returns {Promise<void>} */
function ended(address) {
  return new Promise(resolve => {
    const socket = connect(address);
    // Nobody listens: it ended just now, or died and left its file.
    socket.on('error', () => {
      if (process.platform !== 'linux' && process.platform !== 'win32') unlink(address);
    });
    socket.on('close', () => resolve());
    socket.resume();
  });
}

/** @param {string} path */
function unlink(path) {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
