import test from 'ava';
import type { ContainerDetails } from '../../src/docker/details.ts';
import { namesThere, statusOf } from '../../src/look/status.ts';
import { describeStatus, describeStatusAsJson } from '../../src/report/status.ts';
import { readDeclared } from '../../src/unit/declared.ts';
import { prepare, sourcesOf } from '../support/plan.ts';

const text = `
web: {creation: {image: 'shop/web:1', environment: {A: {{ A | default('new') }} }}}
db: {creation: {image: postgres}}
job: {creation: {image: postgres}}
`;
const files = { 'units/web/tool.yaml': 'tool: {creation: {image: a}}\nnever: {creation: {image: a}}\n' };

const up: ContainerDetails = {
  state: 'running',
  health: undefined,
  exitCode: undefined,
  since: '2030-01-02T00:00:00.000Z',
  image: 'shop/web:1',
  ports: [],
};
const now = Date.parse('2030-01-02T03:04:05Z');

function look(t: Parameters<typeof sourcesOf>[0]) {
  const containers = {
    web: 'running',
    db: { labels: {} },
    old: 'exited',
    tool: { state: 'created' },
  } as const;
  const { scope, world } = prepare(t, text, { files, world: { containers } });
  // The world is that of the former declaration.
  const changed = sourcesOf(t, text, { files, settings: ['A=changed'] });
  const declared = readDeclared('web', { ...changed, configuration: scope.configuration });
  const ports = [
    { hostIp: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' },
    { hostIp: '::', hostPort: 8080, containerPort: 80, protocol: 'tcp' },
    { hostIp: '127.0.0.1', hostPort: 53, containerPort: 53, protocol: 'udp' },
    { hostIp: '::1', hostPort: 1, containerPort: 1, protocol: 'tcp' },
  ];
  const details = new Map<string, ContainerDetails>([
    ['web', { ...up, health: 'healthy', ports }],
    ['db', { ...up, image: 'postgres', since: '2029-12-25T00:00:00.000Z' }],
    ['old', { ...up, state: 'exited', exitCode: 137, since: '2030-01-02T03:04:04.000Z' }],
    ['tool', { ...up, state: 'created', image: 'a', since: undefined }],
  ]);
  return { names: namesThere(declared, scope, world), status: statusOf(declared, scope, world, details) };
}

test('a table, with what is to be known of a container below its row', t => {
  const { names, status } = look(t);
  t.deepEqual(names, ['web', 'db', 'tool', 'old']);
  t.is(
    describeStatus([status], now, text => text),
    `
CONTAINER  STATE             IMAGE            PORTS                                     SINCE
web        running, healthy  shop/web:1       8080->80 127.0.0.1:53->53/udp [::1]:1->1  3 h 4 min
  differs from its declaration: creation.environment.A: new -> changed
db         running           postgres                                                   8 d
  not made by this unit
job        not there         postgres:latest
tool       created           a
old        exited (137)      shop/web:1                                                 1 s
  not declared any more: nua-start run --remove-orphans web/start
`.trim(),
  );
});

test('several units have their names above; a unit without files has no command', t => {
  const { status } = look(t);
  const gone = { unit: 'gone', containers: status.containers.slice(-1) };
  t.is(
    describeStatus([{ unit: 'empty', containers: [] }, gone], now, text => text),
    `
empty:
  no containers

gone:
  CONTAINER  STATE         IMAGE       SINCE
  old        exited (137)  shop/web:1  1 s
    not declared any more
`.trim(),
  );
  t.is(
    describeStatus([], now, text => text),
    'no containers',
  );
});

test('what is masked is masked before it is laid out', t => {
  const { status } = look(t);
  const shown = describeStatus([status], now, text =>
    text.replaceAll('shop/web:1', '***').replaceAll('changed', '***'),
  );
  t.regex(shown, /^web +running, healthy {2}\*\*\* {14}8080/m);
  t.regex(shown, /A: new -> \*\*\*$/m);
});

test('as data', t => {
  const { units } = JSON.parse(JSON.stringify(describeStatusAsJson([look(t).status])));
  const [web, , job, , old] = units[0].containers;
  t.deepEqual(web, {
    name: 'web',
    state: 'running',
    health: 'healthy',
    since: '2030-01-02T00:00:00.000Z',
    image: 'shop/web:1',
    declared: true,
    foreign: false,
    ports: web.ports,
    differences: [{ field: 'creation.environment.A', before: 'new', now: 'changed' }],
  });
  t.is(web.ports.length, 4);
  t.deepEqual([job.state, job.declared, job.since], ['missing', true, undefined]);
  t.deepEqual([old.state, old.exitCode, old.declared], ['exited', 137, false]);
});
