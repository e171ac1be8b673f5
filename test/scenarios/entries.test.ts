// Several containers in one entry: by their dependencies, side by side where there are none.
import test from 'ava';
import { request } from 'undici';
import type { JsonObject } from '../../src/core/json.ts';
import { docker } from '../support/engine.ts';
import { actions, execute, exists, freePort, inspect, scenario } from '../support/scenario.ts';

/** The first stands last in the file, so that the order in the file is no help. */
function layers(name: string): string {
  return `
${name}-top: ${sleeper(`, startup: {links: {${name}-middle: middle}}`)}
${name}-middle: ${sleeper(`, startup: {volumes_from: [${name}-bottom]}`)}
${name}-bottom: ${sleeper('')}
${name}-beside: ${sleeper(`, depends_on: [${name}-bottom]`)}
---
- ${name}-top: {command: start}
  ${name}-beside: {command: start}
  ${name}-middle: {command: start}
  ${name}-bottom: {command: start}
`;
}

for (const jobs of ['8', '1']) {
  test(`what is depended on is started first and stopped last (--jobs ${jobs})`, async t => {
    const it = scenario(t, layers);
    const [top, middle, bottom, beside] = ['top', 'middle', 'bottom', 'beside'].map(
      part => `${it.name}-${part}`,
    );
    const started = spans((await it.follow('start', '--jobs', jobs)).events);
    t.true(isBefore(started, `1.${bottom}.start`, `1.${middle}.create`));
    t.true(isBefore(started, `1.${bottom}.start`, `1.${beside}.create`));
    t.true(isBefore(started, `1.${middle}.start`, `1.${top}.create`));

    const stopped = spans((await it.follow('stop', '--jobs', jobs)).events);
    t.true(isBefore(stopped, `1.${top}.stop`, `1.${middle}.stop`));
    t.true(isBefore(stopped, `1.${middle}.stop`, `1.${bottom}.stop`));
    t.true(isBefore(stopped, `1.${beside}.stop`, `1.${bottom}.stop`));

    await it.succeed('start');
    const purged = await it.follow('purge', '--jobs', jobs);
    t.like(purged.finished, { ok: true });
    const removed = spans(purged.events);
    t.true(isBefore(removed, `2.${top}.remove`, `2.${middle}.remove`));
    t.true(isBefore(removed, `2.${middle}.remove`, `2.${bottom}.remove`));
    t.true(isBefore(removed, `1.${bottom}.stop`, `2.${top}.remove`), 'entries run one after the other');
  });
}

test('what is independent runs side by side, unless there is one job', async t => {
  const it = scenario(
    t,
    name => `
${name}-one: ${sleeper('')}
${name}-two: ${sleeper('')}
---
- ${name}-one: {command: start}
  ${name}-two: {command: start}
- ${name}-one: {command: execute, type: in_running, shell: true, run: "echo began; sleep 1; echo ended"}
  ${name}-two: {command: execute, type: in_running, shell: true, run: "echo began; sleep 1; echo ended"}
`,
  );
  const said = async (...options: string[]): Promise<readonly string[]> => {
    const { events } = await it.follow('start', ...options);
    return events.filter(({ type }) => type === 'output').map(({ line }) => String(line));
  };
  t.deepEqual(await said(), ['began', 'began', 'ended', 'ended']);
  t.deepEqual(await said('--jobs', '1'), ['began', 'ended', 'began', 'ended']);
});

test('after a failure nothing new begins, what runs ends, and the rest is named', async t => {
  const it = scenario(
    t,
    name => `
${name}-bad: {creation: {image: busybox:stable, command: /no/such/command}}
${name}-after: ${sleeper(`, depends_on: [${name}-bad]`)}
${name}-slow: ${sleeper('')}
---
- ${name}-slow: {command: start}
- ${name}-slow: {command: execute, type: in_running, run: [sh, -c, sleep 2; echo ended]}
  ${name}-bad: {command: start}
  ${name}-after: {command: start}
- ${name}-slow: {command: stop}
`,
  );
  const [bad, after, slow] = [`${it.name}-bad`, `${it.name}-after`, `${it.name}-slow`];
  const { code, stdout, stderr } = await it.run('start');
  t.is(code, 1);
  t.is(stdout, `execute ${slow} | ended\n`);
  t.regex(stderr, new RegExp(`^error: start ${bad}: .*no such file or directory`, 'm'));
  t.regex(stderr, new RegExp(`^not started: create ${after}, start ${after}, stop ${slow}$`, 'm'));
  t.regex(
    stderr,
    new RegExp(`\n${it.name}/start: failed, 5 of 8 steps \\(4 done, 1 failed\\) in \\d+\\.\\d s\n$`),
  );
  t.false(await exists(bad), 'what this run created and the engine refused to start is gone');
  t.false(await exists(after));
  t.true((await inspect(slow)).State.Running);

  const { events, finished } = await it.follow('start');
  t.like(finished, { type: 'finished', ok: false, exitCode: 1 });
  const failed = events.filter(({ type }) => type === 'failed');
  t.deepEqual(
    failed.map(({ step }) => step),
    [`2.${bad}.start`],
  );
});

