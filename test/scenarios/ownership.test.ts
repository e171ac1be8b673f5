// Exact names, and what is not the unit's own.
import test, { type ExecutionContext } from 'ava';
import { writeFiles } from '../support/configuration.ts';
import { docker, findUnit, removeUnit } from '../support/engine.ts';
import { actions, exists, inspect, scenario } from '../support/scenario.ts';

test('a name is a whole name', async t => {
  const it = scenario(t, one);
  const web = `${it.name}-web`;
  for (const other of [`${web}2`, `a-${web}`]) await makeForeign(t, other, { running: true });
  const { Id } = await inspect(`${web}2`);
  t.deepEqual(actions(await it.plan('stop')), [`skip 1.${web}.stop`]);
  await it.succeed('start');
  await it.succeed('stop');
  await it.succeed('purge');
  t.false(await exists(web));
  for (const other of [`${web}2`, `a-${web}`]) t.true((await inspect(other)).State.Running);
  t.is((await inspect(`${web}2`)).Id, Id);
});

test('a container that nua-start did not make is started and stopped, and survives all else', async t => {
  const it = scenario(t, two);
  const [web, side] = [`${it.name}-web`, `${it.name}-side`];
  await it.succeed('start');
  await docker().getContainer(web).remove({ force: true, v: true });
  const foreign = await makeForeign(t, web, { running: true });

  await it.succeed('stop');
  t.false((await inspect(web)).State.Running);
  await it.succeed('start');
  t.true((await inspect(web)).State.Running);
  t.is((await inspect(web)).Id, foreign);

  for (const command of ['purge', 'cleanup']) {
    const { code, stderr } = await it.run(command);
    t.is(code, 1);
    t.true(
      stderr.startsWith(
        `error: remove ${web}: will not remove container "${web}": it was not made by nua-start\n`,
      ),
      stderr,
    );
    t.regex(stderr, /\n {2}hint: .*--adopt/);
    t.true((await inspect(web)).State.Running, `${command} has not even stopped it`);
    t.true((await inspect(side)).State.Running, `${command} has done nothing`);
  }
  const refused = await it.run('start', '--recreate');
  t.is(refused.code, 1);
  t.regex(refused.stderr, /will not replace container .*: it was not made by nua-start\n/);
  t.is((await inspect(web)).Id, foreign);

  await it.succeed('purge', '--adopt');
  t.false(await exists(web));
  t.deepEqual(await findUnit(it.name), []);
});

test("another unit's container is named with its owner", async t => {
  const it = scenario(t, one);
  const web = `${it.name}-web`;
  const owner = `${it.name}-owner`;
  writeFiles(it.configuration, {
    [`units/${owner}/start.yaml`]: one(it.name).replace('sleep 1000', 'sleep 2000'),
  });
  t.teardown(() => removeUnit(owner, it.configuration));
  await it.succeed('start');
  const { Id } = await inspect(web);

  const other = it.ofUnit(owner);
  await other.succeed('stop');
  await other.succeed('start');
  t.true((await inspect(web)).State.Running);
  t.is((await inspect(web)).Id, Id);
  for (const [command, kind, verb, ...options] of [
    ['purge', 'remove', 'remove'],
    ['start', 'create', 'replace', '--recreate'],
  ] as const) {
    const { code, stderr } = await other.run(command, ...options);
    t.is(code, 1);
    t.true(
      stderr.startsWith(
        `error: ${kind} ${web}: will not ${verb} container "${web}": it belongs to unit "${it.name}" of ${it.configuration}\n`,
      ),
      stderr,
    );
    t.is((await inspect(web)).Id, Id);
    t.true((await inspect(web)).State.Running);
  }
  await other.succeed('start', '--recreate', '--adopt');
  const adopted = await inspect(web);
  t.not(adopted.Id, Id);
  t.is(adopted.Config.Labels['nua-start.unit'], owner);
  await other.succeed('purge');
  t.false(await exists(web));
});

