import test from 'ava';
import { UsageError } from '../../src/core/errors.ts';
import { findEndpoint } from '../../src/docker/endpoint.ts';

const good: readonly (readonly [form: string, address: string])[] = [
  ['unix:///var/run/docker.sock', 'unix:///var/run/docker.sock'],
  ['unix://var/run/docker.sock', 'unix:///var/run/docker.sock'],
  ['unix:////run/docker.sock', 'unix:///run/docker.sock'],
  ['unix://', 'unix:///var/run/docker.sock'],
  ['http+unix://run/docker.sock', 'unix:///run/docker.sock'],
  ['http+unix://%2Frun%2Fdocker.sock', 'unix:///run/docker.sock'],
  ['tcp://127.0.0.1:2375', 'tcp://127.0.0.1:2375'],
  ['tcp://127.0.0.1:2375/', 'tcp://127.0.0.1:2375'],
  ['http://localhost:2375', 'tcp://localhost:2375'],
  ['HTTP://localhost:2375', 'tcp://localhost:2375'],
  ['127.1.2.3:1', 'tcp://127.1.2.3:1'],
  ['tcp://[::1]:65535', 'tcp://[::1]:65535'],
  [':2375', 'tcp://127.0.0.1:2375'],
  [' unix:///a b.sock ', 'unix:///a b.sock'],
];

for (const [form, address] of good) {
  test(`-H "${form}" is ${address}`, t => {
    const endpoint = findEndpoint({ option: form, env: {} });
    t.is(endpoint.address, address);
    t.is(endpoint.local, address.startsWith('unix:'));
    t.is(endpoint.source, '-H');
  });
}

const wrong: readonly (readonly [form: string, message: string, env?: Record<string, string>])[] = [
  ['tcp://127.0.0.1', '-H tcp://127.0.0.1: a port is required'],
  ['localhost', '-H localhost: a port is required'],
  ['tcp://', '-H tcp://: a port is required'],
  ['tcp://127.0.0.1:0', '-H tcp://127.0.0.1:0: 0 is no port'],
  ['tcp://127.0.0.1:65536', '-H tcp://127.0.0.1:65536: 65536 is no port'],
  ['tcp://127.0.0.1:1/prefix', '-H tcp://127.0.0.1:1/prefix: it is neither a socket nor HOST:PORT'],
  ['/var/run/docker.sock', '-H /var/run/docker.sock: it is neither a socket nor HOST:PORT'],
  ['a:b:c', '-H a:b:c: it is neither a socket nor HOST:PORT'],
  ['ftp://localhost:1', '-H ftp://localhost:1: "ftp://" is no way to reach an engine'],
  ['http+unix://%ZZ', '-H http+unix://%ZZ: its percent-encoding is broken'],
  ['ssh://me@host', '-H ssh://me@host: ssh is not supported yet'],
  ['https://127.0.0.1:2376', '-H https://127.0.0.1:2376: TLS is not supported yet'],
  [
    'tcp://127.0.0.1:2376',
    '-H tcp://127.0.0.1:2376: TLS is not supported yet, and DOCKER_TLS_VERIFY asks for it',
    { DOCKER_TLS_VERIFY: '0' },
  ],
  [
    'tcp://192.0.2.1:2375',
    '-H tcp://192.0.2.1:2375: unencrypted TCP gives everybody on the way control over that machine',
  ],
  [
    '127.0.0.1.example.org:2375',
    '-H tcp://127.0.0.1.example.org:2375: unencrypted TCP gives everybody on the way control over that machine',
  ],
];

for (const [form, message, env = {}] of wrong) {
  test(`-H "${form}" is refused`, t => {
    const error = t.throws(() => findEndpoint({ option: form, env }), { instanceOf: UsageError, message });
    t.truthy(error.hint);
  });
}

test('-H comes before DOCKER_HOST, and that before the default; empty ones do not count', t => {
  const env = { DOCKER_HOST: 'unix:///env.sock' };
  t.is(findEndpoint({ option: 'unix:///option.sock', env }).address, 'unix:///option.sock');
  t.like(findEndpoint({ option: ' ', env }), { address: 'unix:///env.sock', source: 'DOCKER_HOST' });
  t.like(findEndpoint({ env: { DOCKER_HOST: '' } }), {
    address: 'unix:///var/run/docker.sock',
    target: { path: '/var/run/docker.sock' },
    local: true,
    source: 'default',
  });
});

test('a wrong DOCKER_HOST is named as such', t => {
  t.throws(() => findEndpoint({ env: { DOCKER_HOST: 'here' } }), {
    message: 'DOCKER_HOST here: a port is required',
  });
});

test('insecure lets unencrypted TCP leave the machine', t => {
  const endpoint = findEndpoint({ option: 'tcp://192.0.2.1:2375', env: {}, insecure: true });
  t.deepEqual(endpoint.target, { host: '192.0.2.1', port: 2375 });
  t.false(endpoint.local);
});

test('an answer has 60 seconds, or what NUA_ENGINE_TIMEOUT says', t => {
  const patience = (text?: string): number => findEndpoint({ env: { NUA_ENGINE_TIMEOUT: text } }).patience;
  t.is(patience(), 60);
  t.is(patience(' '), 60);
  t.is(patience('0.5'), 0.5);
  t.is(patience('86400'), 86_400);
  for (const wrong of ['0', '-1', 'long', '1e9', 'Infinity', '5s']) {
    t.throws(() => patience(wrong), {
      instanceOf: UsageError,
      message: `NUA_ENGINE_TIMEOUT: wanted a number above 0, at most 86400, found "${wrong}"`,
    });
  }
});
