// An engine that breaks off, refuses, is silent or goes away: what is asked again, what never is, and how it ends.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { EngineError } from '../../../src/core/errors.ts';
import { ApiError } from '../../../src/docker/api-error.ts';
import { LostAnswer, NoConnection, Silence } from '../../../src/docker/dockerode/failure.ts';
import { connect } from '../../../src/docker/dockerode.ts';
import { findEndpoint } from '../../../src/docker/endpoint.ts';
import type { Docker, Listener } from '../../../src/docker/engine.ts';

/** Undefined leaves the call without an answer; null breaks its connection. */
type Reply = { readonly status?: number; readonly body?: unknown } | undefined | null;

type Fake = {
  readonly docker: Docker;
  /** `METHOD /path` of each call but the pings. */
  readonly calls: readonly string[];
  readonly server: Server;
  readonly path: string;
};

/** An engine of which a test says what it answers. */
async function fake(
  t: ExecutionContext,
  reply: (call: string, answer: ServerResponse, request: IncomingMessage) => Reply,
  { patience = 60, pings = true }: { patience?: number; pings?: boolean } = {},
): Promise<Fake> {
  const calls: string[] = [];
  const path = join(tmpdir(), `nua-start-fake-${process.pid}-${Math.random()}.sock`);
  const server = createServer((request, answer) => {
    request.resume();
    const call = `${request.method} ${request.url?.split('?')[0]}`;
    if (call === 'GET /_ping') return pings ? void answer.end('OK') : undefined;
    calls.push(call);
    request.on('end', () => give(answer, reply(call, answer, request)));
  });
  server.listen(path);
  await once(server, 'listening');
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const env = { NUA_ENGINE_TIMEOUT: String(patience) };
  return { docker: connect(findEndpoint({ option: `unix://${path}`, env })), calls, server, path };
}

function give(answer: ServerResponse, reply: Reply): void {
  if (reply === null) answer.destroy();
  else if (reply) {
    const { status = 200, body } = reply;
    answer.writeHead(status).end(body === undefined ? '' : JSON.stringify(body));
  }
}

const forever = new AbortController().signal;
const ignore = (): void => undefined;

test('a read that breaks off is asked again, at most three times', async t => {
  let failures = 3;
  const { docker, calls } = await fake(t, () => (failures-- > 0 ? null : { body: { Id: '1' } }));
  t.deepEqual(await docker.inspectContainer('web'), { Id: '1' });
  t.is(calls.length, 4);
  failures = 100;
  await t.throwsAsync(docker.inspectContainer('web'), { instanceOf: LostAnswer });
  t.is(calls.length, 8);
});

test('a read within whose answer the connection breaks is asked again', async t => {
  let failures = 1;
  const { docker } = await fake(t, (_, answer) => {
    if (failures-- === 0) return { body: { Id: 'whole' } };
    answer.writeHead(200, { 'Content-Length': 100 });
    answer.write('{"Id":"ha', () => answer.destroy());
    return undefined;
  });
  t.deepEqual(await docker.inspectContainer('web'), { Id: 'whole' });
});

test('a read that an engine in trouble refuses is asked again, one that it just refuses is not', async t => {
  let status = 503;
  const { docker, calls } = await fake(t, () => {
    const reply = { status, body: { message: 'no' } };
    status = 409;
    return reply;
  });
  const error = await t.throwsAsync(docker.world(), { instanceOf: ApiError });
  t.is(error?.statusCode, 409);
  t.true(calls.length <= 5);
});

test('what changes something is not sent again when it is refused', async t => {
  const { docker, calls } = await fake(t, () => ({ status: 500, body: { message: 'no' } }));
  await t.throwsAsync(docker.start('web'), { instanceOf: ApiError, message: 'no' });
  await t.throwsAsync(docker.removeVolume('web'), { instanceOf: ApiError, message: 'no' });
  t.deepEqual(calls, ['POST /containers/web/start', 'DELETE /volumes/web']);
});

test('what the engine does once only is sent again when the connection breaks', async t => {
  let failures = 0;
  const { docker, calls } = await fake(t, () => (failures++ % 2 === 0 ? null : { status: 404 }));
  await docker.removeVolume('data');
  await docker.remove('web', { volumes: true, force: true });
  t.deepEqual(calls, [
    ...['DELETE /volumes/data', 'DELETE /volumes/data'],
    ...['DELETE /containers/web', 'DELETE /containers/web'],
  ]);
});

