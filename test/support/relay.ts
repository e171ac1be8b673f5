import { randomBytes } from 'node:crypto';
import { createServer, connect as dial, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { Endpoint } from '../../src/docker/endpoint.ts';

/** The engine behind a socket of its own, which can fail. */
export type Relay = {
  readonly endpoint: Endpoint;
  /** Breaks all connections and takes no new ones, as when the engine ends. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
  /** Keeps all connections, takes new ones, and lets nothing through. */
  readonly freeze: () => void;
};

export async function relayTo(t: ExecutionContext, { target }: Endpoint): Promise<Relay> {
  const path = join(tmpdir(), `nua-start-relay-${randomBytes(4).toString('hex')}.sock`);
  const sockets = new Set<Socket>();
  let frozen = false;
  const serve = (near: Socket): void => {
    const options: NetConnectOpts = target;
    const far = dial(options);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => sockets.delete(one) && other.destroy());
      if (!frozen) one.pipe(other);
    }
  };
  let server = await listen(path, serve);
  const cut = async (): Promise<void> => {
    const closed = new Promise<unknown>(resolve => server.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  t.teardown(cut);
  return {
    endpoint: { address: `unix://${path}`, target: { path }, local: true, source: '-H', patience: 30 },
    cut,
    mend: async () => {
      server = await listen(path, serve);
    },
    freeze: () => {
      frozen = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
  };
}

async function listen(path: string, serve: (socket: Socket) => void): Promise<Server> {
  const server = createServer(serve);
  await new Promise<void>(listening => server.listen(path, listening));
  return server;
}
