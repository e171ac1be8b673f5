import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { OrderError } from '../../src/core/errors.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { isObject } from '../../src/core/json.ts';
import { ApiError } from '../../src/docker/api-error.ts';
import { connect } from '../../src/docker/dockerode.ts';
import { findEndpoint } from '../../src/docker/endpoint.ts';
import type { ExecOptions, Output } from '../../src/docker/engine.ts';
import { findImage } from '../../src/docker/reference.ts';
import { usersOfNetwork, usersOfVolume } from '../../src/docker/world.ts';
import { startImageRegistry } from '../support/image-registry.ts';

const docker = connect(findEndpoint({ env: process.env }));
const never = new AbortController().signal;
const prefix = `nuatest-docker-${randomBytes(4).toString('hex')}`;

/** Output as `stream: line`, and a promise of the first line. */
function recorder(): { lines: string[]; output: Output; first: Promise<void> } {
  const lines: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const output: Output = (stream, line) => {
    lines.push(`${stream}: ${line}`);
    resolve();
  };
  return { lines, output, first: promise };
}

/** Creates a container that goes when the test ends; answers its name. */
async function make(t: ExecutionContext, name: string, body: JsonObject): Promise<string> {
  const full = `${prefix}-${name}`;
  t.teardown(() => docker.remove(full, { volumes: true, force: true }));
  await docker.create(full, { Image: 'busybox:stable', StopSignal: 'SIGKILL', ...body });
  return full;
}

async function makeRunning(t: ExecutionContext, name: string, body: JsonObject = {}): Promise<string> {
  const full = await make(t, name, { Cmd: ['sleep', '1000'], ...body });
  await docker.start(full);
  return full;
}

