import test from 'ava';
import { resolvePath, resolvePathsIn } from '../../src/unit/paths.ts';
import { prepare } from '../support/plan.ts';

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

const bind = (container: string, mode = 'rw') => ({ host: 'DIR/data/web', container, mode });

for (const [written, expected] of [
  ['{data/web: /data}', [bind('/data')]],
  ['{./data/web: {bind: /data, ro: true}}', [bind('/data', 'ro')]],
  ["['data/web:/data:ro']", [bind('/data', 'ro')]],
  ['./data/web:/data', [bind('/data')]],
  ['[{host: ./data/web, container: /data}]', [bind('/data')]],
  ['{store: /data}', [{ host: 'store', container: '/data', mode: 'rw' }]],
  ["['/srv:/srv']", [{ host: '/srv', container: '/srv', mode: 'rw' }]],
  ['{.: /conf}', [{ host: 'DIR', container: '/conf', mode: 'rw' }]],
] as const) {
  for (const section of ['creation', 'startup'] as const) {
    test(`host sides of binds in ${section} become absolute, named volumes do not: ${written}`, t => {
      const { unit, scope } = prepare(t, `web: {${section}: {binds: ${written}}}\n`);
      const { binds } = unit.composition.containers.get('web')?.[section] ?? {};
      t.deepEqual(JSON.parse(JSON.stringify(binds).replaceAll(scope.configuration, 'DIR')), expected);
    });
  }
}

for (const [written, source] of [
  ['{type: bind, source: data/web, target: /data}', 'DIR/data/web'],
  ['{Type: bind, Source: ./data/web, Target: /data}', 'DIR/data/web'],
  ['{type: bind, source: "[[.Mounts[0].Source]](db)", target: /data}', '[[.Mounts[0].Source]](db)'],
  ['{type: volume, source: store, target: /data}', 'store'],
] as const) {
  test(`the source of a bind mount becomes absolute, a volume does not: ${written}`, t => {
    const { unit, scope } = prepare(t, `web: {startup: {mounts: [${written}]}}\n`);
    const [mount] = unit.composition.containers.get('web')?.startup.mounts ?? [];
    t.is(mount?.source?.replace(scope.configuration, 'DIR'), source);
  });
}

test('the path of a build becomes absolute, its tag does not', t => {
  const { unit, scope } = prepare(t, 'web: {build: {path: services/web, tag: services/web}}\n');
  const { path, tag } = unit.composition.containers.get('web')?.build ?? {};
  t.deepEqual([path, tag], [`${scope.configuration}/services/web`, 'services/web']);
});

test('host sides of the binds of an order', t => {
  const binds = { 'data/web': '/data', store: '/store', '/srv': { bind: '/srv', ro: true } };
  t.deepEqual(resolvePathsIn({ binds }, base), {
    binds: { '/conf/data/web': '/data', store: '/store', '/srv': { bind: '/srv', ro: true } },
  });
  t.deepEqual(resolvePathsIn({ run: ['data/web'] }, base), { run: ['data/web'] });
});

test('a host side that only the engine can say stays as it is', t => {
  const binds = { '[[.Mounts[0].Source]](db)': '/data', '{{.Mounts[0].Source}}(db)': '/data' };
  t.deepEqual(resolvePathsIn({ binds }, base), { binds });
});
