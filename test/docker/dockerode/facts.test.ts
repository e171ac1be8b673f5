import test from 'ava';
import {
  readContainers,
  readImages,
  readNetworks,
  readVolumes,
} from '../../../src/docker/dockerode/facts.ts';

test('a container: its own name among those of links, volumes by name, networks', t => {
  const [[name, facts] = []] = readContainers([
    {
      Id: 'c1',
      Names: ['/front/db', '/db'],
      ImageID: 'sha256:i',
      State: 'paused',
      Labels: { a: 'b' },
      Mounts: [
        { Type: 'volume', Name: 'data', Destination: '/data', RW: true },
        { Type: 'bind', Source: '/etc', Destination: '/conf', RW: false },
      ],
      NetworkSettings: { Networks: { bridge: {}, back: {} } },
    },
  ]);
  t.is(name, 'db');
  t.deepEqual(facts, {
    id: 'c1',
    name: 'db',
    state: 'paused',
    imageId: 'sha256:i',
    labels: { a: 'b' },
    mounts: [
      { type: 'volume', volume: 'data', destination: '/data' },
      { type: 'bind', volume: undefined, destination: '/conf' },
    ],
    networks: ['bridge', 'back'],
  });
});

test('what the engine writes null for is empty', t => {
  const [facts] = readContainers([
    {
      Id: 'c',
      Names: ['/c'],
      ImageID: 'i',
      State: 'created',
      Labels: null,
      Mounts: null,
      NetworkSettings: null,
    },
  ]).values();
  t.like(facts, { labels: {}, mounts: [], networks: [] });
  t.is(readVolumes({ Volumes: null, Warnings: null }).size, 0);
  t.is(readImages(undefined).size, 0);
});

test('images by id with tags and digests; a dangling one has neither', t => {
  const images = readImages([
    { Id: 'sha256:1', RepoTags: ['web:1', 'web:latest'], RepoDigests: ['web@sha256:d'], Labels: null },
    { Id: 'sha256:2', RepoTags: ['<none>:<none>'], RepoDigests: ['<none>@<none>'], Labels: { k: 'v' } },
    { Id: 'sha256:3', RepoTags: null, RepoDigests: null, Labels: {} },
  ]);
  t.deepEqual(images.get('sha256:1')?.references, ['web:1', 'web:latest', 'web@sha256:d']);
  t.deepEqual(images.get('sha256:2'), { id: 'sha256:2', references: [], labels: { k: 'v' } });
  t.deepEqual(images.get('sha256:3')?.references, []);
});

test('networks and volumes by name', t => {
  t.deepEqual(
    [...readNetworks([{ Name: 'back', Id: 'n1', Labels: {} }])],
    [['back', { name: 'back', labels: {} }]],
  );
  t.deepEqual(
    [...readVolumes({ Volumes: [{ Name: 'data', Driver: 'local', Labels: { 'nua-start.unit': 'u' } }] })],
    [['data', { name: 'data', labels: { 'nua-start.unit': 'u' } }]],
  );
});