const labels = { 'nua-start.unit': 'shop' };

/** What is lost, what the engine says when it is asked, and whether that is good enough. */
const lost: readonly (readonly [
  what: string,
  act: (docker: Docker) => Promise<unknown>,
  asked: string,
  done: unknown,
  undone: unknown,
])[] = [
  [
    'create',
    docker => docker.create('web', { Image: 'x', Labels: labels }),
    'GET /containers/web/json',
    { Id: '1', Config: { Labels: { ...labels, more: 'x' } } },
    { Id: '1', Config: { Labels: { 'nua-start.unit': 'other' } } },
  ],
  [
    'create of a network',
    docker => docker.createNetwork('net', { Labels: labels }),
    'GET /networks/net',
    { Labels: labels },
    { Labels: {} },
  ],
  [
    'connect',
    docker => docker.connect('web', 'net', {}),
    'GET /containers/web/json',
    { NetworkSettings: { Networks: { net: {} } } },
    { NetworkSettings: { Networks: { other: {} } } },
  ],
  [
    'start',
    docker => docker.start('web'),
    'GET /containers/web/json',
    { State: { Running: true } },
    { State: { Running: false } },
  ],
  [
    'pause',
    docker => docker.pause('web'),
    'GET /containers/web/json',
    { State: { Paused: true } },
    { State: { Paused: false } },
  ],
  [
    'unpause',
    docker => docker.unpause('web'),
    'GET /containers/web/json',
    { State: { Paused: false } },
    { State: { Paused: true } },
  ],
  [
    'rename',
    docker => docker.rename('web', 'new'),
    'GET /containers/web/json',
    { Name: '/new' },
    { Name: '/web' },
  ],
];

for (const [what, act, asked, done, undone] of lost) {
  test(`${what}: where its answer is lost, the engine is asked, and it is not sent twice`, async t => {
    let found = done;
    const { docker, calls } = await fake(t, call => (call.startsWith('POST') ? null : { body: found }));
    await t.notThrowsAsync(act(docker));
    found = undone;
    await t.throwsAsync(act(docker), { instanceOf: LostAnswer, message: /broke the connection$/ });
    t.is(calls.filter(call => call.startsWith('POST')).length, 2);
    t.deepEqual(
      calls.filter(call => !call.startsWith('POST')),
      [asked, asked],
    );
  });
}

test('what cannot be asked for is told as lost', async t => {
  const { docker, calls } = await fake(t, () => null);
  await t.throwsAsync(docker.create(undefined, { Image: 'x', Labels: labels }), { instanceOf: LostAnswer });
  const commit = { repository: 'a', tag: 'b', message: undefined, author: undefined, labels };
  await t.throwsAsync(docker.commit('web', commit), { instanceOf: LostAnswer });
  t.deepEqual(calls, ['POST /containers/create', 'POST /commit']);
});

test('an exec whose start is lost is not started again', async t => {
  const { docker, calls, server } = await fake(t, () => ({ body: { Id: '1' } }));
  server.on('upgrade', (request, socket) => {
    t.is(request.url, '/exec/1/start?');
    socket.destroy();
  });
  const error = await t.throwsAsync(
    docker.exec('web', ['true'], { output: ignore, signal: forever, mark: 'm' }),
  );
  t.true(error instanceof LostAnswer);
  t.deepEqual(calls, ['POST /containers/web/exec']);
});

test('silence before an answer ends with an error that says what to do', async t => {
  const { docker, path, calls } = await fake(t, () => undefined, { patience: 0.5 });
  const error = await t.throwsAsync(docker.inspectContainer('web'), {
    instanceOf: Silence,
    message: `the Docker engine at unix://${path} has not answered GET /containers/web/json for 0.5 s`,
  });
  t.true(error instanceof EngineError);
  t.is(
    error?.hint,
    'see what keeps it busy (docker info, journalctl -u docker), or give it more time with NUA_ENGINE_TIMEOUT=SECONDS; the next run goes on from here',
  );
  t.deepEqual(calls, ['GET /containers/web/json']);
  await t.throwsAsync(docker.start('web'), { instanceOf: Silence, message: /POST \/containers\/web\/start/ });
});

