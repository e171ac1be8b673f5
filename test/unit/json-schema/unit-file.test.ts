// Whole unit files: what the checker takes an editor takes, and what an editor refuses the checker refuses.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { keywordTables } from '../../../src/docker/keywords.ts';
import { orders } from '../../../src/orders/registry.ts';
import { readEnvironment } from '../../../src/unit/environment.ts';
import { openFile } from '../../../src/unit/file.ts';
import { unitFileSchema } from '../../../src/unit/json-schema/unit-file.ts';
import { layOut } from '../../../src/unit/lay-out.ts';
import { listUnitFiles } from '../../../src/unit/names.ts';
import { readUnit } from '../../../src/unit/read.ts';
import { directoryOf } from '../../support/directory.ts';
import { compile, editorDocuments } from '../../support/json-schema.ts';
import { sourcesOf } from '../../support/plan.ts';

const schema = unitFileSchema();
const faultsIn = compile(schema);
const checkout = join(import.meta.dirname, '..', '..', '..');

/** Right unit files. */
const right: readonly (readonly [what: string, text: string])[] = [
  ['nothing', ''],
  ['a unit without orders', 'web: {creation: {image: a}}'],
  [
    'all that a first document may hold',
    `unit:
  networks: {front: {driver: bridge, options: {a: b}, internal: yes}, back: ~, other: {external: true}}
  volumes: {data: {driver: local, external: 'no'}}
  hosts: {db: 10.0.0.1}
host: {build: {path: services}}
web:
  build: {path: services/web, tag: web, nocache: yes}
  create: {image: a, environment: [A=b]}
  start: ~
  creation: ~
  startup: {port_bindings: {80: 8080}, links: [[db, database], 'cache:c']}
  engine: {HostConfig: {Memory: 1}}
  depends_on: db
  declared_by: other
  daemon: [{GET: {url: x}}]
  backup: ~
db: {depends_on: [cache]}
cache: {}
---
- db: {command: create}`,
  ],
  [
    'every order',
    `web: {creation: {image: a}}
---
- web: {command: build, nocache: 'on', pull: missing, if_missing: true, timeout: 5, wait: 0.5, variants: [a]}
- web: {command: pull, policy: always}
- web: {command: create, recreate: yes}
- web: {command: start, restart: true, attach: false, within: 3, exit_code: 0, until: healthy}
- web: {command: start, until: {port: 80}}
- web: {command: start, until: {log: ready}}
- web: {command: stop, timeout: 2}
- web: {command: pause}
- web: {command: unpause}
- web: {command: execute, run: [echo, 5], type: in_running, binds: {/a: /b, /c: {bind: /d, ro: yes}}}
- web: {command: execute, run: echo hi, shell: yes, type: temporary, when: changed}
- host: {command: execute, run: [date]}
- web: {command: tag, repository: a, tag: 5}
- web: {command: commit, message: hello, author: me}
- web: {command: remove, v: yes}
- web: {command: remove_image, force: true, noprune: no}
- host: {command: prune, v: true}`,
  ],
  ['orders that are one mapping', 'web: {creation: {image: a}}\n---\nweb: {command: start}'],
  [
    'every field of a parameter',
    `web: {creation: {image: a}}
---
- web: {command: start}
---
- add_argument: {name: --level, short: -l, choices: [info, 1, true], default: info, help: how much, metavar: L}
- add_argument: {name: --often, action: count, default: 0, dest: times}
- add_argument: {name: --must, required: yes, type: int}
- add_argument: {name: --maybe, nargs: '?', const: x}
- add_argument: {name: pair, nargs: 2}
- add_argument: {name: rest, nargs: argparse.REMAINDER}`,
  ],
  [
    'late expressions',
    "web: {creation: {image: a, mem_limit: '[[.HostConfig.Memory]](db)', command: ['{{.Id}}(db)']}}",
  ],
];

