import test from 'ava';
import { dependenciesOf, linksOf, networksOf, volumesOf } from '../../src/docker/dependencies.ts';
import { imageOf } from '../../src/docker/image-of.ts';
import { orderedLink } from '../../src/docker/keywords/links.ts';
import { container } from '../support/container.ts';

test('dependencies are links, volumes_from, shared name-spaces and depends_on, once each and never itself', t => {
  const given = container({
    creation: { volumes_from: ['data:ro', 'web'] },
    startup: {
      links: { db: 'd', data: 'x' },
      network_mode: 'container:net',
      pid_mode: 'container:pid',
      ipc_mode: 'host',
    },
    engine: { HostConfig: { IpcMode: 'container:ipc' } },
    dependsOn: ['db', 'last'],
  });
  t.deepEqual(dependenciesOf(given), ['db', 'data', 'net', 'pid', 'ipc', 'last']);
  t.deepEqual(dependenciesOf(container({})), []);
});

test('links tell the address to fall back to, and which were pairs', t => {
  const given = container({
    startup: { links: [{ db: { alias: 'd', else: '10.0.0.1' } }, ['cgit.main', 'nginx']] },
  });
  t.deepEqual(linksOf(given), [
    { container: 'db', alias: 'd', fallback: '10.0.0.1' },
    { container: 'cgit.main', alias: 'nginx', pair: true },
  ]);
  t.deepEqual(linksOf(container({ creation: { links: 'a:b' } })), [{ container: 'a', alias: 'b' }]);
  t.deepEqual(linksOf(container({})), []);
});

test('a pair is turned round when only its second name is a container', t => {
  const known = (name: string) => name === 'nginx' || name === 'db';
  t.deepEqual(orderedLink({ container: 'cgit.main', alias: 'nginx', pair: true }, known), {
    container: 'nginx',
    alias: 'cgit.main',
  });
  t.deepEqual(orderedLink({ container: 'db', alias: 'nginx', pair: true }, known), {
    container: 'db',
    alias: 'nginx',
  });
  t.deepEqual(orderedLink({ container: 'gone', alias: 'db', fallback: '::1' }, known), {
    container: 'gone',
    alias: 'db',
    fallback: '::1',
  });
});

test('networks are those of network_mode and networking_config that someone made', t => {
  t.deepEqual(networksOf(container({ startup: { network_mode: 'front' } })), ['front']);
  t.deepEqual(networksOf(container({ creation: { networking_config: ['front', 'bridge', 'back'] } })), [
    'front',
    'back',
  ]);
  for (const mode of ['bridge', 'default', 'host', 'none', 'container:web']) {
    t.deepEqual(networksOf(container({ startup: { network_mode: mode } })), []);
  }
});

test('volumes are the named ones of binds and mounts', t => {
  const mounts = [
    { target: '/a', source: 'two' },
    { target: '/b' },
    { target: '/c', type: 'bind', source: '/three' },
  ];
  const binds = { one: '/1', '/abs': '/2', './rel': '/3', '${PWD}': '/4', two: '/5' };
  t.deepEqual(volumesOf(container({ startup: { binds, mounts } })), ['one', 'two']);
});

const images: readonly (readonly [creation: { image?: string; tag?: string }, image: string | undefined])[] =
  [
    [{}, undefined],
    [{ image: 'web' }, 'web:latest'],
    [{ image: 'web', tag: '2' }, 'web:2'],
    [{ image: 'web:1', tag: '2' }, 'web:1'],
    [{ image: 'localhost:5000/web' }, 'localhost:5000/web:latest'],
    [{ image: 'localhost:5000/web:1' }, 'localhost:5000/web:1'],
    [{ image: 'web@sha256:abc', tag: '2' }, 'web@sha256:abc'],
    [{ image: 'sha256:abc' }, 'sha256:abc'],
    [{ image: '0123456789ab' }, '0123456789ab'],
    [{ image: '[[.Image]](db)' }, '[[.Image]](db)'],
  ];

for (const [creation, image] of images) {
  test(`the image of ${JSON.stringify(creation)} is ${image}`, t =>
    t.is(imageOf(container({ creation })), image));
}

test('the tag of the build goes before the image', t => {
  t.is(imageOf(container({ build: { path: '/x', tag: 'own:1' }, creation: { image: 'other' } })), 'own:1');
});