test('silence within an answer ends too', async t => {
  const stall = (_: string, answer: ServerResponse): Reply => {
    answer.writeHead(200, { 'Content-Length': 100 }).write('{"half');
    return undefined;
  };
  const { docker } = await fake(t, stall, { patience: 0.4 });
  await t.throwsAsync(docker.inspectContainer('web'), { instanceOf: Silence });
});

test('a stop may take its grace besides, or without one ten times as long as other calls', async t => {
  const late = (_: string, answer: ServerResponse): Reply => {
    setTimeout(() => answer.writeHead(204).end(), 1500);
    return undefined;
  };
  const { docker, calls } = await fake(t, late, { patience: 1 });
  await t.notThrowsAsync(docker.stop('web', 20));
  await t.notThrowsAsync(docker.stop('web'));
  t.deepEqual(calls, ['POST /containers/web/stop', 'POST /containers/web/stop']);
  await t.throwsAsync(docker.stop('web', 0), { instanceOf: Silence });
});

test('a container is waited for as long as it takes, and not longer', async t => {
  let looks = 0;
  const answers = (call: string): Reply => {
    if (call.startsWith('POST')) return undefined;
    looks += 1;
    return { body: { State: looks < 3 ? { Running: true } : { Running: false, ExitCode: 7 } } };
  };
  const { docker, calls } = await fake(t, answers, { patience: 1 });
  t.is(await docker.wait('web', forever), 7);
  t.is(calls.filter(call => call === 'POST /containers/web/wait').length, 3);
});

const build = { path: undefined, dockerfile: 'Dockerfile', query: { remote: 'https://example.org/x.git' } };

test('a build may be silent for as long as the engine answers pings', async t => {
  const { docker } = await fake(
    t,
    (_, answer) => {
      answer.write('{"stream":"Step 1/2\\n"}\n');
      setTimeout(() => answer.end('{"stream":"done\\n"}\n'), 2000);
      return undefined;
    },
    { patience: 1 },
  );
  const lines: string[] = [];
  await docker.build(build, listening({ output: (_, line) => lines.push(line) }));
  t.deepEqual(lines, ['Step 1/2', 'done']);
});

test('a log that is followed may be silent as well', async t => {
  const { docker } = await fake(
    t,
    (call, answer) => {
      if (!call.endsWith('/logs')) return { body: { Config: { Tty: true } } };
      answer.writeHead(200).write('2030-01-02T03:04:05.1Z begins\n');
      setTimeout(() => answer.end('2030-01-02T03:04:06.1Z ends\n'), 1500);
      return undefined;
    },
    { patience: 0.5 },
  );
  const lines: string[] = [];
  for await (const { line } of docker.logs('web', { follow: true }, forever)) lines.push(line);
  t.deepEqual(lines, ['begins', 'ends']);
});

test('a build ends when the engine does not answer pings any more', async t => {
  const begin = (_: string, answer: ServerResponse): Reply => {
    answer.write('{"stream":"Step 1/2\\n"}\n');
    return undefined;
  };
  const { docker } = await fake(t, begin, { patience: 0.4, pings: false });
  await t.throwsAsync(docker.build(build, listening({})), {
    instanceOf: LostAnswer,
    message: /has not answered GET \/_ping for 0.4 s$/,
  });
});

test('an engine that restarts is waited for, one that was never there is not', async t => {
  const { docker, server, path } = await fake(t, () => ({ body: { Id: '1' } }));
  await docker.inspectContainer('web');
  server.closeAllConnections();
  await new Promise(closed => server.close(closed));
  const read = docker.inspectContainer('web');
  const create = docker.create('web', { Image: 'x', Labels: labels });
  server.listen(path);
  t.deepEqual(await read, { Id: '1' });
  t.is((await create).id, '1');
  server.closeAllConnections();
  await new Promise(closed => server.close(closed));
  const fresh = connect(findEndpoint({ option: `unix://${path}`, env: {} }));
  await t.throwsAsync(fresh.world(), { instanceOf: NoConnection });
  server.listen(path);
});

function listening(wishes: Partial<Listener>): Listener {
  return { output: ignore, transfer: ignore, signal: forever, ...wishes };
}