/** Files as they are written: values that templates fill stand where others stand. */
const templated: readonly (readonly [what: string, text: string])[] = [
  [
    'quoted in place of any kind',
    `web: {creation: {image: "{{ i }}", tty: "{{ t }}", mem_limit: "{{ m }}m", stop_timeout: "{% if a %}1{% endif %}"}}`,
  ],
  [
    'not quoted',
    'web: {creation: {image: {{ i }}, tty: {{ t }}, environment: {A: {{ a | json }}}, labels: {{ l | json }}}}',
  ],
  [
    'as ports',
    'web: {startup: {port_bindings: {8080: {{ port }}, "{{ p }}": "{{ q }}", 81: {HostIp: {{ ip }}, HostPort: {{ port }}}}}}',
  ],
  ['in lists', '- web: {command: execute, run: [echo, {{ a }}, "{{ b }}"], type: {{ t }}}'],
  ['as orders', '- web: {command: "{{ c }}", timeout: {{ t }}, wait: "{{ w }}", variants: {{ v | json }}}'],
  [
    'as parameters',
    '- add_argument: {name: --level, choices: {{ levels | json }}, default: "{{ level }}", required: {{ r }}}',
  ],
];

/** Files that neither takes. */
const wrong: readonly (readonly [what: string, text: string])[] = [
  ['a text', 'web'],
  ['a list of texts', 'web: {creation: {image: a}}\n---\n- web'],
  ['a container that is a text', 'web: busybox'],
  ['a container that is empty', 'web:'],
  ['a name for a container that is none', 'w: {creation: {image: a}}'],
  ['a name with a slash', 'a/b: {creation: {image: a}}'],
  ['the reserved name', 'nua: {creation: {image: a}}'],
  ['a section that is misspelt', 'web: {creaton: {image: a}}'],
  ['a keyword that is misspelt', 'web: {creation: {imge: a}}'],
  ['a keyword of another section', 'web: {startup: {image: a}}'],
  ["another tool's word", 'web: {creation: {image: a, env: {A: b}}}'],
  ['a keyword that is known only to be refused', 'web: {startup: {lxc_conf: {}}}'],
  ['a build without a tag', 'web: {build: {path: a}}'],
  ['a build without a path', 'web: {build: {tag: a}}'],
  ['a section under both of its names', 'web: {creation: {image: a}, create: {image: b}}'],
  ['a section that is a list', 'web: {creation: [image]}'],
  ['an image that is a list', 'web: {creation: {image: [a]}}'],
  ['no boolean', 'web: {creation: {image: a, tty: maybe}}'],
  ['no size', 'web: {startup: {mem_limit: lots}}'],
  ['a tag that YAML has cut', 'web: {creation: {image: a, tag: 1.5}}'],
  ['ports the other way round', 'web: {startup: {port_bindings: {"127.0.0.1:80": 80}}}'],
  ['ports that are a list', 'web: {startup: {port_bindings: ["80:80"]}}'],
  ['a bind among the volumes', 'web: {creation: {image: a, volumes: ["/a:/b"]}}'],
  ['a bind without a container side', 'web: {startup: {binds: [/a]}}'],
  ['a restart policy that does not exist', 'web: {startup: {restart_policy: {Name: sometimes}}}'],
  ['a restart policy without its name', 'web: {startup: {restart_policy: {MaximumRetryCount: 3}}}'],
  ['a health check without its kind', 'web: {creation: {image: a, healthcheck: {test: [curl, -f, x]}}}'],
  ['a network with an unknown field', 'unit: {networks: {a: {drvier: bridge}}}'],
  ['a field of unit that is misspelt', 'unit: {network: {a: {}}}'],
  ['a field of host that is none', 'host: {path: a}'],
  ['an import that is a mapping', 'import: {a: b}'],
  ['a dependency that is a mapping', 'web: {creation: {image: a}, depends_on: {db: x}}'],
  ...(
    [
      ['an order that does not exist', 'web: {command: strat}'],
      ['an order without a command', 'web: {until: healthy}'],
      ['an order that is a text', 'web: start'],
      ['an argument that is misspelt', 'web: {command: stop, tiemout: 5}'],
      ['an argument of another order', 'web: {command: stop, restart: yes}'],
      ['a timeout that is a text', 'web: {command: stop, timeout: soon}'],
      ['a timeout below 0', 'web: {command: stop, timeout: -1}'],
      ['a condition that does not exist', 'web: {command: start, until: helthy}'],
      ['two conditions', 'web: {command: start, until: {port: 80, log: a}}'],
      ['a port that is none', 'web: {command: start, until: {port: 70000}}'],
      ['nothing to execute', 'web: {command: execute}'],
      ['an empty command', 'web: {command: execute, run: []}'],
      ['a line without a shell', 'web: {command: execute, run: echo hi}'],
      ['an execution that does not exist', 'web: {command: execute, run: [a], type: in_runing}'],
      ['variants that are a text', 'web: {command: start, variants: dev}'],
      ["a container's order on the host", 'host: {command: start}'],
      ["the host's order on a container", 'web: {command: prune}'],
    ] as const
  ).map(([what, entry]) => [what, `web: {creation: {image: a}}\n---\n- ${entry}`] as const),
  ...(
    [
      ['a parameter without a name', 'add_argument: {help: a}'],
      ['a field of a parameter that is misspelt', 'add_argument: {name: a, chioces: [b]}'],
      ['a short option that is long', 'add_argument: {name: --long, short: -lo}'],
      ['an action that does not exist', 'add_argument: {name: --long, action: stroe}'],
      ['a type that does not exist', 'add_argument: {name: --long, type: integer}'],
      ['choices that are a text', 'add_argument: {name: --long, choices: a}'],
      ['two keys in one parameter', 'add_argument: {name: a}\n  short: -a'],
    ] as const
  ).map(([what, item]) => [what, `web: {creation: {image: a}}\n---\n[]\n---\n- ${item}`] as const),
];

