// How containers are, and what is left of those that are not declared any more.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { runCli } from '../support/cli.ts';
import { writeFiles } from '../support/configuration.ts';
import { docker } from '../support/engine.ts';
import { actions, exists, freePort, inspect, type Scenario, scenario } from '../support/scenario.ts';

const sleeping = (more = '') =>
  `{image: "busybox:stable", command: [sleep, "1000"], stop_signal: SIGKILL${more}}`;

const two = (name: string) => `
${name}-db: {creation: ${sleeping()}}
${name}-web: {creation: ${sleeping()}}
`;

test('state, health, ports and differences of what is declared, as text and as data', async t => {
  const port = await freePort();
  const it = scenario(
    t,
    name => `
import: ${name}-base/start
${name}-web:
  creation: ${sleeping(', healthcheck: {test: [CMD, "true"], interval: 100000000}, environment: {A: {{ A | default("1") }}}')}
  startup: {port_bindings: {80: {HostIp: 127.0.0.1, HostPort: ${port}}}}
${name}-job: {creation: {image: "busybox:stable", command: [sh, -c, "exit 3"]}}
${name}-never: {creation: ${sleeping()}}
---
- ${name}-base: {command: start}
- ${name}-web: {command: start, until: healthy}
- ${name}-job: {command: start, until: exited, exit_code: 3}
`,
    name => ({
      [`units/${name}-base/start.yaml`]: `${name}-base: {creation: ${sleeping()}}\n`,
      'units/broken/start.yaml': '{{ nothing }}\n',
    }),
  );
  t.teardown(() => it.ofUnit(`${it.name}-base`).run('purge'));
  const [base, web, job, never] = ['base', 'web', 'job', 'never'].map(end => `${it.name}-${end}`);
  await it.succeed('start');

  const { code, stdout, stderr } = await status(it, it.name, '--set', 'A=2');
  t.deepEqual([code, stderr], [0, '']);
  const shown = stdout
    .replaceAll(it.name, 'UNIT')
    .replaceAll(String(port), 'PORT')
    .replace(/ *\d+ s$/gm, '');
  t.deepEqual(
    shown
      .trimEnd()
      .split('\n')
      .map(line => line.replace(/ +/g, ' ')),
    [
      'CONTAINER STATE IMAGE PORTS SINCE',
      'UNIT-base running busybox:stable',
      'UNIT-web running, healthy busybox:stable 127.0.0.1:PORT->80',
      ' differs from its declaration: creation.environment.A: 1 -> 2',
      'UNIT-job exited (3) busybox:stable',
      'UNIT-never not there busybox:stable',
    ],
  );

  const all = await status(it, '--json');
  t.is(all.code, 0);
  t.regex(all.stderr, /^warning: the containers of broken are not known: unknown variable "nothing"\n/);
  const { units } = JSON.parse(all.stdout);
  t.deepEqual(
    units.map(({ unit }: { unit: string }) => unit),
    [it.name, `${it.name}-base`],
  );
  const found = new Map<string, Record<string, unknown>>(
    units[0].containers.map((each: { name: string }) => [each.name, each]),
  );
  t.deepEqual([...found.keys()], [base, web, job, never]);
  t.like(found.get(web ?? ''), {
    state: 'running',
    health: 'healthy',
    declared: true,
    foreign: false,
    ports: [{ hostIp: '127.0.0.1', hostPort: port, containerPort: 80, protocol: 'tcp' }],
    differences: [],
  });
  const { State } = await inspect(web ?? '');
  t.is(found.get(web ?? '')?.['since'], new Date(State.StartedAt).toISOString());
  t.like(found.get(job ?? ''), { state: 'exited', exitCode: 3 });
  t.like(found.get(never ?? ''), { state: 'missing', ports: [], differences: [] });
});

test('what cannot be looked at', async t => {
  const it = scenario(t, two, () => ({ 'units/broken/start.yaml': '{{ nothing }}\n' }));
  t.is((await status(it, '-H', 'tcp://127.0.0.1:1', it.name)).code, 4);
  t.is((await status(it, 'broken')).code, 3);
  const unknown = await status(it, `${it.name}x`);
  t.is(unknown.code, 2);
  t.regex(unknown.stderr, new RegExp(`hint: did you mean "${it.name}"\\?`));
  t.is((await status(it, `${it.name}/${it.name}-web`)).code, 2);
});

