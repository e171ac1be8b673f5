/**
 * What dockerode loads in vain, and what is given to it instead: a module that is there anyway. gRPC is for BuildKit
 * sessions; its own ssh, its own build contexts and TLS are not used here; readable-stream is a copy of Node's own.
 */
const instead: Readonly<Record<string, string>> = {
  '@grpc/grpc-js': 'node:net',
  '@grpc/proto-loader': 'node:net',
  ssh2: 'node:net',
  'tar-fs': 'node:net',
  'readable-stream': 'node:stream',
  https: 'node:http',
};

/**
 * The module of Node's own that a file gets for what it imports; undefined where it gets what it asks for.
 * @param importer path or URL of the file
 */
export function insteadOf(name: string, importer = ''): string | undefined {
  // Others may load the same packages at the same time.
  return /\/node_modules\/(dockerode|docker-modem)\//.test(importer) ? instead[name] : undefined;
}
