import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

export type ImageRegistry = { readonly address: string; close(): void };

/** How an answer is sent. */
export type Send = (content: Buffer, response: ServerResponse) => Promise<void>;

type Answer = { readonly type: string; readonly content: Buffer; readonly send: Send };

/** An image of one layer, and how that is sent. */
type Stored = { readonly name: string; readonly layer: Buffer; readonly send?: Send };

/** An image registry on loopback that has these images, each with the tag 1; without any it has an empty one, `/small:1`. */
export async function startImageRegistry(
  images: readonly Stored[] = [{ name: 'small', layer: emptyLayer() }],
): Promise<ImageRegistry> {
  const answers = new Map(images.flatMap(answersOf));
  answers.set('/v2/', { type: 'application/json', content: Buffer.from('{}'), send: atOnce });
  const server = createServer(async (request, response) => {
    const answer = answers.get(request.url ?? '');
    if (!answer) {
      response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
      return;
    }
    const { type, content, send } = answer;
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': content.length,
      'Docker-Content-Digest': digest(content),
    });
    if (request.method === 'HEAD') response.end();
    else await send(content, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return {
    address: `127.0.0.1:${bound.port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A layer with a file of so many bytes that no compression makes smaller. */
export function largeLayer(bytes: number): Buffer {
  const rounded = Math.ceil(bytes / 512) * 512;
  return Buffer.concat([tarHeader('file', rounded), randomBytes(rounded), emptyLayer()]);
}

function emptyLayer(): Buffer {
  return Buffer.alloc(1024);
}

/** The head of a plain file in a tar archive. */
function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(512);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(name, 0);
  header.write(octal(0o644, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(size, 11), 124);
  header.write(octal(0, 11), 136);
  // The sum counts its own field as blanks.
  header.write('        ', 148);
  header.write('0ustar\u000000', 156);
  header.write(
    octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    ),
    148,
  );
  return header;
}

function answersOf({ name, layer, send = atOnce }: Stored): readonly (readonly [string, Answer])[] {
  const packed = gzipSync(layer, { level: 1 });
  const config = json({
    architecture: 'amd64',
    os: 'linux',
    config: {},
    rootfs: { type: 'layers', diff_ids: [digest(layer)] },
  });
  const manifest = json({
    schemaVersion: 2,
    mediaType: manifestType,
    config: described('application/vnd.docker.container.image.v1+json', config),
    layers: [described('application/vnd.docker.image.rootfs.diff.tar.gzip', packed)],
  });
  const blob = (content: Buffer, how: Send) =>
    [
      `/v2/${name}/blobs/${digest(content)}`,
      { type: 'application/octet-stream', content, send: how },
    ] as const;
  const answer: Answer = { type: manifestType, content: manifest, send: atOnce };
  return [
    [`/v2/${name}/manifests/1`, answer],
    [`/v2/${name}/manifests/${digest(manifest)}`, answer],
    blob(config, atOnce),
    blob(packed, send),
  ];
}

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

function described(mediaType: string, content: Buffer) {
  return { mediaType, size: content.length, digest: digest(content) };
}

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}

async function atOnce(content: Buffer, response: ServerResponse): Promise<void> {
  response.end(content);
}

function digest(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
