import test, { type ExecutionContext } from 'ava';
import type { EngineFacts } from '../../src/docker/world.ts';
import { createFacts } from '../../src/engine/facts.ts';
import { orders } from '../../src/orders/registry.ts';
import { plan, prepare } from '../support/plan.ts';

type Read = PromiseWithResolvers<EngineFacts>;

/** Facts of an engine whose answers are given by the test, one for each read of the whole. */
function given(t: ExecutionContext) {
  const { unit, world } = prepare(t, 'web: {creation: {image: a}}\ndb: {creation: {image: a}}\n');
  const reads: Read[] = [];
  const narrow: string[][] = [];
  const docker = {
    local: false,
    world: async () => {
      const read: Read = Promise.withResolvers();
      reads.push(read);
      return await read.promise;
    },
    containers: async (names: readonly string[]) => {
      narrow.push([...names]);
      return new Map();
    },
  };
  return { facts: createFacts(docker, unit, world), reads, narrow, world };
}

const answer = (image: string): EngineFacts => ({
  containers: new Map(),
  images: new Map([[image, { id: image, references: [], labels: {} }]]),
  networks: new Map(),
  volumes: new Map(),
});

const build = orders.build.order('web');
const start = orders.start.order('web');

test('after a change beyond one container, all that ask wait for the same new facts', async t => {
  const { facts, reads, narrow, world } = given(t);
  facts.changed(build, world);
  const asked = [facts.about('web', 'container'), facts.about('db', 'container')];
  t.is(reads.length, 1);
  reads[0]?.resolve(answer('new'));
  for (const { images, touched } of await Promise.all(asked)) {
    t.deepEqual([...images.keys()], ['new']);
    t.true(touched);
  }
  await facts.about('web', 'container');
  t.deepEqual([reads.length, narrow.length], [1, 1]);
});

test('a read that failed is made again', async t => {
  const { facts, reads, world } = given(t);
  facts.changed(build, world);
  const failed = facts.about('web', 'container');
  reads[0]?.reject(new Error('gone'));
  await t.throwsAsync(failed, { message: 'gone' });
  const again = facts.about('web', 'container');
  reads[1]?.resolve(answer('new'));
  t.deepEqual([...(await again).images.keys()], ['new']);
});

test('a read that was begun before a change does not tell of it', async t => {
  const { facts, reads, world } = given(t);
  const before = facts.about('web', 'engine');
  facts.changed(start, world);
  const after = facts.about('web', 'engine');
  t.is(reads.length, 2);
  reads[1]?.resolve(answer('new'));
  t.deepEqual([...(await after).images.keys()], ['new']);
  reads[0]?.resolve(answer('old'));
  await before;
  facts.changed(build, world);
  const last = facts.about('web', 'container');
  reads[2]?.resolve(answer('newest'));
  t.deepEqual([...(await last).images.keys()], ['newest']);
});

test('what has changed a container only leaves all else known', async t => {
  const { facts, reads, narrow, world } = given(t);
  facts.changed(orders.create.order('web'), world);
  await facts.about('web', 'container');
  t.deepEqual([reads.length, narrow], [0, [['web']]]);
});

test('an order looks as far as the furthest of its steps', t => {
  const looks = (order: string) => {
    const text = `web: {creation: {image: a}}\n---\n- web: {command: ${order}}\n`;
    const world = { images: ['a'], containers: { web: 'running' } } as const;
    return plan(prepare(t, text, { world })).groups.map(group => group.looks);
  };
  t.deepEqual([looks('start'), looks('remove'), looks('build')], [['container'], ['containers'], ['engine']]);
});
