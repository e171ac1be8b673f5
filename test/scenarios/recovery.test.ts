// Each kind of change that a dead run may leave half made: kept or not, once or twice, and when nothing is left of it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import test, { type ExecutionContext } from 'ava';
import type { JsonObject } from '../../src/core/json.ts';
import { connect } from '../../src/docker/dockerode.ts';
import { findEndpoint } from '../../src/docker/endpoint.ts';
import type { CommitOptions } from '../../src/docker/engine.ts';
import { recover } from '../../src/engine/recover.ts';
import { processes } from '../../src/host/processes.ts';
import { committed } from '../../src/orders/recovery/committed.ts';
import { created } from '../../src/orders/recovery/created.ts';
import { doomed } from '../../src/orders/recovery/doomed.ts';
import { executed } from '../../src/orders/recovery/executed.ts';
import { helped } from '../../src/orders/recovery/helped.ts';
import { type Change, recoverChange } from '../../src/orders/recovery/registry.ts';
import { replaced } from '../../src/orders/recovery/replaced.ts';

const docker = connect(findEndpoint({ env: process.env }));
const context = { docker, processes };
const scope = { engine: 'any', configuration: '/etc/shop', unit: 'shop' };
const ours = { 'nua-start.unit': 'shop', 'nua-start.config': '/etc/shop' };

const mend = (change: Change, kept = false): Promise<string | undefined> =>
  recoverChange(change, kept, context);

/** A container that goes with the test; answers its id. */
async function make(
  t: ExecutionContext,
  name: string,
  more: JsonObject = {},
  labels: JsonObject = ours,
): Promise<string> {
  const body = {
    Image: 'busybox:stable',
    Cmd: ['sleep', '1000'],
    StopSignal: 'SIGKILL',
    Labels: labels,
    ...more,
  };
  const { id } = await docker.create(name, body);
  t.teardown(() => docker.remove(id, { volumes: true, force: true }));
  return id;
}

const nameOf = (): string => `nuatest-${randomBytes(4).toString('hex')}`;

/** Names and states of what is there, of these ids. */
async function look(...ids: readonly string[]): Promise<readonly string[]> {
  const { containers } = await docker.world();
  return [...containers.values()]
    .filter(({ id }) => ids.includes(id))
    .map(({ name, state }) => `${name} ${state}`);
}

for (const state of ['down', 'running', 'paused'] as const) {
  test(`a replacement is taken back: the former container was ${state}`, async t => {
    const name = nameOf();
    const former = await make(t, `${name}.replaced-1`);
    const substitute = await make(t, name);
    await docker.start(substitute);
    const change = replaced.change({ name, former, state });
    t.is(await mend(change), `container "${name}" is again the one that was to be replaced`);
    const expected = [`${name} ${state === 'down' ? 'created' : state}`];
    t.deepEqual(await look(former, substitute), expected);
    t.is(await mend(change), undefined, 'a second time there is nothing to do');
    t.deepEqual(await look(former), expected);
  });
}

test('a replacement is taken back from each point at which it may have died', async t => {
  const name = nameOf();
  const former = await make(t, name);
  await docker.start(former);
  const change = replaced.change({ name, former, state: 'running' });
  t.is(await mend(change), undefined, 'before it was renamed');
  await docker.rename(former, `${name}.replaced-1`);
  t.not(await mend(change), undefined, 'before there was another one');
  await docker.rename(former, `${name}.replaced-1`);
  await docker.stop(former);
  await make(t, name);
  t.not(await mend(change), undefined, 'before that one was started');
  t.deepEqual(await look(former), [`${name} running`]);
  await docker.stop(former);
  t.not(await mend(change), undefined, 'while it was taken back');
  t.deepEqual(await look(former), [`${name} running`]);
});

test('a replacement that is kept is finished', async t => {
  const name = nameOf();
  const former = await make(t, `${name}.replaced-1`);
  const substitute = await make(t, name);
  const change = replaced.change({ name, former, state: 'running' });
  t.is(await mend(change, true), `container "${name}": removed the one that was replaced`);
  t.deepEqual(await look(former, substitute), [`${name} created`]);
  for (const kept of [true, false]) t.is(await mend(change, kept), undefined);
  t.deepEqual(await look(substitute), [`${name} created`]);
});

