import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { isObject, type JsonObject, objectIn } from '../core/json.ts';
import type { Docker } from '../docker/engine.ts';

/** Nothing tells of a port that begins to listen: it is tried this often, in milliseconds. */
const interval = 100;

/**
 * Waits until a container's TCP port takes connections, at its published address where it has one, else at its address
 * on its first network, which may be that of another container or of this machine.
 */
export async function awaitPort(
  name: string,
  port: number,
  { docker, signal }: { docker: Docker; signal: AbortSignal },
): Promise<void> {
  for (;;) {
    const address = addressOf(await inspectNetworked(name, docker), port);
    if (address && (await listens(address, signal))) return;
    await delay(interval, undefined, { signal });
  }
}

type Address = { readonly host: string; readonly port: number };

/** A container, or the one whose network it uses. */
async function inspectNetworked(name: string, docker: Docker): Promise<JsonObject> {
  const inspected = (await docker.inspectContainer(name)) ?? {};
  const mode = objectIn(inspected, 'HostConfig')['NetworkMode'];
  const [, other] = typeof mode === 'string' ? (/^container:(.+)$/.exec(mode) ?? []) : [];
  return other === undefined ? inspected : inspectNetworked(other, docker);
}

function addressOf(inspected: JsonObject, port: number): Address | undefined {
  const settings = objectIn(inspected, 'NetworkSettings');
  const published = objectIn(settings, 'Ports')[`${port}/tcp`];
  const [binding] = Array.isArray(published) ? published.filter(isObject) : [];
  if (binding)
    return {
      host: String(binding['HostIp']).replace(/^(0\.0\.0\.0|::)$/, '127.0.0.1'),
      port: Number(binding['HostPort']),
    };
  if (objectIn(inspected, 'HostConfig')['NetworkMode'] === 'host') return { host: '127.0.0.1', port };
  const networks = objectIn(settings, 'Networks');
  const host = Object.keys(networks)
    .map(network => objectIn(networks, network)['IPAddress'])
    .find(Boolean);
  return typeof host === 'string' ? { host, port } : undefined;
}

/**
 * Docker's proxy for published ports takes every connection and closes it again when nobody listens inside, so one that
 * stays open or brings data counts.
 */
async function listens(address: Address, signal: AbortSignal): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, 'connect', { signal });
    await Promise.race([
      once(socket, 'data', { signal }),
      closed(socket),
      delay(interval, undefined, { signal }),
    ]);
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    socket.destroy();
  }
}

async function closed(socket: ReturnType<typeof connect>): Promise<never> {
  await once(socket, 'close');
  throw new Error('closed');
}
