// `--recreate` and `recreate: true`: a new container in the place of the former one, with the former one's data.
import { createServer } from 'node:net';
import test from 'ava';
import { writeFiles } from '../support/configuration.ts';
import { docker } from '../support/engine.ts';
import { actions, execute, freePort, inspect, type Scenario, scenario } from '../support/scenario.ts';

const environment = { 'environments/default.yaml': 'VALUE: 1\n' };

test('what has changed is named, and applied with the data kept', async t => {
  const it = scenario(t, holder, holderFiles);
  const web = `${it.name}-web`;
  await it.succeed('start');
  for (const path of ['image', 'creation', 'named'])
    await execute(web, 'sh', '-c', `echo kept by ${path} > /${path}/it`);
  const former = await inspect(web);

  const [skipped] = (await it.follow('start', '--set', 'VALUE=2')).steps;
  t.is(skipped?.action, 'skip');
  t.is(
    skipped?.reason,
    'running, nothing to do; differs from its declaration (creation.environment.VALUE: 1 -> 2): apply with run --recreate',
  );
  t.is((await inspect(web)).Id, former.Id);

  const { steps } = await it.follow('start', '--set', 'VALUE=2', '--recreate');
  t.is(steps[0]?.reason, `needed by start ${web}: replaced: creation.environment.VALUE: 1 -> 2`);
  const now = await inspect(web);
  t.not(now.Id, former.Id);
  t.true(now.State.Running);
  t.true(now.Config.Env.includes('VALUE=2'));
  t.deepEqual(volumesOf(now), volumesOf(former), 'the very same volumes');
  t.is(
    await execute(web, 'cat', '/image/it', '/creation/it', '/named/it'),
    keptBy('image', 'creation', 'named'),
  );
  t.deepEqual(await containersOf(it), [web], 'the former one is gone');

  const again = await it.follow('start', '--set', 'VALUE=2', '--recreate');
  t.deepEqual(actions(again.steps), [`skip 1.${web}.start`]);
  t.is(again.steps[0]?.reason, 'running, nothing to do');

  await docker().getContainer(web).remove({ v: true, force: true });
  const left = await Promise.all(volumesOf(now).map(volume => hasVolume(volume)));
  t.deepEqual(
    left,
    volumesOf(now).map(volume => volume === it.name),
    'anonymous volumes go with "docker rm -v", the named one stays',
  );
});

test('a replaced container is in the state in which it was', async t => {
  const it = scenario(t, holder, holderFiles);
  const web = `${it.name}-web`;
  const recreate = async (value: number): Promise<string> => {
    const former = (await inspect(web)).Id;
    await it.succeed('create', '--recreate', '--set', `VALUE=${value}`);
    const { Id, State } = await inspect(web);
    t.not(Id, former);
    return State.Status;
  };
  await it.succeed('create');
  t.is(await recreate(2), 'created');
  await it.succeed('start', '--set', 'VALUE=2');
  t.is(await recreate(3), 'running');
  await it.succeed('pause');
  t.is(await recreate(4), 'paused');
  await it.succeed('stop');
  t.is(await recreate(5), 'created', 'not running: one that was never started has no other state');
});

test('"recreate: true" on an order is --recreate for this order', async t => {
  const it = scenario(
    t,
    name => `
${name}-web: ${sleeper('VALUE: "{{ VALUE }}"')}
${name}-side: ${sleeper('VALUE: "{{ VALUE }}"')}
---
- ${name}-web: {command: start, recreate: true}
  ${name}-side: {command: start}
`,
    () => environment,
  );
  const [web, side] = [`${it.name}-web`, `${it.name}-side`];
  await it.succeed('start');
  const plan = await it.plan('start', '--set', 'VALUE=2');
  const { steps } = await it.follow('start', '--set', 'VALUE=2');
  t.deepEqual([...actions(steps)].sort(), [...actions(plan)].sort());
  t.true(actions(steps).includes(`run 1.${web}.create`));
  t.true(actions(steps).includes(`skip 1.${side}.start`));
  t.true((await inspect(web)).Config.Env.includes('VALUE=2'));
  t.true((await inspect(side)).Config.Env.includes('VALUE=1'));
});

