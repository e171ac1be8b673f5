import test from 'ava';
import { isObject, type JsonObject } from '../../src/core/json.ts';
import { createBody, platformOf } from '../../src/docker/create-body.ts';
import { container } from '../support/container.ts';

test('creation, startup and engine make one body, and each wins over the one before', t => {
  const body = createBody(
    container({
      creation: {
        image: 'busybox:stable',
        mem_limit: '1m',
        volumes_from: 'data',
        ports: [80],
        host_config: { Memory: 1, Init: true },
      },
      startup: { mem_limit: '2m', port_bindings: { 53: 5353 }, binds: null },
      engine: { HostConfig: { ShmSize: 7 }, Hostname: 'h' },
    }),
  );
  t.deepEqual(body, {
    Image: 'busybox:stable',
    Hostname: 'h',
    ExposedPorts: { '80/tcp': {}, '53/tcp': {} },
    HostConfig: {
      Memory: 2097152,
      Init: true,
      VolumesFrom: ['data'],
      PortBindings: { '53/tcp': [{ HostIp: '', HostPort: '5353' }] },
      ShmSize: 7,
    },
  });
});

test('nothing given makes nothing: what the image says stays', t => {
  t.deepEqual(createBody(container({ build: { path: '/x', tag: 'own' } })), { Image: 'own' });
});

test('the platform goes beside the body', t => {
  const given = container({ creation: { image: 'a', platform: 'linux/arm64' } });
  t.deepEqual(createBody(given), { Image: 'a:latest' });
  t.is(platformOf(given), 'linux/arm64');
  t.is(platformOf(container({})), undefined);
});

test('detach: no with open standard input attaches that too', t => {
  const body = createBody(container({ creation: { detach: 'no', stdin_open: 'yes' } }));
  t.deepEqual(body, {
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    OpenStdin: true,
    StdinOnce: true,
  });
});

test('the first network is the network mode too, and links stand at its endpoint', t => {
  const given = {
    creation: { networking_config: { front: { aliases: ['w'] }, back: null } },
    startup: { links: ['db'] },
  };
  t.deepEqual(createBody(container(given)), {
    HostConfig: { Links: ['db:db'], NetworkMode: 'front' },
    NetworkingConfig: { EndpointsConfig: { front: { Links: ['db:db'], Aliases: ['w'] }, back: {} } },
  });
});

test('links on the default bridge stand in the host configuration alone', t => {
  t.deepEqual(createBody(container({ startup: { links: ['db'], network_mode: 'bridge' } })), {
    HostConfig: { Links: ['db:db'], NetworkMode: 'bridge' },
  });
});

test('an answered late expression is read as what its keyword wants', t => {
  const written = container({
    startup: { mem_limit: '[[.Config.Labels.m]]', port_bindings: { 80: '{{.A}}(b)' } },
  });
  t.deepEqual(createBody(written), {
    ExposedPorts: { '80/tcp': {} },
    HostConfig: {
      Memory: '[[.Config.Labels.m]]',
      PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '{{.A}}(b)' }] },
    },
  });
  const answered = {
    ...written,
    startup: { mem_limit: '1k', port_bindings: { '80/tcp': ['127.0.0.1:81'] } },
  };
  t.deepEqual(createBody(answered), {
    ExposedPorts: { '80/tcp': {} },
    HostConfig: { Memory: 1024, PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '81' }] } },
  });
});

test('an answer that does not fit says which keyword it was for', t => {
  const answered = { ...container({}), startup: { mem_limit: 'busybox' } };
  t.throws(() => createBody(answered), {
    message: 'mem_limit: wanted a size like 512m or a number of bytes, found "busybox"',
  });
});

test('the body is plain JSON', t => {
  const body = createBody(
    container({ startup: { binds: { '/a': '/b' }, links: { a: { else: '1.2.3.4' } } } }),
  );
  const read: unknown = JSON.parse(JSON.stringify(body));
  t.true(isObject(read));
  t.deepEqual<unknown, JsonObject>(read, body);
});