test("somebody else's container in its place is left alone", async t => {
  const name = nameOf();
  const former = await make(t, `${name}.replaced-1`);
  // As one of an image that the unit builds.
  const other = await make(t, name, {}, { 'nua-start.unit': 'shop' });
  const said = await mend(replaced.change({ name, former, state: 'running' }));
  t.is(
    said,
    `container "${name}" was not made by nua-start and is left; the one that was replaced is ${name}.replaced-1`,
  );
  t.is((await look(former, other)).length, 2);
});

test('a container that was being created is removed, one that was started or made by others is not', async t => {
  const name = nameOf();
  const half = await make(t, name);
  t.is(await mend(created.change({ name })), `container "${name}": removed, it was half made`);
  t.deepEqual(await look(half), []);
  t.is(await mend(created.change({ name })), undefined);
  const up = await make(t, name);
  await docker.start(up);
  t.is(await mend(created.change({ name })), undefined);
  const foreign = await make(t, `${name}-2`, {}, { 'nua-start.unit': 'shop' });
  t.is(await mend(created.change({ name: `${name}-2` })), undefined);
  t.is((await look(up, foreign)).length, 2);
});

test('volumes that were to go with their container go, but for those that are used', async t => {
  const name = nameOf();
  const names = [`${name}-free`, `${name}-used`];
  for (const volume of names) await docker.createVolume(volume, {});
  t.teardown(async () => {
    for (const volume of names) await docker.removeVolume(volume);
  });
  const owner = await make(t, name);
  const change = doomed.change({ container: owner, volumes: names });
  const there = async (): Promise<readonly boolean[]> => {
    const { volumes } = await docker.world();
    return names.map(volume => volumes.has(volume));
  };
  await mend(change);
  t.deepEqual(await there(), [true, true], 'the container is there: the order will be run again');
  await docker.remove(owner, { volumes: false, force: true });
  const user = await make(t, `${name}-user`, { HostConfig: { Binds: [`${name}-used:/data`] } });
  for (const _ of ['once', 'twice']) t.is(await mend(change), undefined);
  t.deepEqual(await there(), [false, true]);
  await docker.remove(user, { volumes: false, force: true });
});

test('a command on this machine is ended with all that it started, also what will not hear', async t => {
  const mark = `${randomBytes(5).toString('hex')}/1.host.execute`;
  const script = 'trap "" TERM; sleep 1000 & setsid sleep 1000 & echo began; wait';
  const child = spawn('sh', ['-c', script], {
    detached: true,
    env: { ...process.env, NUA_START_STEP: mark },
  });
  const other = spawn('sleep', ['1000'], { env: { ...process.env, NUA_START_STEP: `${mark}2` } });
  t.teardown(() => other.kill('SIGKILL'));
  const exit = once(child, 'exit');
  await once(child.stdout, 'data');
  t.is(await mend(executed.change({ mark })), 'ended a command that was still running on this machine');
  t.deepEqual(await exit, [null, 'SIGKILL']);
  t.is(other.exitCode ?? other.signalCode, null, 'one of another step goes on');
  t.is(await mend(executed.change({ mark })), undefined);
});

test('a command in a container is ended with all that it started; without the container there is none', async t => {
  const name = nameOf();
  const id = await make(t, name);
  await docker.start(id);
  const mark = `${randomBytes(5).toString('hex')}/1.${name}.execute`;
  const began = Promise.withResolvers<void>();
  const command = ['sh', '-c', 'trap "" TERM; sleep 1001 & echo began; wait; sleep 1001'];
  const code = docker.exec(name, command, {
    output: () => began.resolve(),
    signal: new AbortController().signal,
    mark,
  });
  await began.promise;
  const change = executed.change({ mark, container: name });
  await docker.pause(name);
  t.is(await mend(change), undefined, 'paused: nothing can be run in it');
  await docker.unpause(name);
  t.is(await mend(change), undefined);
  t.is(await code, 137);
  t.is(await mend(change), undefined);
  t.true((await look(id))[0]?.endsWith('running'));
  await docker.remove(id, { volumes: true, force: true });
  t.is(await mend(change), undefined);
});