test('what is bound to a replaced container is replaced, too', async t => {
  const it = scenario(t, dependents, () => ({
    ...environment,
    'data/Dockerfile': 'FROM busybox:stable\nVOLUME /data\n',
  }));
  const [data, net] = [`${it.name}-data`, `${it.name}-net`];
  const bound = ['reader', 'guest', 'linked'].map(suffix => `${it.name}-${suffix}`);
  await it.succeed('start');
  await execute(`${it.name}-reader`, 'sh', '-c', 'echo shared > /data/it; echo own > /own/it');
  const formerIds = await ids([data, net, ...bound]);
  const formerVolumes = volumesOf(await inspect(`${it.name}-reader`));

  const untouched = await it.follow('start', '--set', 'VALUE=2');
  t.deepEqual(
    untouched.steps.filter(({ action }) => action === 'run'),
    [],
  );
  const plan = await it.plan('start', '--set', 'VALUE=2', '--recreate');
  const { steps, finished } = await it.follow('start', '--set', 'VALUE=2', '--recreate');
  t.like(finished, { ok: true });
  t.deepEqual([...actions(steps)].sort(), [...actions(plan)].sort());
  const nowIds = await ids([data, net, ...bound]);
  t.deepEqual(
    nowIds.filter(id => formerIds.includes(id)),
    [],
    'all of them are new',
  );
  t.deepEqual(volumesOf(await inspect(`${it.name}-reader`)), formerVolumes);
  t.deepEqual(
    volumesOf(await inspect(data)),
    formerVolumes.filter((_, index) => index === 0),
  );
  t.is(await execute(`${it.name}-reader`, 'cat', '/data/it', '/own/it'), 'shared\nown');
  t.is((await inspect(`${it.name}-guest`)).HostConfig.NetworkMode, `container:${(await inspect(net)).Id}`);
  const { NetworkSettings } = await inspect(net);
  t.regex(
    await execute(`${it.name}-linked`, 'cat', '/etc/hosts'),
    new RegExp(`^${NetworkSettings.Networks['bridge']?.IPAddress}\\s+thenet`, 'm'),
  );
  const again = await it.follow('start', '--set', 'VALUE=2', '--recreate');
  t.deepEqual(
    again.steps.filter(({ action }) => action === 'run'),
    [],
  );
  await Promise.all(
    [...bound, net, data].map(name => docker().getContainer(name).remove({ v: true, force: true })),
  );
  for (const volume of formerVolumes) t.false(await hasVolume(volume), 'still anonymous');
});

test('a replacement that the engine refuses to start leaves the former one running', async t => {
  const taken = createServer();
  await new Promise<void>(listening => taken.listen(0, '127.0.0.1', listening));
  t.teardown(() => taken.close());
  const address = taken.address();
  const port = await freePort();
  const it = scenario(
    t,
    name => `
${name}-web:
  creation:
    image: busybox:stable
    command: {{ COMMAND }}
    stop_signal: SIGKILL
    volumes: [/data]
    mounts: {{ MOUNTS | json }}
  startup: {port_bindings: {80: {HostIp: 127.0.0.1, HostPort: {{ PORT }}}}}
---
- ${name}-web: {command: start}
`,
    () => ({ 'environments/default.yaml': `COMMAND: sleep 1000\nPORT: ${port}\nMOUNTS: []\n` }),
  );
  const web = `${it.name}-web`;
  await it.succeed('start');
  await execute(web, 'sh', '-c', 'echo kept > /data/it');
  const former = await inspect(web);
  const mounts = `MOUNTS=[{target: /new, labels: {for: ${it.name}}}]`;
  const changes = {
    'port is already allocated|address already in use': `PORT=${typeof address === 'object' ? address?.port : 0}`,
    'no such file or directory': 'COMMAND=/no/such/command',
  };
  for (const [message, change] of Object.entries(changes)) {
    const { code, stderr } = await it.run('start', '--recreate', '--set', change, '--set', mounts);
    t.is(code, 1);
    t.regex(stderr, new RegExp(`^error: create ${web}: .*(${message})`, 'm'));
    const now = await inspect(web);
    t.is(now.Id, former.Id);
    t.true(now.State.Running);
    t.is(now.NetworkSettings.Ports['80/tcp']?.[0]?.HostPort, String(port));
    t.is(await execute(web, 'cat', '/data/it'), 'kept');
    t.deepEqual(await containersOf(it), [web]);
    const { Volumes } = await docker().listVolumes({ filters: { label: [`for=${it.name}`] } });
    t.deepEqual(Volumes ?? [], [], 'no volume of the replacement is left');
  }
});

