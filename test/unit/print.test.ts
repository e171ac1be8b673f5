import test, { type ExecutionContext } from 'ava';
import { printUnit } from '../../src/unit/print.ts';
import { type Given, plan, prepare } from '../support/plan.ts';

const printed = (t: ExecutionContext, text: string, given: Given = {}) =>
  printUnit(prepare(t, text, given).unit, value => value);

/** What is printed, saved as the unit's file, has to give the same unit. */
function readsBack(t: ExecutionContext, text: string, given: Given = {}): void {
  const once = prepare(t, text, given);
  const { command: _, ...others } = given;
  const again = prepare(
    t,
    printUnit(once.unit, value => value),
    others,
  );
  const strip = ({ unit, scope, world }: typeof once) =>
    JSON.parse(
      JSON.stringify(
        [plan({ unit, scope, world }).groups, [...unit.composition.containers.values()]],
        (key, value) => (['place', 'entry', 'declared_by'].includes(key) ? undefined : value),
      ).replaceAll(scope.configuration, 'DIR'),
    );
  t.deepEqual(strip(again), strip(once));
}

test('both documents, as YAML', t => {
  const text = `
unit: {networks: {back: }}
web: {creation: {image: 'busybox:stable'}, startup: {binds: {data/web: /data}}}
---
- web: {command: start, wait: 1}
- host: {command: execute, run: [echo, hello]}
`;
  t.is(
    printed(t, text),
    `unit:
  networks:
    back: null
web:
  creation:
    image: busybox:stable
  startup:
    binds:
      data/web: /data
---
- web:
    command: start
    wait: 1
- host:
    command: execute
    run:
      - echo
      - hello
`,
  );
});

const texts = [
  "{{ '{{' }}",
  "{{ '{%' }} if %}",
  "{{ '{#' }} no comment {{ '#}' }}",
  "a {{ '{{' }} b }} {{ '{%' }} c {{ '{#' }}",
  "a {{ '#}' }} b",
  "-{{ '#}' }}",
  "{{ '{#' }}- x -{{ '#}' }}",
  '{{.State.Pid}}',
  '{{ .Network.IPAddress }}(web)',
  "[[ inspect['Id'] ]](image://busybox:stable)",
  '{{.Config.Labels["a b"]}}',
  '\\\\{{.Names}}',
  '{ {',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the language of paths in units
  '${NUA_CONF}',
  '#',
  '- a: b',
  "it's",
  '\\ttab',
  '---',
  '*** & !tag',
  'yes',
  '8080',
  '',
];

for (const text of texts) {
  test(`a command with ${JSON.stringify(text)} reads back as it is`, t => {
    const run = JSON.stringify(['echo', 'PLACE']).replace('PLACE', text.replaceAll('"', '\\"'));
    readsBack(
      t,
      `web: {creation: {image: 'busybox:stable'}}\n---\n- host: {command: execute, run: ${run}}\n`,
    );
  });
}

test('a text of several lines, with lines that look like the end of a document', t => {
  readsBack(
    t,
    `web: {creation: {image: a, environment: {TEXT: "one\\n---\\n{{ '{{' }} two\\n\\n...\\n"}}}\n`,
  );
});

test('an imported container stays that of its unit', t => {
  const files = { 'units/db/start.yaml': 'db: {creation: {image: a}}\n' };
  readsBack(t, 'import: db/start\nweb: {creation: {image: a}, depends_on: db}\n', { files });
  t.regex(printed(t, 'import: db/start\n', { files }), /declared_by: db/);
});

test('values of templates are printed, not their names', t => {
  t.regex(printed(t, "web: {creation: {image: '{{ image }}'}}\n", { settings: ['image=a'] }), /image: a$/m);
});

const guests = `
unit: {networks: {back: }, volumes: {store: }}
data: {build: {path: data/web, tag: web/data}, startup: {binds: {store: /store}}}
db: {creation: {image: 'busybox:stable'}, startup: {volumes_from: [data], network_mode: back}}
web: {build: {path: services/web, tag: web/app}, startup: {links: {db: db}, network_mode: back}}
---
- data: {command: create}
- {web: {command: start}, db: {command: start}}
- host: {command: execute, run: [echo, hello]}
`;

for (const command of [
  'start',
  'build',
  'create',
  'stop',
  'restart',
  'pause',
  'unpause',
  'cleanup',
  'purge',
]) {
  test(`a printed ${command} gives the same plan`, t => {
    readsBack(t, guests, { command: `web/${command}`, world: { containers: { data: 'created' } } });
  });
}