for (const [what, text] of right) {
  test(`right: ${what}`, t => {
    const sources = sourcesOf(t, text);
    const file = join(sources.configuration, 'units/web/start.yaml');
    t.notThrows(() => readUnit('web', 'start', file, { ...sources, words: undefined }));
    t.deepEqual(editorDocuments(text).flatMap(faultsIn), []);
  });
}

for (const [what, text] of templated) {
  test(`a template ${what}`, t => {
    t.deepEqual(editorDocuments(text).flatMap(faultsIn), []);
  });
}

for (const [what, text] of wrong) {
  test(`wrong: ${what}`, t => {
    const sources = sourcesOf(t, text);
    const file = join(sources.configuration, 'units/web/start.yaml');
    t.throws(() => readUnit('web', 'start', file, { ...sources, words: undefined }));
    t.not(editorDocuments(text).flatMap(faultsIn).length, 0);
  });
}

test('the units of this checkout, as written and rendered', t => {
  checkUnits(t, checkout);
});

test('what init lays out, as written and rendered, with the schema that it names', async t => {
  const directory = directoryOf(t, {});
  await layOut(directory);
  checkUnits(t, directory);
  t.deepEqual(JSON.parse(readFileSync(join(directory, 'schemas/unit.json'), 'utf8')), schema);
  for (const file of globSync('units/*/*.yaml', { cwd: directory })) {
    const documents = readFileSync(join(directory, file), 'utf8').split(/^---\n/m);
    const line = '# yaml-language-server: $schema=../../schemas/unit.json\n';
    t.deepEqual(
      documents.filter(text => !text.startsWith(line)),
      [],
    );
  }
});

test('every keyword, order and argument is there, with what it is for', t => {
  const definitions = schema['definitions'];
  const at = (...path: string[]) => path.reduce<unknown>((value, key) => Object(value)[key], definitions);
  for (const [section, table] of Object.entries(keywordTables))
    for (const [keyword, { help }] of Object.entries(table))
      t.is(at(section, 'properties', keyword, 'description'), help, keyword);
  for (const {
    kind,
    help,
    schema: { entries },
  } of Object.values(orders)) {
    t.is(at(`order_${kind}`, 'description'), help);
    for (const name of Object.keys(entries))
      t.is(typeof at(`order_${kind}`, 'properties', name, 'description'), 'string', `${kind} ${name}`);
  }
});

function checkUnits(t: Parameters<typeof directoryOf>[0], configuration: string): void {
  const machine = {
    chosen: [],
    settings: [],
    cwd: configuration,
    hostname: 'here',
    uid: 0,
    gid: 0,
    processEnv: {},
  };
  const environment = readEnvironment({ configuration, ...machine });
  const files = listUnitFiles(configuration);
  t.not(files.length, 0);
  for (const { file } of files) {
    const opened = openFile(
      file,
      { configuration, environment, cwd: configuration, words: undefined },
      'run',
    );
    t.deepEqual(
      opened.documents.flatMap(document => faultsIn(document?.value)),
      [],
      `${file}, rendered`,
    );
    t.deepEqual(editorDocuments(readFileSync(file, 'utf8')).flatMap(faultsIn), [], `${file}, as written`);
  }
}
