import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { breakWithin } from './break-within.ts';
import type { Passage } from './engine-proxy.ts';

/** A call that asks for its connection to be upgraded. */
export type Upgrade = {
  readonly incoming: IncomingMessage;
  readonly client: Duplex;
  /** What has come behind its headers: its body, or a part of it. */
  readonly head: Buffer;
};

/** Passes on an upgraded connection byte by byte, from the call's first one. */
export async function openTunnel({ incoming, client, head }: Upgrade, passage: Passage): Promise<void> {
  const { engine, fault, kill } = passage;
  client.on('error', () => undefined);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'refuse') return void client.destroy();
  if (fault?.kind === 'error') return void client.end(refusal);
  if (fault?.kind === 'delay') await delay(fault.milliseconds);
  const socket = connect(engine);
  socket.on('error', () => client.destroy());
  socket.on('close', () => client.destroy());
  client.on('close', () => socket.destroy());
  socket.write(requestText(incoming));
  socket.write(head);
  client.pipe(socket);
  const [first]: Buffer[] = await once(socket, 'data').catch(() => []);
  if (!first) return;
  socket.pause();
  if (fault?.kind === 'kill') return kill();
  if (fault?.kind === 'lose') return void client.destroy();
  const headers = first.indexOf(headersEnd) + headersEnd.length;
  client.write(lastOfItsConnection(first.subarray(0, headers)));
  socket.unshift(first.subarray(headers));
  if (fault?.kind === 'cut' || fault?.kind === 'stall') return breakWithin(socket, client, fault.kind);
  socket.pipe(client);
}

const headersEnd = '\r\n\r\n';
const message = '{"message":"the proxy says no"}';
const refusal = `HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ${message.length}\r\n\r\n${message}`;

function requestText({ method, url, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/1.1`];
  for (let index = 0; index < rawHeaders.length; index += 2)
    lines.push(`${rawHeaders[index]}: ${rawHeaders[index + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** Behind a refused upgrade the client would send its next call through the tunnel, where nobody counts it. */
function lastOfItsConnection(answer: Buffer): Buffer | string {
  const text = answer.toString('latin1');
  if (text.startsWith('HTTP/1.1 101')) return answer;
  return Buffer.from(text.replace('\r\n', '\r\nConnection: close\r\n'), 'latin1');
}
