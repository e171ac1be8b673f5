import type { Kind } from '../../src/orders/registry.ts';
import type { Fixture, Place } from './fixture.ts';

const web = 'web: {creation: {image: busybox:stable}}\n---\n';

/** What is wrong with the list of orders, whatever they are. */
export const orderList: Place = {
  fixtures: [
    {
      kind: 'unknown name',
      title: 'an order',
      text: `${web}- web: {command: strat}
`,
      at: ['units/web/start.yaml:3:18 strat'],
    },
    {
      kind: 'unknown name',
      title: 'a container',
      text: `${web}- web: {command: start}
- wbe: {command: stop}
`,
      at: ['units/web/start.yaml:4:3 wbe'],
    },
    {
      kind: 'unknown name',
      title: 'a container and an order in a loop',
      text: `${web}{% for name in ["web", "db"] %}
- {{ name }}: {command: {{ "stop" if name == "db" else "sotp" }}}
{% endfor %}
`,
      at: [
        'units/web/start.yaml:4:3 {{ name }}',
        'units/web/start.yaml:4:25 {{ "stop" if name == "db" else "sotp" }}',
      ],
    },
    {
      kind: 'wrong type',
      title: 'the whole document',
      text: `${web}start
`,
      at: ['units/web/start.yaml:3:1 start'],
    },
    {
      kind: 'wrong type',
      title: 'an entry, an order and a command',
      text: `${web}- start
- web: start
- web: {command: [start]}
`,
      at: ['units/web/start.yaml:3:3 start', 'units/web/start.yaml:4:3 web', 'units/web/start.yaml:5:18 ['],
    },
    {
      kind: 'wrong value',
      title: 'an order that is not for the host',
      text: `${web}- host: {command: start}
`,
      at: ['units/web/start.yaml:3:19 start'],
    },
    {
      kind: 'missing',
      title: 'the command',
      text: `${web}- web: {timeout: 5}
`,
      at: ['units/web/start.yaml:3:3 web'],
    },
    {
      kind: 'missing',
      title: 'the order',
      text: `${web}- web:
`,
      at: ['units/web/start.yaml:3:3 web'],
    },
    {
      kind: 'duplicate',
      title: 'a container in one entry',
      text: `${web}- web: {command: stop}
  web: {command: start}
`,
      at: ['units/web/start.yaml:4:3 web'],
    },
  ],
  impossible: {
    syntax: 'a list of orders is YAML, whose syntax is told there',
    cycle: 'entries run one after the other; circles of containers are told of the composition',
  },
};

/** What may be wrong with one kind of order: an entry of the second document, and where on its line 3. */
type Case = readonly [kind: Fixture['kind'], order: string, ...at: string[]];

const nothingRequired = { missing: 'it requires no argument' };
const asYaml = {
  syntax: 'an order is YAML, whose syntax is told there',
  duplicate: 'a field given twice is told of YAML',
  cycle: 'circles of containers are told of the composition',
};