test('one that the engine removes when it ends keeps its volumes, too', async t => {
  const it = scenario(
    t,
    name => `
${name}-web:
  creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL, volumes: [/data], labels: {value: "{{ VALUE }}"}}
  startup: {auto_remove: true}
---
- ${name}-web: {command: start}
`,
    () => environment,
  );
  const web = `${it.name}-web`;
  await it.succeed('start');
  await execute(web, 'sh', '-c', 'echo kept > /data/it');
  await it.succeed('start', '--recreate', '--set', 'VALUE=2');
  const { Config } = await inspect(web);
  t.is(Config.Labels['value'], '2');
  t.is(await execute(web, 'cat', '/data/it'), 'kept');
  t.deepEqual(await containersOf(it), [web]);
});

test('a rebuilt image is a change, what the image fills in is none', async t => {
  const it = scenario(t, holder, holderFiles);
  const web = `${it.name}-web`;
  await it.succeed('start');
  const former = await inspect(web);
  await it.succeed('build');
  t.deepEqual(actions((await it.follow('start', '--recreate')).steps), [`skip 1.${web}.start`]);

  writeFiles(it.configuration, {
    'services/web/Dockerfile': `${dockerfile(it.name)}ENV NEW=1\n`,
  });
  await it.succeed('build');
  const [skipped] = (await it.follow('start')).steps;
  t.regex(skipped?.reason ?? '', /differs from its declaration \(image: [\da-f]{12} -> [\da-f]{12}\)/);
  await it.succeed('start', '--recreate');
  const now = await inspect(web);
  t.not(now.Id, former.Id);
  t.true(now.Config.Env.includes('NEW=1'));
  t.deepEqual(volumesOf(now), volumesOf(former));
  t.deepEqual(actions((await it.follow('start', '--recreate')).steps), [`skip 1.${web}.start`]);
});

test('a volume whose path is taken otherwise now is kept, and the run says so', async t => {
  const it = scenario(
    t,
    name => `
unit: {volumes: {${name}: {}}}
${name}-web:
  creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL, volumes: [/data, /more]}
  startup: {binds: {{ BINDS | json }}}
---
- ${name}-web: {command: start}
`,
    () => ({ 'environments/default.yaml': 'BINDS: {}\n' }),
  );
  const web = `${it.name}-web`;
  await it.succeed('start');
  await execute(web, 'sh', '-c', 'echo more > /more/it');
  const former = await inspect(web);
  const dropped = former.Mounts.find(({ Destination }) => Destination === '/data')?.Name ?? '';
  t.teardown(() => docker().getVolume(dropped).remove());
  const { stderr } = await it.succeed('start', '--recreate', '--set', `BINDS={${it.name}: /data}`);
  t.true(
    stderr.includes(
      `warning: create ${web}: volume ${dropped} is left: something else is mounted at /data now\n`,
    ),
    stderr,
  );
  t.deepEqual(
    (await inspect(web)).Mounts.map(({ Destination, Name }) => `${Destination} ${Name}`).sort(),
    former.Mounts.map(({ Destination, Name }) =>
      Destination === '/data' ? `/data ${it.name}` : `${Destination} ${Name}`,
    ).sort(),
  );
  t.true(await hasVolume(dropped));

  // Back again: what VolumesFrom would bring is declared no more, so the other volume is mounted by its name.
  await it.succeed('start', '--recreate');
  const now = await inspect(web);
  t.is(await execute(web, 'cat', '/more/it'), 'more');
  t.false(volumesOf(now).includes(it.name));
  await it.succeed('purge');
  for (const volume of volumesOf(now)) t.false(await hasVolume(volume), 'purge finds it all the same');
});

test('a replacement is waited for as its order says', async t => {
  const it = scenario(
    t,
    name => `
${name}-web: ${sleeper('VALUE: "{{ VALUE }}"', 'sh -c "sleep 0.5; echo ready with $VALUE; exec sleep 1000"')}
---
- ${name}-web: {command: start, until: {log: ready with {{ VALUE }}}}
- host: {command: execute, when: changed, run: [docker, logs, ${name}-web]}
`,
    () => environment,
  );
  await it.succeed('start');
  const plan = await it.plan('start', '--recreate', '--set', 'VALUE=2');
  const { steps, events, finished } = await it.follow('start', '--recreate', '--set', 'VALUE=2');
  t.like(finished, { ok: true });
  t.deepEqual(actions(steps), actions(plan));
  t.deepEqual(
    events.filter(({ type }) => type === 'output').map(({ line }) => line),
    ['ready with 2'],
  );
});

