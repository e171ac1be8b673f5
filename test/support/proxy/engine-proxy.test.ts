import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import { openProxy } from './engine-proxy.ts';
import { at, type Fault } from './fault.ts';

type Answer = { readonly status: number | undefined; readonly body: string };

/** A proxy in front of a server that notes its calls, and echoes what comes on an upgraded connection. */
async function proxied(t: ExecutionContext) {
  const path = join(tmpdir(), `nua-start-proxied-${process.pid}-${Math.random()}.sock`);
  const heard: string[] = [];
  const server = createServer(async (incoming, answer) => {
    heard.push(`${incoming.method} ${incoming.url} ${await text(incoming)}`);
    if (incoming.url === '/refuses') return void answer.writeHead(404).end('none');
    answer.write(`answer to ${incoming.url}`);
    if (incoming.url !== '/endless') answer.end();
  });
  server.on('upgrade', (incoming, socket, head) => {
    heard.push(`${incoming.method} ${incoming.url}`);
    if (incoming.url === '/refuses') {
      socket.end('HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\n\r\nno');
      return;
    }
    socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
    socket.write(head);
    socket.pipe(socket);
  });
  server.listen(path);
  await once(server, 'listening');
  const proxy = await openProxy(path);
  t.teardown(async () => {
    await proxy.close();
    server.closeAllConnections();
    server.close();
    rmSync(path, { force: true });
  });
  const socketPath = proxy.address.replace('unix://', '');
  const call = async (path: string, method = 'GET', body = ''): Promise<Answer> => {
    const outgoing = request({ socketPath, path, method });
    outgoing.end(body);
    const [answer] = await once(outgoing, 'response');
    return { status: answer.statusCode, body: await text(answer) };
  };
  const upgrade = async (path: string, body: string) => {
    const headers = { Connection: 'Upgrade', Upgrade: 'tcp', 'Content-Length': body.length };
    const outgoing = request({ socketPath, path, method: 'POST', headers, agent: false });
    outgoing.end(body);
    return await Promise.race([
      once(outgoing, 'upgrade').then(([, socket, first]): Duplex => {
        socket.unshift(first);
        return socket;
      }),
      once(outgoing, 'response').then(([answer]): number => answer.statusCode),
    ]);
  };
  return { proxy, heard, call, upgrade };
}

test('what no fault hits goes through, and is counted with its method and path', async t => {
  const { proxy, heard, call } = await proxied(t);
  t.deepEqual(await call('/a?b=1'), { status: 200, body: 'answer to /a?b=1' });
  t.deepEqual(await call('/refuses', 'POST', 'body'), { status: 404, body: 'none' });
  await call('/_ping');
  t.deepEqual(heard, ['GET /a?b=1 ', 'POST /refuses body', 'GET /_ping ']);
  t.deepEqual(proxy.calls, [
    { number: 1, method: 'GET', path: '/a?b=1' },
    { number: 2, method: 'POST', path: '/refuses' },
  ]);
  proxy.expect();
  await call('/c');
  t.deepEqual(proxy.calls, [{ number: 1, method: 'GET', path: '/c' }]);
});

test('upgraded connections go through both ways, refused ones are told', async t => {
  const { proxy, upgrade } = await proxied(t);
  const socket = await upgrade('/attach', 'first ');
  if (typeof socket === 'number') return t.fail();
  socket.end('second');
  t.is(await text(socket), 'first second');
  t.is(await upgrade('/refuses', ''), 409);
  t.deepEqual(
    proxy.calls.map(({ path }) => path),
    ['/attach', '/refuses'],
  );
});

const broken = test.macro(async (t, fault: Fault, heardOf: readonly string[]) => {
  const { proxy, heard, call, upgrade } = await proxied(t);
  proxy.expect(at(2, fault));
  await call('/1');
  await t.throwsAsync(call('/2'), { code: 'ECONNRESET' });
  await call('/3');
  t.deepEqual(heard, ['GET /1 ', ...heardOf, 'GET /3 ']);
  proxy.expect(at(1, fault));
  await t.throwsAsync(async () => await buffer(asStream(await upgrade('/attach', 'body'))));
});

test('refuse: the connection is closed at once', broken, { kind: 'refuse' }, []);
test('lose: the engine has acted', broken, { kind: 'lose' }, ['GET /2 ']);

/** A stream that ends without an error within its HTTP answer is an error to whoever counts on more. */
async function* asStream(socket: Duplex | number): AsyncGenerator<Buffer> {
  if (typeof socket === 'number') throw new Error(`status ${socket}`);
  yield* socket;
}

test('cut: the answer begins and breaks off', async t => {
  const { proxy, call, upgrade } = await proxied(t);
  proxy.expect(at(1, { kind: 'cut' }));
  await t.throwsAsync(call('/2'), { code: 'ECONNRESET' });
  await t.notThrowsAsync(call('/3'));
  proxy.expect(at(1, { kind: 'cut' }));
  const socket = await upgrade('/attach', '12345678');
  if (typeof socket === 'number') return t.fail();
  t.is(await text(socket), '1234');
});

test('error: 500, and the engine knows nothing of it', async t => {
  const { proxy, heard, call, upgrade } = await proxied(t);
  proxy.expect(() => ({ kind: 'error' }));
  t.deepEqual(await call('/1', 'POST', 'x'), { status: 500, body: '{"message":"the proxy says no"}' });
  t.is(await upgrade('/attach', 'x'), 500);
  t.deepEqual(heard, []);
});

test('hang and stall: nothing, or nothing more, until the client gives up', async t => {
  const { proxy, heard, call } = await proxied(t);
  const socketPath = proxy.address.replace('unix://', '');
  proxy.expect(({ path }) => ({ kind: path === '/hang' ? 'hang' : 'stall' }));
  const hanging = request({ socketPath, path: '/hang', agent: false }).end();
  hanging.on('error', () => undefined);
  const stalling = request({ socketPath, path: '/stall', agent: false }).end();
  const [answer] = await once(stalling, 'response');
  const [chunk] = await once(answer, 'data');
  t.is(String(chunk), 'answer t');
  t.deepEqual(heard, ['GET /stall ']);
  hanging.destroy();
  stalling.destroy();
  proxy.expect();
  t.is((await call('/2')).status, 200);
});

test('delay: the engine hears of it later', async t => {
  const { proxy, call } = await proxied(t);
  proxy.expect(() => ({ kind: 'delay', milliseconds: 10 }));
  t.is((await call('/1')).body, 'answer to /1');
});

test('kill: before the engine hears of the call, or when it has answered', async t => {
  const { proxy, heard, call } = await proxied(t);
  for (const when of ['before', 'after'] as const) {
    const { promise, resolve } = Promise.withResolvers<void>();
    proxy.expect(at(1, { kind: 'kill', when }), resolve);
    const broken = t.throwsAsync(call(`/${when}`));
    await promise;
    proxy.hangUp();
    await broken;
  }
  t.deepEqual(heard, ['GET /after ']);
});

test('a client that goes away takes its call with it', async t => {
  const { proxy } = await proxied(t);
  const outgoing = request({ socketPath: proxy.address.replace('unix://', ''), path: '/endless' }).end();
  outgoing.on('error', () => undefined);
  const [answer] = await once(outgoing, 'response');
  await once(answer, 'data');
  answer.destroy();
  await t.notThrowsAsync(proxy.close());
});
