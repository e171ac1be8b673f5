import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import test from 'ava';
import Dockerode from 'dockerode';
import { pack } from 'tar-fs';
import * as v from 'valibot';
import { isObject, type JsonObject } from '../../src/core/json.ts';
import { type BuildQuery, buildQuery, contextOf } from '../../src/docker/build-query.ts';
import { buildSchema, keywordTables } from '../../src/docker/keywords.ts';
import { type BuildCheck, buildRows, type SeenBuild } from '../support/build-rows.ts';

const docker = new Dockerode();
const tag = `nua-build-keywords-${process.pid}`;
const directory = await mkdtemp(join(tmpdir(), 'nua-build-keywords-'));
// Nobody listens on port 9 of this machine, so what is asked of an image registry there is refused.
const unreachable = `127.0.0.1:9/${tag}:base`;
const rows = buildRows({ directory, tag, unreachable });

test.before(async () => {
  await mkdir(join(directory, 'other'));
  await writeFile(join(directory, 'mark'), 'the mark of the directory\n');
  await writeFile(join(directory, 'other/Dockerfile'), 'FROM busybox:stable\nLABEL keyword=other\n');
  await docker.getImage('busybox:stable').tag({ repo: `127.0.0.1:9/${tag}`, tag: 'base' });
});

test.after.always(async () => {
  await docker.getImage(unreachable).remove().catch(unlessMissing);
  await rm(directory, { recursive: true });
});

test('every keyword of a build is tried', t => {
  t.deepEqual(Object.keys(rows).sort(), Object.keys(keywordTables.build).sort());
});

for (const [keyword, row] of Object.entries(rows)) {
  test.serial(`build.${keyword} reaches the engine`, async t => {
    const seen = await build(row, { [keyword]: row.value });
    t.deepEqual(row.read(seen), row.expected, seen.failure || seen.output);
    if (row.without === undefined) return;
    const other = await build(row, {});
    t.deepEqual(row.read(other), row.without, other.failure || other.output);
  });
}

test.serial('a build from a URL is fetched by the engine', async t => {
  const server = createServer((_, answer) => answer.end('FROM busybox:stable\nLABEL keyword=fetched\n'));
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const written = { path: `http://127.0.0.1:${port}/Dockerfile`, tag };
  const { image, failure } = await observed(written);
  server.close();
  t.is(failure, '');
  t.like(image, { Config: { Labels: { keyword: 'fetched' } } });
});

async function build(row: BuildCheck, keyword: JsonObject): Promise<SeenBuild> {
  await writeFile(join(directory, 'Dockerfile'), row.dockerfile.map(line => `${line}\n`).join(''));
  const plain = { path: directory, tag, ...row.beside };
  if (!row.twice) return await observed({ ...plain, ...keyword });
  const first = `${tag}:first`;
  await send({ ...plain, tag: first });
  const seen = await observed({ ...plain, ...keyword });
  await docker.getImage(first).remove();
  return seen;
}

/** Builds, looks at what came of it, and takes it away again. */
async function observed(written: JsonObject & { tag: string }): Promise<SeenBuild> {
  const { output, failure } = await send(written);
  const ids = [...output.matchAll(/Running in ([0-9a-f]{12})/g)].map(([, id = '']) => id);
  const removed = await Promise.all(ids.map(id => removeIfThere(docker.getContainer(id))));
  const image = failure === '' ? await takeImage(written.tag) : {};
  return { output, failure, image, left: removed.filter(there => there).length };
}

async function send(written: JsonObject): Promise<{ output: string; failure: string }> {
  const declared = v.parse(buildSchema, written);
  const context = contextOf(declared);
  const archive = context === undefined ? undefined : Readable.from(pack(context));
  try {
    return await readProgress(await post(buildQuery(declared), archive));
  } catch (error) {
    return { output: '', failure: error instanceof Error ? error.message : String(error) };
  }
}

function post(query: BuildQuery, archive: Readable | undefined): Promise<AsyncIterable<unknown>> {
  const call = {
    path: '/build?',
    method: 'POST',
    file: archive,
    options: query,
    isStream: true,
    statusCodes: { 200: true },
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(call, (error, stream) =>
      stream instanceof Readable ? resolve(stream) : reject(error ?? new Error('no stream')),
    );
  });
}

async function readProgress(stream: AsyncIterable<unknown>): Promise<{ output: string; failure: string }> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  let output = '';
  let failure = '';
  for (const line of text.split('\n').filter(line => line.trim() !== '')) {
    const message: unknown = JSON.parse(line);
    if (!isObject(message)) continue;
    output += typeof message['stream'] === 'string' ? message['stream'] : '';
    failure = typeof message['error'] === 'string' ? message['error'] : failure;
  }
  return { output, failure };
}

/** Whether there was one to remove. */
async function removeIfThere(container: Dockerode.Container): Promise<boolean> {
  try {
    await container.remove({ force: true });
    return true;
  } catch (error) {
    unlessMissing(error);
    return false;
  }
}

async function takeImage(reference: string): Promise<JsonObject> {
  const image = docker.getImage(reference);
  const inspect: unknown = JSON.parse(JSON.stringify(await image.inspect()));
  await image.remove();
  return isObject(inspect) ? inspect : {};
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Error && 'statusCode' in error && error.statusCode === 404)) throw error;
}
