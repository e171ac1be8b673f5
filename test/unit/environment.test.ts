import { join } from 'node:path';
import test from 'ava';
import type { Path } from '../../src/core/places.ts';
import { type EnvironmentChoice, readEnvironment } from '../../src/unit/environment.ts';
import { directoryOf } from '../support/directory.ts';
import { errorOf, faultsOf } from '../support/faults.ts';

const files = {
  'environments/b.yaml': 'port: 80\ndb:\n  host: b\n  port: 5432\nshape: 1\n',
  'environments/a.yaml': 'port: 1\nname: a\nshape:\n  x: 1\n',
  'environments/empty.yaml': '',
  'environments/notes.txt': 'not: read',
  'environments/box/host.yaml': 'name: box\n',
  'environments/prod/1.yaml': 'db: {host: prod}\n',
  'environments/prod/2.yaml': 'shape: {y: 2}\n',
  'mine.yaml': 'name: mine\nUID: 7\n',
};

const choiceIn = (configuration: string, choice: Partial<EnvironmentChoice> = {}): EnvironmentChoice => ({
  configuration,
  chosen: [],
  settings: [],
  cwd: configuration,
  hostname: 'laptop.example.org',
  uid: 1000,
  gid: 100,
  processEnv: { HOME: '/home/me', NONE: undefined },
  ...choice,
});

test('automatic values, then files by name', t => {
  const conf = directoryOf(t, files);
  t.deepEqual(readEnvironment(choiceIn(conf)).values, {
    DOCKERSTRA_CONF: conf,
    NUA_CONF: conf,
    UID: 1000,
    GID: 100,
    HOSTNAME: 'laptop.example.org',
    osenv: { HOME: '/home/me', NONE: '' },
    port: 80,
    name: 'a',
    db: { host: 'b', port: 5432 },
    shape: 1,
  });
});

test('the set of this host, sets and files by -e, settings by --set', t => {
  const conf = directoryOf(t, files);
  const choice = {
    hostname: 'box.example.org',
    chosen: ['prod', './mine.yaml'],
    settings: ['db.port=1', 'db.tls={on: true}', 'port="80"', 'note=', 'HOSTNAME=x'],
  };
  const { values } = readEnvironment(choiceIn(conf, choice));
  t.deepEqual(values['db'], { host: 'prod', port: 1, tls: { on: true } });
  t.like(values, { name: 'mine', UID: 7, port: '80', note: null, HOSTNAME: 'x' });
  t.deepEqual(values['shape'], { y: 2 });
  t.is(readEnvironment(choiceIn(conf, { hostname: 'box' })).values['name'], 'box');
});

test('nothing but automatic values where there is no environments/', t => {
  const conf = directoryOf(t, {});
  t.deepEqual(Object.keys(readEnvironment(choiceIn(conf)).values).length, 6);
});

test('origins', t => {
  const conf = directoryOf(t, files);
  const { origins } = readEnvironment(choiceIn(conf, { chosen: ['prod'], settings: ['db.port=1'] }));
  const origin = (path: Path) => {
    const place = origins(path);
    return place && `${place.file.replace(`${conf}/`, '')}:${place.line}:${place.column}+${place.length}`;
  };
  t.is(origin(['port']), 'environments/b.yaml:1:1+4');
  t.is(origin(['name']), 'environments/a.yaml:2:1+4');
  t.is(origin(['db', 'host']), 'environments/prod/1.yaml:1:6+4');
  t.is(origin(['db', 'port']), '--set db.port=1:1:1+undefined');
  t.is(origin(['shape', 'x']), undefined);
  t.is(origin(['osenv', 'HOME']), undefined);
});

const usage: readonly [Partial<EnvironmentChoice>, string][] = [
  [{ chosen: ['prd'] }, 'there is no environment "prd" (did you mean "prod"?)'],
  [{ chosen: ['zzzzzz'] }, 'there is no environment "zzzzzz" (there are: box, prod)'],
  [{ chosen: ['..'] }, 'there is no environment ".." (there are: box, prod)'],
  [
    { chosen: ['a'] },
    'environments/a.yaml is always read, so it cannot be chosen (to choose it, move it to environments/a/)',
  ],
  [
    { chosen: ['no.yaml'], cwd: '/x' },
    "there is no environment file /x/no.yaml (-e takes a file's path, or the name of a set below environments/)",
  ],
  ...(
    [
      ['a', 'has no "="'],
      ['=1', 'lacks a name before the "="'],
      ['a..b=1', 'lacks a name before the "="'],
      ['__proto__.a=1', 'names "__proto__", which cannot be a key'],
      ['args.x=1', 'names "args", which nua-start sets itself'],
      ['a=[1', 'has a value that is wrong YAML: unexpected end of the stream within a flow collection'],
    ] as const
  ).map(
    ([setting, fault]) =>
      [
        { settings: [setting] },
        `--set ${setting} ${fault} (write --set KEY=VALUE or --set KEY.INNER=VALUE)`,
      ] as const satisfies [object, string],
  ),
];

for (const [choice, fault] of usage) {
  test(`wrong usage: ${fault}`, t => {
    const conf = directoryOf(t, files);
    const run = () => readEnvironment(choiceIn(conf, choice));
    t.deepEqual(faultsOf(run), [fault]);
    t.is(errorOf(run).exitCode, 2);
  });
}

const wrong: readonly [string, string[]][] = [
  [
    'args: 1\nosenv: {}\nUID: 1\nNUA_CONF: /x\n',
    [
      '4:1+8 "NUA_CONF" is set by nua-start itself (choose another name)',
      '1:1+4 "args" is set by nua-start itself (choose another name)',
      '2:1+5 "osenv" is set by nua-start itself (choose another name)',
    ],
  ],
  [
    '- a',
    [
      '1:1+1 an environment file is a mapping of names to values; found a list (write "name: value", one a line)',
    ],
  ],
  ['{{x}}', ['1:2+1 a key must be text; found an alias, a list or a mapping']],
];

for (const [text, faults] of wrong) {
  test(`a file with ${JSON.stringify(text)}`, t => {
    const conf = directoryOf(t, { 'environments/x.yaml': text });
    const run = () => readEnvironment(choiceIn(conf));
    t.deepEqual(faultsOf(run), faults);
    t.is(errorOf(run).exitCode, 3);
    t.is(errorOf(run).place?.file, join(conf, 'environments/x.yaml'));
  });
}

test('a byte order mark is dropped; other encodings and large files are refused', t => {
  const conf = directoryOf(t, {
    'environments/x.yaml': '\uFEFFa: 1',
    'big.yaml': `# ${'x'.repeat(1024 * 1024)}`,
  });
  t.is(readEnvironment(choiceIn(conf)).values['a'], 1);
  t.deepEqual(
    faultsOf(() => readEnvironment(choiceIn(conf, { chosen: ['./big.yaml'] }))),
    [`cannot read ${conf}/big.yaml: has 1048578 bytes; at most 1048576 are read`],
  );
});
