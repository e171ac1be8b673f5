import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

export type ImageRegistry = { readonly address: string; close(): void };

/** An image registry on loopback that has one image, `/small:1`, with one empty layer. */
export async function startImageRegistry(): Promise<ImageRegistry> {
  const layer = Buffer.alloc(1024);
  const packed = gzipSync(layer);
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: {},
      rootfs: { type: 'layers', diff_ids: [digest(layer)] },
    }),
  );
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: {
        mediaType: 'application/vnd.docker.container.image.v1+json',
        size: config.length,
        digest: digest(config),
      },
      layers: [
        {
          mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
          size: packed.length,
          digest: digest(packed),
        },
      ],
    }),
  );
  const contents = new Map([
    ['/v2/', Buffer.from('{}')],
    ['/v2/small/manifests/1', manifest],
    [`/v2/small/manifests/${digest(manifest)}`, manifest],
    [`/v2/small/blobs/${digest(config)}`, config],
    [`/v2/small/blobs/${digest(packed)}`, packed],
  ]);
  const server = createServer((request, response) => {
    const content = contents.get(request.url ?? '');
    if (!content) {
      response.writeHead(404).end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}');
      return;
    }
    const type = content === manifest ? manifestType : 'application/octet-stream';
    response.writeHead(200, {
      'Content-Type': type,
      'Content-Length': content.length,
      'Docker-Content-Digest': digest(content),
    });
    response.end(request.method === 'HEAD' ? undefined : content);
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

const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

function digest(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