/** A directory with these files, which goes when the test ends. */
async function makeContext(t: ExecutionContext, files: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'nua-build-'));
  t.teardown(() => rm(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

/** Builds an image that goes when the test ends; answers its name and the lines of the build. */
async function build(
  t: ExecutionContext,
  name: string,
  files: Readonly<Record<string, string>>,
  { dockerfile = 'Dockerfile', context = '.', signal = never, output = (() => undefined) as Output } = {},
): Promise<string> {
  const tag = `${prefix}-${name}:1`;
  const path = join(await makeContext(t, files), context);
  t.teardown(() => docker.removeImage(tag, { force: true, noprune: false }));
  await docker.build(
    { path, dockerfile, query: { t: tag, rm: true, forcerm: true } },
    { output, signal, transfer: () => {} },
  );
  return tag;
}

async function filesIn(t: ExecutionContext, image: string, directory: string): Promise<readonly string[]> {
  const name = await make(t, `files-${randomBytes(3).toString('hex')}`, {
    Image: image,
    Cmd: ['find', directory, '-type', 'f'],
  });
  await docker.start(name);
  await docker.wait(name, never);
  return [...(await docker.lastLines(name, 100))].sort();
}

test.serial('a container goes through its states, and what is done already is done', async t => {
  const name = await make(t, 'life', { Cmd: ['sleep', '1000'], Labels: { 'nua-start.unit': 'u' } });
  const state = async () => (await docker.containers([name])).get(name)?.state;
  t.is(await state(), 'created');
  await docker.start(name);
  await docker.start(name);
  t.is(await state(), 'running');
  await docker.pause(name);
  t.is(await state(), 'paused');
  await docker.unpause(name);
  await docker.stop(name, 0);
  await docker.stop(name);
  t.is(await state(), 'exited');
  await docker.rename(name, `${name}-new`);
  t.is(await state(), undefined);
  await docker.rename(`${name}-new`, name);
  await docker.remove(name, { volumes: true, force: false });
  await docker.remove(name, { volumes: true, force: false });
  t.is(await docker.inspectContainer(name), undefined);
});

test.serial('names are exact: no name is taken for a longer one, a dot is a dot', async t => {
  const names = await Promise.all(
    ['a.b', 'a.b2', 'axb', 'x-a.b'].map(name => make(t, name, { Cmd: ['true'] })),
  );
  const [wanted = '', , , other = ''] = names;
  t.deepEqual([...(await docker.containers([wanted])).keys()], [wanted]);
  t.deepEqual([...(await docker.containers([other, wanted])).keys()].sort(), [wanted, other].sort());
  t.is((await docker.containers([`${prefix}-a`])).size, 0);
  t.is((await docker.containers([])).size, 0);
});

test.serial('the world: containers with mounts and networks, images, networks, volumes', async t => {
  const network = `${prefix}-net`;
  const volume = `${prefix}-vol`;
  t.teardown(() => docker.removeVolume(volume));
  t.teardown(() => docker.removeNetwork(network));
  await docker.createNetwork(network, { Driver: 'bridge', Labels: { 'nua-start.unit': 'u' } });
  await docker.createVolume(volume, { Labels: { 'nua-start.unit': 'u' } });
  const name = await make(t, 'world', {
    Cmd: ['true'],
    Labels: { k: 'v' },
    HostConfig: { Binds: [`${volume}:/data:ro`, '/etc:/conf'], NetworkMode: network },
  });
  const world = await docker.world();
  const facts = world.containers.get(name);
  t.like(facts, { name, state: 'created', labels: { k: 'v' }, networks: [network] });
  t.is(facts?.imageId, findImage(world, 'busybox:stable')?.id);
  t.deepEqual(
    [...(facts?.mounts ?? [])].sort((a, b) => a.destination.localeCompare(b.destination)),
    [
      { type: 'bind', volume: undefined, destination: '/conf' },
      { type: 'volume', volume, destination: '/data' },
    ],
  );
  t.deepEqual(world.networks.get(network)?.labels, { 'nua-start.unit': 'u' });
  t.deepEqual(world.volumes.get(volume), {
    name: volume,
    labels: { 'nua-start.unit': 'u' },
  });
  t.deepEqual(usersOfVolume(world, volume), [facts]);
  t.deepEqual(usersOfNetwork(world, network), [facts]);

  const second = await t.throwsAsync(docker.createNetwork(network, {}), { instanceOf: ApiError });
  t.is(second?.statusCode, 409);
  const used = await t.throwsAsync(docker.removeVolume(volume), { instanceOf: ApiError });
  t.is(used?.statusCode, 409);
  await docker.remove(name, { volumes: false, force: false });
  await docker.removeNetwork(network);
  await docker.removeNetwork(network);
  await docker.removeVolume(volume);
  await docker.removeVolume(volume);
});

test.serial('a container joins one more network under an alias', async t => {
  const network = `${prefix}-more`;
  t.teardown(() => docker.removeNetwork(network));
  await docker.createNetwork(network, {});
  const name = await make(t, 'joins', { Cmd: ['true'] });
  await docker.connect(name, network, { Aliases: ['other'] });
  t.deepEqual(
    [...((await docker.containers([name])).get(name)?.networks ?? [])].sort(),
    ['bridge', network].sort(),
  );
  await docker.remove(name, { volumes: true, force: true });
});

test.serial('attach hears a container from its first byte, stdout and stderr apart', async t => {
  const script =
    'echo first; echo wrong >&2; printf "crlf\\r\\n\\303"; sleep 0.2; printf "\\244\\nlast"; exit 3';
  const name = await make(t, 'attach', { Cmd: ['sh', '-c', script] });
  const { lines, output } = recorder();
  const { ended } = await docker.attach(name, output, never);
  await docker.start(name);
  t.is(await docker.wait(name, never), 3);
  await ended;
  t.deepEqual(
    lines.filter(line => line.startsWith('stdout')),
    ['stdout: first', 'stdout: crlf', 'stdout: ä', 'stdout: last'],
  );
  t.deepEqual(
    lines.filter(line => line.startsWith('stderr')),
    ['stderr: wrong'],
  );

  const again = recorder();
  await docker.follow(name, again.output, never);
  t.deepEqual([...again.lines].sort(), [...lines].sort());
  t.deepEqual(await docker.lastLines(name, 2), ['ä', 'last']);
  t.deepEqual(await docker.lastLines(name, 0), []);
});

test.serial('with a terminal there are no frames, and output may look like JSON', async t => {
  const name = await make(t, 'tty', {
    Cmd: ['sh', '-c', 'echo \'{"a":1}\'; test -t 1 && echo tty >&2'],
    Tty: true,
  });
  const { lines, output } = recorder();
  const { ended } = await docker.attach(name, output, never);
  await docker.start(name);
  await ended;
  t.deepEqual(lines, ['stdout: {"a":1}', 'stdout: tty']);
  t.deepEqual(await docker.lastLines(name, 5), ['{"a":1}', 'tty']);
  const again = recorder();
  await docker.follow(name, again.output, never);
  t.deepEqual(again.lines, lines);
});

test.serial('a log is followed from its beginning until the container ends', async t => {
  const name = await make(t, 'follow', {
    Cmd: ['sh', '-c', 'echo one; read line; echo two'],
    OpenStdin: true,
  });
  await docker.start(name);
  const { lines, output, first } = recorder();
  const following = docker.follow(name, output, never);
  await first;
  t.deepEqual(lines, ['stdout: one']);
  await docker.stop(name, 0);
  await following;
  t.deepEqual(lines, ['stdout: one']);
});

test.serial('no last lines of what is gone or keeps no log', async t => {
  t.deepEqual(await docker.lastLines(`${prefix}-nobody`, 3), []);
  const name = await make(t, 'nolog', { Cmd: ['echo', 'x'], HostConfig: { LogConfig: { Type: 'none' } } });
  await docker.start(name);
  await docker.wait(name, never);
  t.deepEqual(await docker.lastLines(name, 3), []);
});

test.serial('exec answers the exit code, with stdout and stderr apart', async t => {
  const name = await makeRunning(t, 'exec');
  const { lines, output } = recorder();
  t.is(await docker.exec(name, ['sh', '-c', 'echo "$0"; echo wrong >&2; exit 7', 'a b'], marked(output)), 7);
  t.deepEqual([...lines].sort(), ['stderr: wrong', 'stdout: a b']);
  t.is(await docker.exec(name, ['true'], marked(output)), 0);
  t.is(await docker.exec(name, ['no-such-command'], marked(output)), 126);
  t.is(await docker.exec(name, ['sh', '-c', 'exec >&- 2>&-; sleep 0.3; exit 5'], marked(output)), 5);
  await docker.stop(name, 0);
  const error = await t.throwsAsync(docker.exec(name, ['true'], marked(output)), { instanceOf: ApiError });
  t.is(error?.statusCode, 409);
});

test.serial('long output comes whole', async t => {
  const name = await makeRunning(t, 'long');
  const { lines, output } = recorder();
  const script =
    'i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done; head -c 150000 /dev/zero | tr "\\0" x';
  t.is(await docker.exec(name, ['sh', '-c', script], marked(output)), 0);
  t.deepEqual(
    lines.slice(0, 20_000),
    Array.from({ length: 20_000 }, (_, at) => `stdout: ${at}`),
  );
  t.deepEqual(
    lines.slice(20_000).map(line => line.length - 'stdout: '.length),
    [65_536, 65_536, 18_928],
  );
});

test.serial('an aborted exec ends its processes', async t => {
  const name = await makeRunning(t, 'exec-abort');
  const { output, first } = recorder();
  const aborter = new AbortController();
  const reason = new OrderError('it took too long');
  const running = docker.exec(
    name,
    ['sh', '-c', 'sleep 987 & echo ready; sleep 986'],
    marked(output, aborter.signal),
  );
  await first;
  aborter.abort(reason);
  t.is(await t.throwsAsync(running), reason);
  const after = recorder();
  await docker.exec(name, ['sh', '-c', 'cat /proc/[0-9]*/cmdline | tr "\\0" " "'], marked(after.output));
  t.regex(after.lines.join(), /sleep 1000/);
  t.notRegex(after.lines.join(), /sleep 98[67]/);
});

test.serial('what waits and follows is aborted, the container goes on', async t => {
  const name = await makeRunning(t, 'abort', { Cmd: ['sh', '-c', 'echo ready; exec sleep 1000'] });
  const reason = new OrderError('enough');
  const aborter = new AbortController();
  const { output, first } = recorder();
  const waiting = docker.wait(name, aborter.signal);
  const following = docker.follow(name, output, aborter.signal);
  const attached = await docker.attach(name, output, aborter.signal);
  await first;
  aborter.abort(reason);
  t.is(await t.throwsAsync(waiting), reason);
  t.is(await t.throwsAsync(following), reason);
  t.is(await t.throwsAsync(attached.ended), reason);
  t.is(await t.throwsAsync(docker.exec(name, ['true'], marked(output, aborter.signal))), reason);
  t.is((await docker.containers([name])).get(name)?.state, 'running');
});

test.serial('a build says its lines and honours .dockerignore', async t => {
  const { lines, output } = recorder();
  const files = {
    Dockerfile: 'FROM busybox:stable\nRUN echo built with care; echo aside >&2\nCOPY . /app/\nLABEL a=b\n',
    '.dockerignore': '*\n!lib/keep.txt\nDockerfile\n.dockerignore\n',
    'secret.txt': 's',
    'lib/keep.txt': 'k',
    'lib/drop.txt': 'd',
  };
  const tag = await build(t, 'ignore', files, { output });
  t.true(lines.includes('progress: built with care'));
  t.true(lines.includes('progress: aside'));
  t.true(lines.some(line => line.startsWith('progress: Step 1/4 : FROM busybox:stable')));
  t.deepEqual(await filesIn(t, tag, '/app'), ['/app/lib/keep.txt']);
  const config = (await docker.inspectImage(tag))?.['Config'];
  t.like(isObject(config) ? config['Labels'] : undefined, { a: 'b' });
});

test.serial('a Dockerfile outside of the context builds, and is not in the image', async t => {
  const files = { 'app/a.txt': 'a', 'docker/web.Dockerfile': 'FROM busybox:stable\nCOPY . /app/\n' };
  const tag = await build(t, 'outside', files, { context: 'app', dockerfile: '../docker/web.Dockerfile' });
  t.deepEqual(await filesIn(t, tag, '/app'), ['/app/a.txt']);
});

test.serial('a failing step is the order’s error, with the last lines', async t => {
  const files = { Dockerfile: 'FROM busybox:stable\nRUN echo before; exit 9\n' };
  const error = await t.throwsAsync(build(t, 'fails', files), { instanceOf: OrderError });
  t.is(
    error?.message,
    `image "${prefix}-fails:1" cannot be built: ` +
      `The command '/bin/sh -c echo before; exit 9' returned a non-zero code: 9`,
  );
  t.true(error?.output.includes('before'));
});

const brokenBuilds: readonly (readonly [
  what: string,
  files: Readonly<Record<string, string>>,
  message: RegExp,
])[] = [
  ['no Dockerfile', { 'a.txt': 'a' }, /cannot be built: .*Dockerfile/],
  [
    'an unknown instruction',
    { Dockerfile: 'FROM busybox:stable\nFETCH x\n' },
    /cannot be built: .*unknown instruction/i,
  ],
];

for (const [what, files, message] of brokenBuilds) {
  test.serial(`a build with ${what} is refused in the engine’s words`, async t => {
    await t.throwsAsync(build(t, 'refused', files), { instanceOf: OrderError, message });
  });
}

test.serial('a build that is aborted stops and leaves no image', async t => {
  const aborter = new AbortController();
  const reason = new OrderError('stop it');
  const output: Output = (_, line) => {
    if (line === 'waiting') aborter.abort(reason);
  };
  const files = { Dockerfile: 'FROM busybox:stable\nRUN echo waiting; exec sleep 1000\n' };
  t.is(await t.throwsAsync(build(t, 'aborted', files, { output, signal: aborter.signal })), reason);
  t.is(await docker.inspectImage(`${prefix}-aborted:1`), undefined);
});

test.serial('a remote context needs no directory', async t => {
  const server = createServer((_, response) => response.end('FROM busybox:stable\nLABEL remote=yes\n'));
  t.teardown(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = bound !== null && typeof bound !== 'string' ? bound.port : 0;
  const tag = `${prefix}-remote:1`;
  t.teardown(() => docker.removeImage(tag, { force: true, noprune: false }));
  const query = { t: tag, remote: `http://127.0.0.1:${port}/Dockerfile`, rm: true };
  await docker.build(
    { path: undefined, dockerfile: 'Dockerfile', query },
    { output: () => {}, transfer: () => {}, signal: never },
  );
  t.not(await docker.inspectImage(tag), undefined);
});

test.serial('images are tagged, committed and removed', async t => {
  const name = await makeRunning(t, 'commit');
  await docker.exec(
    name,
    ['sh', '-c', 'echo new > /new.txt'],
    marked(() => undefined),
  );
  const wishes = {
    repository: `${prefix}-made`,
    tag: '1',
    message: 'a note',
    author: 'me',
    labels: { 'a b': "it's" },
  };
  const id = await docker.commit(name, wishes);
  await docker.tag(`${prefix}-made:1`, `${prefix}-made`, '2');
  const image = await docker.inspectImage(`${prefix}-made:2`);
  const config = image?.['Config'];
  t.like(image, { Id: id, Comment: 'a note', Author: 'me' });
  t.like(isObject(config) ? config['Labels'] : undefined, { 'a b': "it's" });
  t.deepEqual(isObject(config) ? config['Cmd'] : undefined, ['sleep', '1000']);
  const world = await docker.world();
  t.deepEqual([...(world.images.get(id)?.references ?? [])].sort(), [`${prefix}-made:1`, `${prefix}-made:2`]);
  for (const tag of ['1', '2', '2'])
    await docker.removeImage(`${prefix}-made:${tag}`, { force: true, noprune: false });
  t.is(await docker.inspectImage(id), undefined);
});

test.serial('a pull says what it does, and one that fails says why', async t => {
  const registry = await startImageRegistry();
  t.teardown(() => registry.close());
  const reference = `${registry.address}/small:1`;
  t.teardown(() => docker.removeImage(reference, { force: true, noprune: false }));
  const { lines, output } = recorder();
  const listener = { output, transfer: () => {}, signal: never };
  await docker.pull(reference, listener);
  t.true(lines.includes('progress: 1 Pulling from small'));
  t.true(lines.some(line => /^progress: [0-9a-f]{12} Pull complete$/.test(line)));
  t.is(new Set(lines).size, lines.length);
  t.not(await docker.inspectImage(reference), undefined);

  const missing = `${registry.address}/small:2`;
  const error = await t.throwsAsync(docker.pull(missing, listener), { instanceOf: OrderError });
  t.regex(
    error?.message ?? '',
    new RegExp(`^image "${missing}" cannot be had: .*not found|manifest unknown`),
  );
  t.truthy(error?.hint);
});

test.serial('what the engine refuses carries its status', async t => {
  const start = await t.throwsAsync(docker.start(`${prefix}-nobody`), { instanceOf: ApiError });
  t.is(start?.statusCode, 404);
  t.is(start?.message, `No such container: ${prefix}-nobody`);
  const create = await t.throwsAsync(docker.create(`${prefix}-x`, { Image: `${prefix}-none` }), {
    instanceOf: ApiError,
  });
  t.is(create?.statusCode, 404);
  const name = await make(t, 'twice', {});
  const twice = await t.throwsAsync(docker.create(name, { Image: 'busybox:stable' }), {
    instanceOf: ApiError,
  });
  t.is(twice?.statusCode, 409);
});

test.serial('a container without a name gets one, and has its warnings', async t => {
  const { id, warnings } = await docker.create(undefined, { Image: 'busybox:stable', Cmd: ['true'] });
  t.teardown(() => docker.remove(id, { volumes: true, force: true }));
  t.regex(id, /^[0-9a-f]{64}$/);
  t.true(Array.isArray(warnings));
  t.is((await docker.inspectContainer(id))?.['Id'], id);
});

/** A command that nobody else has. */
function marked(output: ExecOptions['output'], signal = never): ExecOptions {
  return { output, signal, mark: randomUUID() };
}
