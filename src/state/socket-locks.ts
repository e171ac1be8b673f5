import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { codeOf } from '../core/errors.ts';
import type { Held, Holder, Lock, Locks } from './lock.ts';
import { lockName, parseHolder } from './lock-name.ts';
import type { RunScope } from './run-record.ts';

/**
 * A lock is an abstract unix socket that its holder listens on: it has no file, and goes with the process. Whoever
 * connects is told who holds it, and sees the connection end when the lock is free.
 */
export const socketLocks: Locks = {
  take: async (scope, holder) => {
    for (;;) {
      const lock = await listen(scope, holder);
      if (lock) return lock;
      const held = await ask(scope);
      // Freed between the two.
      if (held) return held;
    }
  },
  look: async scope => {
    const held = await ask(scope);
    if (!held) return undefined;
    held.connection.destroy();
    return { holder: held.holder };
  },
};

/** Undefined where somebody else listens. */
async function listen(scope: RunScope, holder: Holder): Promise<Lock | undefined> {
  const waiting = new Set<Socket>();
  const server = createServer(socket => {
    waiting.add(socket.unref());
    socket.on('close', () => waiting.delete(socket)).on('error', () => socket.destroy());
    socket.write(`${JSON.stringify(holder)}\n`);
  });
  try {
    server.listen(`\0${lockName(scope)}`);
    await once(server, 'listening');
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return undefined;
    throw error;
  }
  server.unref();
  return { release: () => close(server, waiting) };
}

async function close(server: Server, waiting: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise(resolve => server.close(resolve));
  for (const socket of waiting) socket.destroy();
  await closed;
}

/** Milliseconds in which a holder that is busy, or suspended, may not answer. */
const patience = 1000;

const longestHolder = 10_000;

/** Undefined where nobody listens. */
async function ask(scope: RunScope): Promise<(Held & { readonly connection: Socket }) | undefined> {
  const connection = connect(`\0${lockName(scope)}`);
  try {
    await once(connection, 'connect');
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ECONNREFUSED' || code === 'ECONNRESET') return undefined;
    throw error;
  }
  const ended = new Promise<void>(resolve => connection.on('close', resolve).on('error', () => undefined));
  const holder = await readLine(connection, ended);
  // Who does not wait for the lock is not to be kept by it.
  connection.unref();
  return {
    connection,
    holder: holder === undefined ? undefined : parseHolder(holder),
    freed: async signal => {
      connection.ref();
      try {
        signal.throwIfAborted();
        // A holder that hangs up and goes on listening is not asked again and again without a pause.
        const hungUp = connection.closed ? aWhile(signal) : ended;
        await Promise.race([hungUp, once(signal, 'abort')]);
        signal.throwIfAborted();
      } finally {
        connection.destroy();
      }
    },
  };
}

async function aWhile(signal: AbortSignal): Promise<void> {
  await delay(patience, undefined, { signal }).catch(() => signal.throwIfAborted());
}

async function readLine(connection: Socket, ended: Promise<void>): Promise<string | undefined> {
  let text = '';
  connection.setEncoding('utf8');
  const silence = AbortSignal.timeout(patience);
  const line = new Promise<void>(resolve => {
    connection.on('data', chunk => {
      text += chunk;
      // Whoever has taken the name may never end.
      if (text.includes('\n') || text.length > longestHolder) resolve();
    });
  });
  await Promise.race([line, ended, once(silence, 'abort')]);
  return text === '' ? undefined : text.split('\n')[0];
}