test('volumes, networks and images of others are left by purge', async t => {
  const it = scenario(
    t,
    name => `
unit:
  networks: {${name}-own: {}, ${name}-foreign: {}, ${name}-external: {external: true}}
  volumes: {${name}-own: {}, ${name}-foreign: {}, ${name}-external: {external: true}}
${name}-web:
  creation:
    image: busybox:stable
    command: sleep 1000
    stop_signal: SIGKILL
    networking_config: [${name}-own, ${name}-foreign, ${name}-external]
  startup:
    network_mode: ${name}-own
    binds: {${name}-own: /own, ${name}-foreign: /foreign, ${name}-external: /external}
---
- ${name}-web: {command: start}
`,
  );
  const { code, stderr } = await it.run('start');
  t.is(code, 1);
  t.regex(stderr, new RegExp(`the external network "${it.name}-external" does not exist`));
  for (const suffix of ['foreign', 'external']) {
    const name = `${it.name}-${suffix}`;
    const network = await docker().createNetwork({ Name: name });
    t.teardown(() => network.remove());
    await docker().createVolume({ Name: name });
    t.teardown(() => docker().getVolume(name).remove());
  }
  await it.succeed('start');
  t.deepEqual(await findUnit(it.name), [
    `container ${it.name}-web`,
    `network ${it.name}-own`,
    `volume ${it.name}-own`,
  ]);
  await it.succeed('purge');
  t.deepEqual(await findUnit(it.name), []);
  const names = { name: [it.name] };
  const networks = await docker().listNetworks({ filters: names });
  const { Volumes: volumes } = await docker().listVolumes({ filters: names });
  const left = [`${it.name}-external`, `${it.name}-foreign`];
  t.deepEqual(networks.map(({ Name }) => Name).sort(), left);
  t.deepEqual((volumes ?? []).map(({ Name }) => Name).sort(), left);
  t.is((await docker().getImage('busybox:stable').inspect()).RepoTags.includes('busybox:stable'), true);
});

test("what somebody else's container still uses is left by purge", async t => {
  const it = scenario(
    t,
    name => `
unit: {networks: {${name}: {}}, volumes: {${name}: {}}}
${name}-web:
  build: {path: services/web, tag: ${name}/web}
  creation: {command: sleep 1000, stop_signal: SIGKILL}
  startup: {network_mode: ${name}, binds: {${name}: /data}}
---
- ${name}-web: {command: start}
`,
    name => ({ 'services/web/Dockerfile': `FROM busybox:stable\nLABEL for=${name}\n` }),
  );
  await it.succeed('start');
  await makeForeign(t, `${it.name}-guest`, {
    running: false,
    image: `${it.name}/web`,
    host: { NetworkMode: it.name, Binds: [`${it.name}:/data`] },
  });
  await it.succeed('purge');
  t.deepEqual(await findUnit(it.name), [
    // Its image's label comes with it.
    `container ${it.name}-guest`,
    `image ${it.name}/web:latest`,
    `network ${it.name}`,
    `volume ${it.name}`,
  ]);
  await docker().getContainer(`${it.name}-guest`).remove();
  await it.succeed('purge');
  t.deepEqual(await findUnit(it.name), []);
});

type Foreign = {
  readonly running: boolean;
  readonly image?: string;
  readonly host?: object;
};

/** A container made without nua-start; answers its id. */
async function makeForeign(t: ExecutionContext, name: string, foreign: Foreign): Promise<string> {
  const container = await docker().createContainer({
    name,
    Image: foreign.image ?? 'busybox:stable',
    Cmd: ['sleep', '1000'],
    StopSignal: 'SIGKILL',
    HostConfig: { ...foreign.host },
  });
  t.teardown(() => container.remove({ force: true, v: true }).catch(() => undefined));
  if (foreign.running) await container.start();
  return container.id;
}

function one(name: string): string {
  return `
${name}-web: {creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL}}
---
- ${name}-web: {command: start}
`;
}

function two(name: string): string {
  return `
${name}-web: {creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL}}
${name}-side: {creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL}}
---
- ${name}-web: {command: start}
  ${name}-side: {command: start}
`;
}
