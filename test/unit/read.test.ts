import test, { type ExecutionContext } from 'ava';
import { type Given, prepare } from '../support/plan.ts';

function compositionOf(t: ExecutionContext, text: string, given: Given = {}) {
  return prepare(t, text, given).unit.composition;
}

const files = {
  'units/db/start.yaml': `
unit: {networks: {back: {internal: yes}}, hosts: {smtp: 10.0.0.1}}
host: {build: {path: src/db}}
db: {creation: {image: 'postgres:16', environment: {A: db, B: db}}}
shared: {creation: {image: from-db}}
---
- db: {command: start}
`,
  'units/cache/start.yaml': `
import: db/start
cache: {creation: {image: redis}}
shared: {creation: {image: from-cache}}
`,
  'units/one.yaml': 'one: {creation: {image: one}}\n',
};

test('an import brings the composition and no orders', t => {
  const { unit } = prepare(t, 'import: db/start\n---\n[]\n', { files });
  t.deepEqual([...unit.composition.containers.keys()], ['db', 'shared']);
  t.deepEqual(unit.entries, []);
});

test('a unit that only imports starts what it imports', t => {
  const { unit } = prepare(t, 'import: db/start\n', { files });
  t.deepEqual(
    unit.entries.map(entry => entry.map(({ kind, target }) => `${kind} ${target}`)),
    [['start db', 'start shared']],
  );
});

test('of several imports the later one wins, and what stands here over both', t => {
  const imageOf = (text: string, name: string) =>
    compositionOf(t, text, { files }).containers.get(name)?.creation.image;
  t.is(imageOf('import: [db/start, cache/start]\n', 'shared'), 'from-cache');
  t.is(imageOf('import: [cache/start, db/start]\n', 'shared'), 'from-db');
  t.is(imageOf('import: [cache/start, db/start]\nshared: {creation: {image: mine}}\n', 'shared'), 'mine');
});

test('an entry is replaced as a whole, not merged', t => {
  const { containers } = compositionOf(t, 'import: db/start\ndb: {creation: {image: mine}}\n', { files });
  t.is(containers.get('db')?.creation.environment, undefined);
});

test('a container belongs to the unit that declares it', t => {
  const { containers } = compositionOf(t, 'import: cache/start\nweb: {creation: {image: a}}\n', { files });
  t.deepEqual(
    [...containers.values()].map(({ name, unit }) => `${name} of ${unit}`),
    ['db of db', 'shared of cache', 'cache of cache', 'web of web'],
  );
});

test('what the imported unit says of itself comes over too', t => {
  const composition = compositionOf(t, 'import: db/start\nunit: {networks: {front: }}\n', { files });
  t.deepEqual(
    [...composition.networks],
    [
      ['back', { internal: true }],
      ['front', {}],
    ],
  );
  t.deepEqual([...composition.hosts], [['smtp', '10.0.0.1']]);
  t.true(composition.hostDirectory?.endsWith('/src/db'));
});

test('what a unit and its imports say of the unit as a whole is joined in one way, wherever it stands', t => {
  const layers = {
    'units/one/start.yaml': 'unit: {networks: {a: {driver: x}}, backup: [one]}\nhost: {build: {path: one}}\n',
    'units/two/start.yaml':
      'unit: {networks: {b: }, backup: [two], update: {at: night}}\nhost: {build: {}}\n',
  };
  const imported = prepare(t, 'import: [one/start, two/start]\n', { files: layers }).unit;
  const local = prepare(t, `import: one/start\n${layers['units/two/start.yaml']}`, { files: layers }).unit;
  for (const { section, host, composition } of [imported, local]) {
    t.deepEqual(section, {
      networks: { a: { driver: 'x' }, b: null },
      backup: ['two'],
      update: { at: 'night' },
    });
    t.deepEqual(host, { build: { path: 'one' } });
    t.true(composition.hostDirectory?.endsWith('/one'));
  }
});

test('a generated command and a unit in one file can be imported', t => {
  t.deepEqual(
    [...compositionOf(t, 'import: [db/stop, one/start]\n', { files }).containers.keys()],
    ['db', 'shared', 'one'],
  );
});

test('both documents are one template', t => {
  const { unit } = prepare(
    t,
    "{% set name = 'web' %}\n{{ name }}: {creation: {image: a}}\n---\n- {{ name }}: {command: stop}\n",
  );
  t.deepEqual(
    unit.entries.flat().map(({ kind, target }) => `${kind} ${target}`),
    ['stop web'],
  );
});

test('create/creation and start/startup name the same sections', t => {
  const { containers } = compositionOf(
    t,
    'aa: {create: {image: a}, start: {privileged: yes}}\nbb: {creation: {image: a}, startup: {privileged: on}}\n',
  );
  for (const name of ['aa', 'bb']) {
    t.like(containers.get(name), { creation: { image: 'a' }, startup: { privileged: true } });
  }
});

test('a job that something comes after is waited for', t => {
  const { unit } = prepare(
    t,
    'job1: {creation: {image: a}, job: {exit_code: 3}}\njob2: {creation: {image: a}, job: {}}\n---\n- job1: {command: start}\n- job2: {command: start}\n',
  );
  t.deepEqual(
    unit.entries.flat().map(({ args }) => args),
    [{ until: 'exited', exit_code: 3 }, {}],
  );
});

const jobs = `
job: {creation: {image: a}, job: {exit_code: 3}}
web: {creation: {image: a}, depends_on: job}
other: {creation: {image: a}, job: {}}
`;
const waiting = [{ until: 'exited', exit_code: 3 }, {}, {}];

for (const [what, second, expected] of [
  ['in its own entry', '- {job: {command: start}, web: {command: start}, other: {command: start}}', waiting],
  ['in the only entry', '{job: {command: start}, web: {command: start}, other: {command: start}}', waiting],
  ['where nothing says what is to be done', undefined, waiting],
  ['only on the way up', '- {job: {command: start}, web: {command: stop}}', [{}, {}]],
  [
    'unless it says how itself',
    '- {job: {command: start, until: running}, web: {command: start}}',
    [{ until: 'running' }, {}],
  ],
] as const) {
  test(`a job is waited for by what depends on it, ${what}`, t => {
    const { unit } = prepare(t, second === undefined ? jobs : `${jobs}---\n${second}\n`);
    t.deepEqual(
      unit.entries.flat().map(({ args }) => args),
      [...expected],
    );
  });
}