test('a start says what is not declared any more, and removes it when it is told to', async t => {
  const it = scenario(t, two);
  const [db, web] = [`${it.name}-db`, `${it.name}-web`];
  await it.succeed('start');
  // What another command of the unit declares is no orphan.
  writeFiles(it.configuration, {
    [`units/${it.name}/start.yaml`]: `${db}: {creation: ${sleeping()}}\n`,
    [`units/${it.name}/tool.yaml`]: `${it.name}-tool: {creation: ${sleeping()}}\n`,
  });
  await it.succeed('tool');
  const { stderr } = await it.succeed('start');
  t.true(
    stderr.startsWith(
      `warning: unit "${it.name}" does not declare 1 container any more: ${web}\n` +
        `  hint: "nua-start run --remove-orphans ${it.name}/start" removes it; named volumes stay\n`,
    ),
    stderr,
  );
  t.regex((await status(it, it.name)).stdout, new RegExp(`^${web} .*\\n  not declared any more: `, 'm'));
  t.notRegex((await it.succeed('stop', '--plan')).stderr, /declare/);

  const wanted = [`run 1.${web}.stop`, `run 1.${web}.remove`, `skip 2.${db}.start`];
  t.deepEqual(actions(await it.plan('start', '--remove-orphans')), wanted);
  t.true(await exists(web), 'a plan changes nothing');
  t.deepEqual(actions((await it.follow('start', '--remove-orphans')).steps), wanted);
  t.deepEqual([await exists(web), await exists(`${it.name}-tool`)], [false, true]);
  t.is(
    (await it.succeed('start', '--remove-orphans')).stderr.split('\n')[0],
    `start ${db}: skipped, running, nothing to do`,
  );
  const refused = await it.run('stop', '--remove-orphans');
  t.is(refused.code, 2);
  t.regex(refused.stderr, /^error: --remove-orphans belongs to create, start and restart, not to stop\n/);
});

test('an orphan keeps its data: named volumes stay, and what holds another one stays itself', async t => {
  const it = scenario(
    t,
    name => `
${name}-db: {creation: ${sleeping(', volumes: [/data]')}}
${name}-web: {creation: ${sleeping()}, startup: {binds: {${name}_pages: /pages}}}
${name}-other: {creation: ${sleeping()}}
`,
  );
  const [db, web] = [`${it.name}-db`, `${it.name}-web`];
  await it.succeed('start');
  writeFiles(it.configuration, {
    [`units/${it.name}/start.yaml`]: `${it.name}-other: {creation: ${sleeping()}}\n`,
  });
  const kept = `warning: container "${db}" is not declared any more and kept: it holds a volume of its own\n`;
  const { stderr } = await it.succeed('start', '--remove-orphans');
  t.true(stderr.includes(kept), stderr);
  t.regex(stderr, new RegExp(`^remove ${db}: skipped, kept, since it holds volume [0-9a-f]{12}$`, 'm'));
  t.true((await inspect(db)).State.Running, 'it has not even been stopped');
  t.false(await exists(web));
  t.is((await docker().getVolume(`${it.name}_pages`).inspect()).Name, `${it.name}_pages`);
  const later = await it.succeed('start');
  t.true(later.stderr.startsWith(kept), later.stderr);
  t.notRegex(later.stderr, /--remove-orphans/, 'it would not be removed');
});

test('where another file of the unit cannot be read nothing is taken for an orphan', async t => {
  const it = scenario(t, two);
  const web = `${it.name}-web`;
  await it.succeed('start');
  writeFiles(it.configuration, {
    [`units/${it.name}/start.yaml`]: `${it.name}-db: {creation: ${sleeping()}}\n`,
    [`units/${it.name}/tool.yaml`]: '{{ nothing }}\n',
  });
  const { code, stderr } = await it.run('start', '--remove-orphans');
  t.is(code, 3);
  t.regex(stderr, /^error: the containers of \S+\/tool are not known: unknown variable "nothing"\n/);
  t.true((await inspect(web)).State.Running);
  t.notRegex((await it.succeed('start')).stderr, /warning/);
});

test('a unit whose files are gone is told of as long as its containers are there', async t => {
  const it = scenario(t, two);
  await it.succeed('start');
  rmSync(join(it.configuration, 'units', it.name), { recursive: true });
  const { stdout } = await status(it, '--json');
  const gone = JSON.parse(stdout).units.find(({ unit }: { unit: string }) => unit === it.name);
  t.deepEqual(
    gone.containers.map(({ name, declared }: { name: string; declared: boolean }) => [name, declared]),
    [
      [`${it.name}-db`, false],
      [`${it.name}-web`, false],
    ],
  );
});

function status({ configuration }: Scenario, ...args: readonly string[]) {
  return runCli(['status', '-c', configuration, ...args]);
}
