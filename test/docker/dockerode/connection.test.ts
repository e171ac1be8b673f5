import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { EngineError, OrderError } from '../../../src/core/errors.ts';
import { ApiError } from '../../../src/docker/api-error.ts';
import { connect } from '../../../src/docker/dockerode.ts';
import { findEndpoint } from '../../../src/docker/endpoint.ts';
import type { Docker } from '../../../src/docker/engine.ts';

const deaf = { output: () => {}, transfer: () => {}, signal: new AbortController().signal };

async function listen(
  t: ExecutionContext,
  server: Server,
  trace?: (line: string) => void,
): Promise<{ docker: Docker; address: string }> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<Socket>();
  server.on('connection', socket => sockets.add(socket));
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const bound: AddressInfo | string | null = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  const address = `tcp://127.0.0.1:${bound.port}`;
  return { docker: connect(findEndpoint({ option: address, env: {} }), trace), address };
}

async function answering(
  t: ExecutionContext,
  answer: RequestListener,
): Promise<{ docker: Docker; address: string }> {
  return await listen(t, createHttpServer(answer));
}

test('nobody listens', async t => {
  const docker = connect(findEndpoint({ option: 'tcp://127.0.0.1:1', env: {} }));
  const message = 'no Docker engine answers at tcp://127.0.0.1:1: the connection is refused';
  await t.throwsAsync(docker.world(), { instanceOf: EngineError, message });
  await t.throwsAsync(docker.start('x'), { instanceOf: EngineError, message });
});

test('there is no socket', async t => {
  const docker = connect(findEndpoint({ option: 'unix:///none/docker.sock', env: {} }));
  const message = 'no Docker engine answers at unix:///none/docker.sock: there is no such socket';
  await t.throwsAsync(docker.inspectContainer('x'), { instanceOf: EngineError, message });
});

test('what listens speaks no HTTP', async t => {
  const { docker, address } = await listen(
    t,
    createServer(socket => socket.end('220 mail.example.org ESMTP\r\n')),
  );
  const message = `no Docker engine answers at ${address}: what answers there is no Docker engine`;
  await t.throwsAsync(docker.world(), { instanceOf: EngineError, message });
});

test('what listens is another web server', async t => {
  const { docker, address } = await answering(t, (_, response) => response.end('<html></html>'));
  const message = `no Docker engine answers at ${address}: what answers there is no Docker engine`;
  await t.throwsAsync(docker.world(), { instanceOf: EngineError, message });
});

test('the connection breaks within an answer', async t => {
  const { docker, address } = await answering(t, (_, response) => {
    response.writeHead(200, { 'Content-Length': 100 });
    response.write('{"half', () => response.destroy());
  });
  const message = `the Docker engine at ${address} broke the connection`;
  await t.throwsAsync(docker.inspectContainer('x'), { instanceOf: EngineError, message });
});

test('a refusal carries the engine’s words and its status', async t => {
  const { docker } = await answering(t, (_, response) => {
    response.writeHead(409, { 'Content-Type': 'application/json' }).end('{"message":"it is in use"}');
  });
  const error = await t.throwsAsync(docker.removeVolume('x'), {
    instanceOf: ApiError,
    message: 'it is in use',
  });
  t.is(error?.statusCode, 409);
});

test('names are escaped, queries and bodies are sent apart', async t => {
  const requests: string[] = [];
  const { docker } = await answering(t, (request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      requests.push(`${request.method} ${request.url} ${body}`);
      response.end('{"Id":"1","Warnings":["careful"]}');
    });
  });
  t.deepEqual(await docker.create('web', { Image: 'x' }, 'linux/arm64'), { id: '1', warnings: ['careful'] });
  await docker.inspectContainer('a?b/../c#');
  await docker.inspectImage('127.0.0.1:5000/a@sha256:0');
  await docker.stop('web', 1.2);
  await docker.stop('web');
  await docker.createNetwork('net', { Driver: 'bridge' });
  await docker.pull('docker.io/library/web', deaf, 'linux/arm64');
  t.deepEqual(requests, [
    'POST /containers/create?name=web&platform=linux%2Farm64 {"Image":"x"}',
    'GET /containers/a%3Fb%2F..%2Fc%23/json? ',
    'GET /images/127.0.0.1%3A5000%2Fa%40sha256%3A0/json? ',
    'POST /containers/web/stop?t=2 ',
    'POST /containers/web/stop? ',
    'POST /networks/create? {"Driver":"bridge","Name":"net","CheckDuplicate":true}',
    'POST /images/create?fromImage=web%3Alatest&platform=linux%2Farm64 ',
  ]);
});

test('a pull that fails tells what to do about the reason, where that is known', async t => {
  const { docker } = await answering(t, (request, response) => {
    const reason = request.url?.includes('big')
      ? 'write /layer: no space left on device'
      : 'manifest unknown';
    response.end(JSON.stringify({ errorDetail: { message: reason }, error: reason }));
  });
  const pull = (image: string) => docker.pull(image, deaf);
  t.regex((await t.throwsAsync(pull('big'), { instanceOf: OrderError }))?.hint ?? '', /docker system prune/);
  t.regex((await t.throwsAsync(pull('other'), { instanceOf: OrderError }))?.hint ?? '', /correct its name/);
});

test('a trace tells of each call what is asked and how it went, and nothing of what is sent', async t => {
  const lines: string[] = [];
  const server = createHttpServer((request, response) => {
    request.resume();
    response.writeHead(request.url?.startsWith('/build') ? 200 : 404).end('{"message":"none"}');
  });
  const { docker } = await listen(t, server, line => lines.push(line.replace(/\d+ ms$/, 'N ms')));
  const query = { remote: 'https://example.org/x.git', buildargs: '{"KEY":"secret"}' };
  await docker.inspectContainer('a b');
  await docker.build({ path: undefined, dockerfile: 'Dockerfile', query }, deaf);
  await t.throwsAsync(docker.create('web', { Env: ['KEY=secret'] }));
  server.prependListener('request', request => void request.destroy());
  const names = { repository: 'web', tag: 'new', message: undefined, author: undefined, labels: {} };
  await t.throwsAsync(docker.commit('web', names));
  t.deepEqual(lines, [
    'GET /containers/a%20b/json: 404, N ms',
    'POST /build?dockerfile=Dockerfile&remote=https://example.org/x.git&buildargs=…: 200, N ms',
    'POST /containers/create?name=web: 404, N ms',
    'POST /commit?container=web&repo=web&tag=new: socket hang up, N ms',
  ]);
});
