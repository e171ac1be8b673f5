import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { Readable } from 'node:stream';
import test from 'ava';
import { call, endpoint } from '../../src/setup/http.js';

test('DOCKER_HOST is read as docker reads it', t => {
  t.deepEqual(endpoint('unix:///run/user/1000/docker.sock'), { socketPath: '/run/user/1000/docker.sock' });
  t.deepEqual(endpoint('unix://var/run/docker.sock'), { socketPath: '/var/run/docker.sock' });
  t.deepEqual(endpoint('tcp://127.0.0.1:2375'), { host: '127.0.0.1', port: 2375 });
  t.deepEqual(endpoint('tcp://[::1]:2375/'), { host: '::1', port: 2375 });
  t.is(endpoint('ssh://me@there'), undefined);
});

/** An engine that answers everything in one way; DOCKER_HOST names it while `work` runs. */
async function withEngine(answer: RequestListener, work: () => Promise<void>): Promise<void> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  process.env['DOCKER_HOST'] = `tcp://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
  try {
    await work();
  } finally {
    delete process.env['DOCKER_HOST'];
    server.closeAllConnections();
    server.close();
  }
}

test.serial('a body is sent and the answer read', async t => {
  const echo: RequestListener = (request, response) => void request.pipe(response);
  await withEngine(echo, async () => {
    t.is(await call('POST', '/x', { body: Readable.from(['one ', 'two']) }), 'one two');
  });
});

test.serial('a bad status and an error inside of a good answer reject', async t => {
  await withEngine(
    (_, response) => void response.writeHead(404).end('no such thing\n'),
    async () => {
      await t.throwsAsync(call('GET', '/x'), { message: 'engine: GET /x: 404 no such thing' });
    },
  );
  await withEngine(
    (_, response) => void response.end('{"status":"Pulling"}\n{"errorDetail":{"message":"denied"}}'),
    async () => {
      await t.throwsAsync(call('POST', '/x'), { message: /denied/ });
    },
  );
});

test.serial('an engine that does not answer, and a body that breaks off, reject', async t => {
  await withEngine(
    () => undefined,
    async () => {
      await t.throwsAsync(call('GET', '/x', { timeout: 50 }), { message: 'no answer in 0.05 s' });
      const broken = new Readable({
        read() {
          this.destroy(new Error('disk on fire'));
        },
      });
      await t.throwsAsync(call('POST', '/x', { body: broken }), { message: 'disk on fire' });
    },
  );
});
