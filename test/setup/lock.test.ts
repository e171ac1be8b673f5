import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import test from 'ava';
import { alone } from '../../src/setup/lock.js';

const module = new URL('../../src/setup/lock.js', import.meta.url).href;

function newName(): string {
  return `nua-start-test-${randomBytes(5).toString('hex')}`;
}

/** Holds a lock in another process, which says so and never lets go. */
async function holdElsewhere(name: string) {
  const script = `import { alone } from '${module}';
    await alone(() => new Promise(() => { console.log('held'); setInterval(() => {}, 1e6); }), '${name}');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await once(child.stdout, 'data');
  return child;
}

test('work of the same name is done one after the other', async t => {
  const name = newName();
  const seen: string[] = [];
  const work = (id: number) => async () => {
    seen.push(`${id} begins`);
    await new Promise(setImmediate);
    seen.push(`${id} ends`);
    return id;
  };
  t.deepEqual(await Promise.all([1, 2, 3].map(id => alone(work(id), name))), [1, 2, 3]);
  t.is(seen.length, 6);
  for (let i = 0; i < 6; i += 2) t.is(seen[i]?.replace('begins', 'ends'), seen[i + 1]);
});

test('the lock is let go when the work fails', async t => {
  const name = newName();
  const failure = new Error('no');
  await t.throwsAsync(
    alone(() => Promise.reject(failure), name),
    { is: failure },
  );
  t.is(await alone(async () => 'done', name), 'done');
});

test('the lock of a process that was killed is free', async t => {
  const name = newName();
  const holder = await holdElsewhere(name);
  let entered = false;
  const waiting = alone(async () => {
    entered = true;
  }, name);
  await alone(async () => undefined, newName());
  t.false(entered);
  holder.kill('SIGKILL');
  await waiting;
  t.true(entered);
});
