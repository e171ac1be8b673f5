import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { findConfiguration } from '../../src/unit/configuration.ts';
import { directoryOf } from '../support/directory.ts';
import { errorOf } from '../support/faults.ts';

const files = {
  'explicit/units/': '',
  'nua/units/': '',
  'dockerstra/units/': '',
  'near/units/': '',
  'near/below/deeply/': '',
  'home/.dockerstra/units/': '',
  'prefix/etc/dockerstra/units/': '',
  'empty/': '',
  'file/units': 'no directory',
};

const cases: readonly [
  title: string,
  explicit: string | undefined,
  env: object,
  cwd: string,
  found: string,
][] = [
  ['-c', 'explicit', { NUA_CONF: '$/nua' }, 'near', 'explicit'],
  ['-c relative', '../explicit', {}, 'near', 'explicit'],
  ['NUA_CONF', undefined, { NUA_CONF: '$/nua', DOCKERSTRA_CONF: '$/dockerstra' }, 'near', 'nua'],
  ['NUA_CONF relative', undefined, { NUA_CONF: '../nua' }, 'near', 'nua'],
  ['DOCKERSTRA_CONF', undefined, { NUA_CONF: '', DOCKERSTRA_CONF: '$/dockerstra' }, 'near', 'dockerstra'],
  ['current directory', undefined, { HOME: '$/home' }, 'near', 'near'],
  ['directory above', undefined, { HOME: '$/home' }, 'near/below/deeply', 'near'],
  ['home', undefined, { HOME: '$/home' }, 'empty', 'home/.dockerstra'],
  ['prefix', undefined, { HOME: '$/empty' }, 'empty', 'prefix/etc/dockerstra'],
  ['no home', undefined, {}, 'file', 'prefix/etc/dockerstra'],
];

for (const [title, explicit, env, cwd, found] of cases) {
  test(title, t => {
    const root = directoryOf(t, files);
    const variables = Object.entries(env).map(([name, value]) => [name, String(value).replace('$', root)]);
    const named = explicit?.startsWith('.') || explicit === undefined ? explicit : join(root, explicit);
    const search = {
      explicit: named,
      env: Object.fromEntries(variables),
      cwd: join(root, cwd),
      prefix: join(root, 'prefix'),
    };
    t.is(findConfiguration(search), join(root, found));
  });
}

test('a link to the directory is the directory itself', t => {
  const root = directoryOf(t, files);
  symlinkSync('near', join(root, 'current'));
  const found = join(root, 'near');
  t.is(findConfiguration({ explicit: 'current', env: {}, cwd: root, prefix: root }), found);
  t.is(findConfiguration({ env: {}, cwd: join(root, 'current/below'), prefix: root }), found);
});

test('what is named must hold units/', t => {
  const cwd = directoryOf(t, files);
  for (const [search, origin] of [
    [{ explicit: 'empty', env: {} }, '-c'],
    [{ env: { NUA_CONF: 'empty' } }, 'NUA_CONF'],
    [{ env: { DOCKERSTRA_CONF: 'empty' } }, 'DOCKERSTRA_CONF'],
  ] as const) {
    const error = errorOf(() => findConfiguration({ ...search, cwd, prefix: cwd }));
    t.is(error.exitCode, 2);
    t.is(
      error.message,
      `${cwd}/empty, named by ${origin}, is no configuration directory: it holds no "units/"`,
    );
  }
});

test('none at all', t => {
  const cwd = join(directoryOf(t, files), 'empty');
  const error = errorOf(() => findConfiguration({ env: { HOME: cwd }, cwd, prefix: cwd }));
  t.is(error.message, `no configuration directory at or above ${cwd}: it would hold "units/"`);
  t.is(error.hint, 'run `nua-start init` to make one here, or name one with -c DIR');
});
