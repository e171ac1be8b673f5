import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import * as v from 'valibot';
import { isObject, type JsonObject, objectIn } from '../core/json.ts';
import type { Docker } from '../docker/engine.ts';
import type { Condition, Parameterized } from './condition.ts';
import { outlast } from './patience.ts';
import type { Watched } from './watch.ts';

/**
 * The container's TCP port takes connections, at its published address where it has one, else at its address on its
 * first network, which may be that of another container or of this machine.
 */
export const port = {
  takes: 'NUMBER',
  schema: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(1),
    v.maxValue(65535),
    v.transform(
      (number): Condition => ({
        unmet: `does not listen on port ${number}`,
        readsLog: false,
        judge: () => 'open',
        observe: watched => ({ met: awaitPort(number, watched) }),
      }),
    ),
  ),
} satisfies Parameterized;

/** Neither the engine nor the kernel tells of a port that begins to listen: it is tried this often, in milliseconds. */
const interval = 50;

async function awaitPort(number: number, { id, docker, signal }: Watched): Promise<void> {
  for (;;) {
    const address = addressOf(await outlast(() => inspectNetworked(id, docker, signal), signal), number);
    if (address && (await listens(address, signal))) return;
    await delay(interval, undefined, { signal });
  }
}

type Address = {
  readonly host: string;
  readonly port: number;
  /** Whether Docker's proxy for published ports stands before the container. */
  readonly proxied: boolean;
};

/** A container, or the one whose network it uses. */
async function inspectNetworked(name: string, docker: Docker, signal: AbortSignal): Promise<JsonObject> {
  const inspected = (await docker.inspectContainer(name, signal)) ?? {};
  const mode = objectIn(inspected, 'HostConfig')['NetworkMode'];
  const [, other] = typeof mode === 'string' ? (/^container:(.+)$/.exec(mode) ?? []) : [];
  return other === undefined ? inspected : inspectNetworked(other, docker, signal);
}

function addressOf(inspected: JsonObject, port: number): Address | undefined {
  const settings = objectIn(inspected, 'NetworkSettings');
  const published = objectIn(settings, 'Ports')[`${port}/tcp`];
  const [binding] = Array.isArray(published) ? published.filter(isObject) : [];
  if (binding)
    return {
      host: String(binding['HostIp']).replace(/^(0\.0\.0\.0|::)$/, '127.0.0.1'),
      port: Number(binding['HostPort']),
      proxied: true,
    };
  if (objectIn(inspected, 'HostConfig')['NetworkMode'] === 'host')
    return { host: '127.0.0.1', port, proxied: false };
  const networks = objectIn(settings, 'Networks');
  const host = Object.keys(networks)
    .map(network => objectIn(networks, network)['IPAddress'])
    .find(Boolean);
  return typeof host === 'string' ? { host, port, proxied: false } : undefined;
}

async function listens(address: Address, signal: AbortSignal): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, 'connect', { signal });
    if (address.proxied) await outlives(socket, signal);
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    socket.destroy();
  }
}

/** How long a connection through the proxy has to stay open, in milliseconds. */
const proof = 100;

/**
 * Docker's proxy takes every connection and closes it again when nobody listens inside, so one that stays open or brings
 * data counts.
 */
async function outlives(socket: Socket, signal: AbortSignal): Promise<void> {
  await Promise.race([once(socket, 'data', { signal }), closed(socket), delay(proof, undefined, { signal })]);
}

async function closed(socket: Socket): Promise<never> {
  await once(socket, 'close');
  throw new Error('closed');
}