test('created by one order and started by another, a container has its ports, binds and links', async t => {
  const port = await freePort();
  const it = scenario(
    t,
    name =>
      `
${name}-db:
  creation: {image: busybox:stable, command: httpd -f -h /srv, stop_signal: SIGKILL}
  startup: {binds: {./data: /srv}}
${name}-web:
  creation: {image: busybox:stable, command: httpd -f -h /srv, stop_signal: SIGKILL}
  startup:
    binds: {"\${NUA_CONF}/data": {bind: /srv, ro: true}}
    links: {${name}-db: database}
    port_bindings: {80: {HostIp: 127.0.0.1, HostPort: ${port}}}
---
- ${name}-db: {command: create}
- ${name}-db: {command: start, until: {port: 80}}
- ${name}-web: {command: create}
- ${name}-web: {command: start, until: {port: 80}}
- ${name}-web: {command: execute, type: in_running, run: [wget, -q, -O, "-", http://database/index.html]}
`,
    () => ({ 'data/index.html': 'hello\n' }),
  );
  const { stdout } = await it.succeed('start');
  t.is(stdout, `execute ${it.name}-web | hello\n`);
  t.is(await (await request(`http://127.0.0.1:${port}/index.html`)).body.text(), 'hello\n');
  const { HostConfig, Mounts } = await inspect(`${it.name}-web`);
  t.deepEqual(HostConfig.Binds, [`${it.configuration}/data:/srv:ro`]);
  t.like(Mounts[0], { Type: 'bind', RW: false });
});

test('a network of the unit: containers answer to their names, and to what is declared besides', async t => {
  const it = scenario(
    t,
    name => `
unit: {networks: {${name}: {internal: yes}, ${name}-two: {}}}
${name}-db:
  creation:
    image: busybox:stable
    command: httpd -f -h /etc
    stop_signal: SIGKILL
    networking_config: {${name}: {aliases: [database]}, ${name}-two: {aliases: [elsewhere]}}
${name}-web: ${sleeper(`, startup: {network_mode: ${name}}, depends_on: [${name}-db]`)}
---
- ${name}-web: {command: start}
  ${name}-db: {command: start, until: {port: 80}}
`,
  );
  await it.succeed('start');
  const web = `${it.name}-web`;
  for (const name of [`${it.name}-db`, 'database'])
    t.is(
      await execute(web, 'wget', '-q', '-O', '-', `http://${name}/hostname`),
      (await inspect(`${it.name}-db`)).Id.slice(0, 12),
    );
  t.regex(await execute(web, 'wget', '-q', '-O', '-', 'http://elsewhere/hostname'), /bad address/);
  const { Internal, Labels } = await docker().getNetwork(it.name).inspect();
  t.true(Internal);
  t.is(Labels?.['nua-start.unit'], it.name);
  t.deepEqual(actions((await it.follow('start')).steps), [
    `skip 1.${it.name}-db.start`,
    `skip 1.${web}.start`,
  ]);
});

type Span = { readonly from: number; readonly to: number };

/** Between which events each step ran; their place in the row counts, not their time. */
function spans(events: readonly JsonObject[]): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  for (const [index, { step }] of events.entries()) {
    const id = String(step);
    found.set(id, { from: found.get(id)?.from ?? index, to: index });
  }
  return found;
}

function isBefore(steps: ReadonlyMap<string, Span>, first: string, second: string): boolean {
  const [a, b] = [steps.get(first), steps.get(second)];
  if (!a || !b) throw new Error(`no step ${a ? second : first} in ${[...steps.keys()].join(', ')}`);
  return a.to < b.from;
}

function sleeper(more: string): string {
  return `{creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL}${more}}`;
}