test('a replacement that does not become ready goes again, and the former one runs on with its data', async t => {
  const it = scenario(
    t,
    name => `
${name}-web:
  creation:
    image: busybox:stable
    command: sh -c "echo value {{ VALUE }}; exec sleep 1000"
    stop_signal: SIGKILL
    volumes: [/data]
---
- ${name}-web: {command: start, until: {log: value 1}, within: 2}
`,
    () => environment,
  );
  const web = `${it.name}-web`;
  await it.succeed('start');
  await execute(web, 'sh', '-c', 'echo kept > /data/it');
  const former = await inspect(web);

  const { code, stderr } = await it.run('start', '--recreate', '--set', 'VALUE=2');
  t.is(code, 1);
  t.true(stderr.includes(`error: start ${web}: container "${web}" `), stderr);
  const now = await inspect(web);
  t.is(now.Id, former.Id);
  t.true(now.State.Running);
  t.is(await execute(web, 'cat', '/data/it'), 'kept');
  t.deepEqual(await containersOf(it), [web], 'nothing of the replacement is left');
});

const holderFiles = (name: string) => ({ ...environment, 'services/web/Dockerfile': dockerfile(name) });

/** With the name in its second line, so that tests side by side share no layers. */
function dockerfile(name: string): string {
  return `FROM busybox:stable
LABEL for=${name}
VOLUME /image
ENV FROM_IMAGE=1
STOPSIGNAL SIGKILL
EXPOSE 80
`;
}

/** A container with volumes of every sort, and fields that the image and the engine fill in. */
function holder(name: string): string {
  return `
unit: {volumes: {${name}: {}}}
${name}-web:
  build: {path: services/web, tag: ${name}/web}
  creation: {command: sleep 1000, volumes: [/creation], environment: {VALUE: "{{ VALUE }}"}, mem_limit: 64m}
  startup: {binds: {${name}: /named}, port_bindings: {80: {HostIp: 127.0.0.1}}, restart_policy: {Name: unless-stopped}}
---
- ${name}-web: {command: start}
`;
}

function dependents(name: string): string {
  return `
${name}-data:
  build: {path: data, tag: ${name}/data}
  creation: {environment: {VALUE: "{{ VALUE }}"}}
${name}-net: ${sleeper('VALUE: "{{ VALUE }}"')}
${name}-reader:
  creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL, volumes: [/own]}
  startup: {volumes_from: [${name}-data]}
${name}-guest:
  creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL}
  startup: {network_mode: "container:${name}-net"}
${name}-linked:
  creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL}
  startup: {links: {${name}-net: thenet}}
---
- ${name}-data: {command: create}
- ${name}-net: {command: start}
  ${name}-reader: {command: start}
  ${name}-guest: {command: start}
  ${name}-linked: {command: start}
`;
}

function sleeper(variable: string, command = 'sleep 1000'): string {
  const fields = { image: 'busybox:stable', command, stop_signal: 'SIGKILL' };
  return `{creation: {${Object.entries(fields)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
    .join(', ')}, environment: {${variable}}}}`;
}

function keptBy(...paths: readonly string[]): string {
  return paths.map(path => `kept by ${path}`).join('\n');
}

type Inspected = Awaited<ReturnType<typeof inspect>>;

/** The names of its volumes, by path. */
function volumesOf({ Mounts }: Inspected): readonly string[] {
  return Mounts.filter(({ Name }) => Name !== undefined)
    .sort((a, b) => (a.Destination < b.Destination ? -1 : 1))
    .map(({ Name }) => Name ?? '');
}

async function ids(names: readonly string[]): Promise<readonly string[]> {
  return Promise.all(names.map(async name => (await inspect(name)).Id));
}

async function containersOf({ name }: Scenario): Promise<readonly string[]> {
  const found = await docker().listContainers({ all: true, filters: { name: [name] } });
  return found.map(({ Names }) => Names[0]?.slice(1) ?? '');
}

async function hasVolume(name: string): Promise<boolean> {
  const { Volumes } = await docker().listVolumes({ filters: { name: [`^${name}$`] } });
  return (Volumes ?? []).length > 0;
}