const cases: Readonly<Record<Kind, readonly Case[]>> = {
  build: [
    ['unknown name', 'web: {command: build, nocahce: yes}', '25 nocahce'],
    ['wrong type', 'web: {command: build, nocache: [yes]}', '25 nocache'],
    ['wrong value', 'web: {command: build, pull: sometimes}', '31 sometimes'],
  ],
  pull: [
    ['unknown name', 'web: {command: pull, polcy: always}', '24 polcy'],
    ['wrong type', 'web: {command: pull, policy: yes, timeout: soon}', '32 yes', '46 soon'],
    ['wrong value', 'web: {command: pull, policy: daily}', '32 daily'],
  ],
  create: [
    ['unknown name', 'web: {command: create, recraete: yes}', '26 recraete'],
    ['wrong type', 'web: {command: create, recreate: 1}', '36 1'],
    ['wrong value', 'web: {command: create, recreate: perhaps}', '36 perhaps'],
  ],
  start: [
    ['unknown name', 'web: {command: start, unitl: running}', '25 unitl'],
    ['unknown name', 'web: {command: start, until: {lgo: ready}}', '33 lgo'],
    ['unknown name', 'web: {command: start, image: busybox}', '25 image'],
    ['wrong type', 'web: {command: start, attach: {}, within: "5"}', '25 attach', '45 "5"'],
    ['wrong type', 'web: {command: start, until: {port: web}}', '39 web'],
    ['wrong value', 'web: {command: start, until: runing}', '32 runing'],
    ['wrong value', 'web: {command: start, until: {port: 99999}}', '39 99999'],
    ['wrong value', "web: {command: start, until: {log: '('}}", "38 '('"],
    ['wrong value', 'web: {command: start, until: exited, exit_code: 1.5}', '51 1.5'],
    ['wrong value', 'web: {command: start, within: -1}', '33 -1'],
    ['missing', 'web: {command: start, until: {}}', '25 until'],
  ],
  stop: [
    ['unknown name', 'web: {command: stop, tiemout: 5}', '24 tiemout'],
    ['wrong type', 'web: {command: stop, timeout: {a: 1}, variants: dev}', '24 timeout', '51 dev'],
    ['wrong value', 'web: {command: stop, timeout: -1}', '33 -1'],
  ],
  pause: [
    ['unknown name', 'web: {command: pause, wiat: 1}', '25 wiat'],
    ['wrong type', 'web: {command: pause, wait: a while}', '31 a while'],
    ['wrong value', 'web: {command: pause, wait: -1}', '31 -1'],
  ],
  unpause: [
    ['unknown name', 'web: {command: unpause, force: yes}', '27 force'],
    ['wrong type', 'web: {command: unpause, variants: [1]}', '38 1'],
    ['wrong value', 'web: {command: unpause, timeout: -0.5}', '36 -0.5'],
  ],
  execute: [
    ['unknown name', 'web: {command: execute, run: [date], shel: yes}', '40 shel'],
    ['wrong type', 'web: {command: execute, run: {date: 1}}', '27 run'],
    ['wrong type', 'web: {command: execute, run: [date, [1]]}', '39 ['],
    ['wrong value', 'web: {command: execute, run: [date], type: temporry}', '46 temporry'],
    ['wrong value', 'host: {command: execute, run: date now}', '33 date now'],
    ['wrong value', 'web: {command: execute, run: []}', '32 ['],
    ['missing', 'web: {command: execute, shell: yes}', '3 web'],
  ],
  tag: [
    ['unknown name', 'web: {command: tag, repo: web}', '23 repo'],
    ['wrong type', 'web: {command: tag, tag: [v1]}', '23 tag'],
    ['wrong value', "web: {command: tag, tag: 'a b'}", "28 'a b'"],
  ],
  commit: [
    ['unknown name', 'web: {command: commit, auhtor: me}', '26 auhtor'],
    ['wrong type', 'web: {command: commit, message: 5}', '35 5'],
    ['wrong value', "web: {command: commit, tag: 'a/b'}", "31 'a/b'"],
  ],
  remove: [
    ['unknown name', 'web: {command: remove, volumes: yes}', '26 volumes'],
    ['wrong type', 'web: {command: remove, v: 1}', '29 1'],
    ['wrong value', 'web: {command: remove, v: all}', '29 all'],
  ],
  remove_image: [
    ['unknown name', 'web: {command: remove_image, foce: yes}', '32 foce'],
    ['wrong type', 'web: {command: remove_image, force: {}}', '32 force'],
    ['wrong value', 'web: {command: remove_image, noprune: never}', '41 never'],
  ],
  prune: [
    ['unknown name', 'host: {command: prune, vv: yes}', '26 vv'],
    ['wrong type', 'host: {command: prune, of: web}', '30 web'],
    ['wrong value', 'host: {command: prune, v: none}', '29 none'],
  ],
};

/** Every kind of order, by its name: a new one does not compile before it is here. */
export const orders: Readonly<Record<string, Place>> = Object.fromEntries(
  Object.entries(cases).map(([kind, list]) => [
    `order ${kind}`,
    {
      fixtures: list.map(([fault, order, ...at]) => ({
        kind: fault,
        title: order,
        text: `${web}- ${order}\n`,
        at: at.map(place => `units/web/start.yaml:3:${place}`),
      })),
      impossible: { ...asYaml, ...(list.some(([fault]) => fault === 'missing') ? {} : nothingRequired) },
    },
  ]),
);
