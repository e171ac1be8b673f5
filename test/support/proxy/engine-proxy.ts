import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { breakWithin } from './break-within.ts';
import type { Fault, FaultAt, ProxiedCall } from './fault.ts';
import { openTunnel } from './tunnel.ts';

/** A unix socket between a client and the engine, that sees each call and lets go wrong what it is told to. */
export type EngineProxy = {
  /** For DOCKER_HOST. */
  readonly address: string;
  /** The calls since the last `expect`, in the order in which they began. */
  readonly calls: readonly ProxiedCall[];
  /** Counts anew from here on. `kill` ends the client at once, for the fault of that name. */
  expect(faultAt?: FaultAt, kill?: () => void): void;
  /** Closes every connection that there is, as an engine does that ends. */
  hangUp(): void;
  close(): Promise<void>;
};

/** @param engine path of the engine's socket, or undefined where there is none yet: calls are then broken */
export async function openProxy(engine = engineSocket()): Promise<EngineProxy> {
  const path = join(tmpdir(), `nua-start-proxy-${randomBytes(6).toString('hex')}.sock`);
  const sockets = new Set<Duplex>();
  let calls: ProxiedCall[] = [];
  let count = 0;
  let faultAt: FaultAt = () => undefined;
  let kill = (): void => undefined;

  const note = ({ method = '', url = '' }: IncomingMessage): Fault | undefined => {
    const isPing = url.startsWith('/_ping');
    if (!isPing) count += 1;
    const call = { number: isPing ? 0 : count, method, path: url.replace(/\?$/, '') };
    if (!isPing) calls.push(call);
    return faultAt(call);
  };
  const server = createServer((incoming, answer) => {
    const fault = note(incoming);
    if (fault?.kind === 'kill' && fault.when === 'before') return kill();
    void proxy(incoming, answer, { engine, fault, kill });
  });
  server.on('upgrade', (incoming, client, head) => {
    const fault = note(incoming);
    if (fault?.kind === 'kill' && fault.when === 'before') return kill();
    void openTunnel({ incoming, client, head }, { engine, fault, kill });
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    // A client that was killed, or that gave up.
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  // Long streams, and builds that take their time.
  server.requestTimeout = 0;
  server.listen(path);
  await once(server, 'listening');
  const hangUp = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    address: `unix://${path}`,
    get calls() {
      return calls;
    },
    expect: (next = () => undefined, killer = () => undefined) => {
      [calls, count, faultAt, kill] = [[], 0, next, killer];
    },
    hangUp,
    close: async () => {
      hangUp();
      await new Promise(closed => server.close(closed));
      rmSync(path, { force: true });
    },
  };
}

/** How a call is passed on. */
export type Passage = {
  readonly engine: string;
  readonly fault: Fault | undefined;
  readonly kill: () => void;
};

async function proxy(incoming: IncomingMessage, answer: ServerResponse, passage: Passage): Promise<void> {
  const { engine, fault, kill } = passage;
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'refuse') return void answer.destroy();
  if (fault?.kind === 'error') return refuse(incoming, answer);
  if (fault?.kind === 'delay') await delay(fault.milliseconds);
  const { method, url, headers } = incoming;
  const outgoing = request({ socketPath: engine, method, path: url, headers, agent: false });
  const giveUp = (): void => void answer.destroy();
  outgoing.on('error', giveUp);
  answer.on('close', () => outgoing.destroy());
  incoming.on('error', giveUp);
  incoming.pipe(outgoing);
  outgoing.on('response', given => {
    given.on('error', giveUp);
    if (fault?.kind === 'kill') return kill();
    if (fault?.kind === 'lose') return giveUp();
    answer.writeHead(given.statusCode ?? 502, given.rawHeaders);
    answer.flushHeaders();
    if (fault?.kind === 'cut' || fault?.kind === 'stall') return breakWithin(given, answer, fault.kind);
    given.pipe(answer);
  });
}

function refuse(incoming: IncomingMessage, answer: ServerResponse): void {
  incoming.resume();
  incoming.on('end', () => {
    answer.writeHead(500, { 'Content-Type': 'application/json' }).end('{"message":"the proxy says no"}');
  });
}

/** That of the engine which the tests run on. */
function engineSocket(): string {
  return process.env['DOCKER_HOST']?.replace(/^unix:\/\//, '') ?? '/var/run/docker.sock';
}
