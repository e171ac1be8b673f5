import test from 'ava';
import { resolvePath, resolvePaths, resolvePathsIn } from '../../src/unit/paths.ts';

const base = { configuration: '/conf', cwd: '/home/me' };

for (const [written, path] of [
  ['data/web', '/conf/data/web'],
  ['./data', '/conf/data'],
  ['../shared', '/shared'],
  ['/srv/data', '/srv/data'],
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the language of paths in units
  ['${DOCKERCONF}/data', '/conf/data'],
  ['${DOCKERSTRA_CONF}/data', '/conf/data'],
  ['${NUA_CONF}/data', '/conf/data'],
  ['${CONFIG_DIR}/data', '/conf/data'],
  ['${PWD}/data', '/home/me/data'],
  ['${HOME}/data', '/conf/${HOME}/data'],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the language of paths in units
  ['https://example.org/app.git', 'https://example.org/app.git'],
  ['git@example.org:app.git', 'git@example.org:app.git'],
] as const) {
  test(`${written} is ${path}`, t => {
    t.is(resolvePath(written, base), path);
  });
}

test('host sides become absolute, named volumes and container sides do not', t => {
  const written = {
    build: { path: 'services/web', tag: 'services/web' },
    startup: {
      binds: { 'data/web': '/data', store: '/store', '.': { bind: '/conf', ro: true } },
      mounts: [
        { type: 'bind', source: 'data/web', target: '/data' },
        { type: 'volume', source: 'store', target: '/store' },
      ],
    },
  };
  t.deepEqual(resolvePaths(written, base), {
    build: { path: '/conf/services/web', tag: 'services/web' },
    startup: {
      binds: { '/conf/data/web': '/data', store: '/store', '/conf': { bind: '/conf', ro: true } },
      mounts: [
        { type: 'bind', source: '/conf/data/web', target: '/data' },
        { type: 'volume', source: 'store', target: '/store' },
      ],
    },
  });
});

test('binds that are texts, also those of an order', t => {
  t.deepEqual(resolvePathsIn({ binds: ['data/web:/data:ro', 'store:/store', '/srv:/srv'] }, base), {
    binds: ['/conf/data/web:/data:ro', 'store:/store', '/srv:/srv'],
  });
  t.deepEqual(resolvePathsIn({ run: ['data/web'] }, base), { run: ['data/web'] });
});

test('a host side that only the engine can say stays as it is', t => {
  const binds = { '[[.Mounts[0].Source]](db)': '/data', '{{.Mounts[0].Source}}(db)': '/data' };
  t.deepEqual(resolvePathsIn({ binds }, base), { binds });
});
