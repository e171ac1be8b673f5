import type { Readable } from 'node:stream';
import { OrderError } from '../../core/errors.ts';
import { ApiError, unlessMissing } from '../api-error.ts';
import type { BuildRequest, Docker, Listener } from '../engine.ts';
import { fullReference } from '../reference.ts';
import type { Connection } from './connection.ts';
import { progressReader } from './progress.ts';
import { roomHint } from './refusals.ts';

/** Before its first word it may ask an image registry or clone a repository. */
const working = { work: 'long' } as const;

/** How images come to be and go. Builds run on the classic builder, whose progress is JSON lines. */
export function imageCalls(connection: Connection): Pick<Docker, 'build' | 'pull' | 'tag' | 'removeImage'> {
  return {
    build: async (request, listener) => {
      const { t } = request.query;
      const failed = t === undefined ? 'the image cannot be built' : `image "${t}" cannot be built`;
      const hint = 'correct the Dockerfile, or what "build" says';
      await saying({ failed, hint, signal: listener.signal }, () => sendBuild(connection, request, listener));
    },
    pull: async (reference, listener, platform) => {
      const { signal } = listener;
      // Without a tag the engine pulls all tags that there are.
      const query = { fromImage: fullReference(reference), ...(platform !== undefined && { platform }) };
      const hint = 'correct its name, log in to its image registry, or say in "build" how it is made';
      const pulling = async (): Promise<void> => {
        const call = { method: 'POST', path: '/images/create', query, signal, ...working } as const;
        const stream = await connection.stream(call);
        await readProgress(connection, stream, listener);
      };
      await saying({ failed: `image "${reference}" cannot be had`, hint, signal }, pulling);
    },
    tag: async (image, repository, tag) => {
      const query = { repo: repository, tag };
      await connection.json({
        method: 'POST',
        path: `/images/${encodeURIComponent(image)}/tag`,
        query,
        repeatable: true,
      });
    },
    removeImage: async (reference, { force, noprune }) => {
      const query = { force, noprune };
      await unlessMissing(
        connection.json({
          method: 'DELETE',
          path: `/images/${encodeURIComponent(reference)}`,
          query,
          work: 'long',
        }),
      );
    },
  };
}

async function sendBuild(
  connection: Connection,
  { path, dockerfile, query }: BuildRequest,
  listener: Listener,
): Promise<void> {
  const call = {
    method: 'POST',
    path: '/build',
    query: { dockerfile, ...query },
    signal: listener.signal,
    ...working,
  } as const;
  if (path === undefined) return await readProgress(connection, await connection.stream(call), listener);
  const { packContext } = await import('./build-context.ts');
  const context = await packContext(path, dockerfile);
  const packed = { ...call, query: { ...query, dockerfile: context.dockerfile }, archive: context.archive };
  try {
    await readProgress(connection, await connection.stream(packed), listener);
  } finally {
    context.archive.destroy();
  }
}

const keptLines = 20;

/** Gives progress out line by line; a failure that the stream tells of is thrown with the last lines before it. */
async function readProgress(
  connection: Connection,
  stream: Readable,
  { output, transfer, signal }: Listener,
): Promise<void> {
  const last: string[] = [];
  const progress = progressReader(line => {
    output('progress', line);
    last.push(line);
    if (last.length > keptLines) last.shift();
  }, transfer);
  await connection.consume(stream, chunk => progress.take(chunk), signal);
  const failure = progress.end();
  if (failure !== undefined) throw new OrderError(failure, { output: last });
}

/** Puts what was wanted before the message of a failed order. That the engine is not reached needs no such words. */
async function saying(
  { failed, hint, signal }: { failed: string; hint: string; signal: AbortSignal },
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof OrderError) || error === signal.reason) throw error;
    // Neither a Dockerfile nor a name is wrong when the disk is full.
    const details = { cause: error, hint: roomHint(error.message) ?? hint, output: error.output };
    const message = `${failed}: ${error.message}`;
    if (error instanceof ApiError) throw new ApiError(message, error.statusCode, details);
    throw new OrderError(message, details);
  }
}
