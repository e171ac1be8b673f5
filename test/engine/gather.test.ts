import test from 'ava';
import { gather } from '../../src/engine/gather.ts';

function given() {
  const reads: string[][] = [];
  const read = async (names: readonly string[]) => {
    reads.push([...names]);
    return names.length;
  };
  return { ask: gather(read), reads };
}

test('who asks in one moment shares a read of all names', async t => {
  const { ask, reads } = given();
  const answers = await Promise.all([ask(['web', 'db']), ask(['db', 'cache'])]);
  t.deepEqual([answers, reads], [[3, 3], [['web', 'db', 'cache']]]);
});

test('a read is of no use to who asks after it has begun', async t => {
  const { ask, reads } = given();
  await ask(['web']);
  await ask(['db']);
  t.deepEqual(reads, [['web'], ['db']]);
});

test('a read that fails fails for all who asked, and not for the next', async t => {
  let isDown = true;
  const ask = gather(async names => {
    if (isDown) throw new Error('down');
    return names;
  });
  const failed = await Promise.allSettled([ask(['web']), ask(['db'])]);
  t.deepEqual(
    failed.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  isDown = false;
  t.deepEqual(await ask(['web']), ['web']);
});