test("a unit's helpers are removed, and no other's", async t => {
  const name = nameOf();
  const unit = { ...scope, unit: name };
  const labels = { 'nua-start.unit': name, 'nua-start.config': scope.configuration };
  const own = await make(t, `${name}-h`, {}, { ...labels, 'nua-start.helper': 'temporary' });
  const container = await make(t, name, {}, labels);
  const other = await make(
    t,
    `${name}-o`,
    {},
    { ...labels, 'nua-start.unit': 'x', 'nua-start.helper': 'temporary' },
  );
  const changes = [{ number: 1, step: '1.web.execute', change: helped.change({}), kept: false }];
  t.deepEqual(await recover(unit, changes, context), ['removed 1 of its helper containers']);
  t.deepEqual(await look(own), []);
  t.is((await look(container, other)).length, 2);
  t.deepEqual(await recover(unit, changes, context), []);
});

test('changes are brought in order from the last to the first; of one that nobody knows nothing is done', async t => {
  const name = nameOf();
  const former = await make(t, `${name}.replaced-1`);
  const change = (number: number, what: JsonObject) => ({ number, step: 's', change: what, kept: false });
  await make(t, name);
  const changes = [
    change(1, replaced.change({ name, former, state: 'down' })),
    change(2, created.change({ name })),
    change(3, { kind: 'of a newer one' }),
  ];
  t.deepEqual(await recover(scope, changes, context), [
    `container "${name}": removed, it was half made`,
    `container "${name}" is again the one that was to be replaced`,
  ]);
  t.deepEqual(await look(former), [`${name} created`]);
});

/** What makes `NAME/made:one` of a container. */
function committing(name: string, labels: Readonly<Record<string, string>>): CommitOptions {
  return { repository: `${name}/made`, tag: 'one', message: undefined, author: undefined, labels };
}

for (const [what, given] of [
  ['that nobody had made before', {}],
  ['that had another one of its name', { former: 'busybox:stable' }],
] as const) {
  test(`an image ${what} and that a commit was making is removed, and made by nobody twice`, async t => {
    const name = nameOf();
    const reference = `${name}/made:one`;
    const container = await make(t, name);
    t.teardown(() => docker.removeImage(reference, { force: true, noprune: false }));
    const former = 'former' in given ? await docker.inspectImage(given.former) : undefined;
    const formerId = former ? String(former['Id']) : null;
    const change = committed.change({ reference, unit: 'shop', former: formerId });
    if (formerId) await docker.tag(formerId, `${name}/made`, 'one');
    t.is(await mend(change), undefined, 'it had not begun');
    const labels = { 'nua-start.unit': 'shop', 'nua-start.config': '' };
    await docker.commit(container, committing(name, labels));
    t.is(
      await mend(change),
      `image ${reference}: removed, it was made by a commit that did not come to its end`,
    );
    t.is((await docker.inspectImage(reference))?.['Id'], former?.['Id']);
    t.is(await mend(change), undefined);
    if (formerId) {
      await docker.removeImage(reference, { force: false, noprune: true });
      t.is(await mend(change), `image ${reference} is again the one that a commit was to replace`);
      t.is((await docker.inspectImage(reference))?.['Id'], formerId);
    }
    const { images } = await docker.world();
    const left = [...images.values()].filter(it => it.references.some(of => of.startsWith(name)));
    t.is(left.length, former === undefined ? 0 : 1);
  });
}

test('an image in the place of one that a commit was making is left to whoever made it', async t => {
  const name = nameOf();
  const reference = `${name}/made:one`;
  const container = await make(t, name);
  t.teardown(() => docker.removeImage(reference, { force: true, noprune: false }));
  const change = committed.change({ reference, unit: 'shop', former: null });
  for (const labels of [{}, { 'nua-start.unit': 'other', 'nua-start.config': '' }]) {
    await docker.commit(container, committing(name, labels));
    t.is(await mend(change), undefined);
    t.truthy(await docker.inspectImage(reference));
  }
  await docker.commit(container, committing(name, { 'nua-start.unit': 'shop', 'nua-start.config': '' }));
  await make(t, `${name}-guest`, { Image: reference });
  t.is(await mend(change), undefined, 'a container is made of it');
  t.truthy(await docker.inspectImage(reference));
});
