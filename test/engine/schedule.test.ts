import test from 'ava';
import { type Item, schedule } from '../../src/engine/schedule.ts';

const never = () => false;
const item = (id: string, ...after: string[]): Item => ({ id, after, always: false });
const diamond = [item('base'), item('left', 'base'), item('right', 'base'), item('app', 'left', 'right')];

/** Runs items that end when they are told to; each step says what runs then. */
function controlled(items: readonly Item[], width: number, halted: () => boolean = never) {
  const ends = new Map<string, (ok: boolean) => void>();
  const unbegun = new Set(items.map(({ id }) => id));
  const over = schedule(
    items,
    width,
    ({ id }) => {
      unbegun.delete(id);
      return new Promise<boolean>(resolve => ends.set(id, resolve));
    },
    halted,
  );
  /** Those that were never begun, once all is over. */
  const left = async (): Promise<readonly string[]> => {
    await over;
    return [...unbegun];
  };
  const end = async (id: string, ok = true): Promise<string> => {
    ends.get(id)?.(ok);
    ends.delete(id);
    await new Promise(resolve => setImmediate(resolve));
    return [...ends.keys()].join(' ');
  };
  return { running: () => [...ends.keys()].join(' '), end, over, left };
}

test('each begins when all it comes after are done', async t => {
  const { running, end, left } = controlled(diamond, 8);
  t.is(running(), 'base');
  t.is(await end('base'), 'left right');
  t.is(await end('right'), 'left');
  t.is(await end('left'), 'app');
  t.is(await end('app'), '');
  t.deepEqual(await left(), []);
});

test('no more than the width at a time, in the order of the list', async t => {
  const { running, end } = controlled([item('a'), item('b'), item('c'), item('d', 'a')], 2);
  t.is(running(), 'a b');
  t.is(await end('b'), 'a c');
  t.is(await end('a'), 'c d');
});

test('one at a time where the width is one', async t => {
  const { running, end } = controlled(diamond, 1);
  t.is(running(), 'base');
  t.is(await end('base'), 'left');
  t.is(await end('left'), 'right');
});

test('after a failure nothing new begins, and what runs is awaited', async t => {
  const { end, over, left } = controlled([...diamond, item('alone'), item('later')], 2);
  t.is(await end('base', false), 'alone');
  let settled = false;
  void over.then(() => {
    settled = true;
  });
  await new Promise(resolve => setImmediate(resolve));
  t.false(settled);
  await end('alone');
  t.deepEqual(await left(), ['left', 'right', 'app', 'later']);
});

test('once it is halted nothing new begins', async t => {
  let halted = false;
  const { end, left } = controlled(diamond, 8, () => halted);
  halted = true;
  t.is(await end('base'), '');
  t.deepEqual(await left(), ['left', 'right', 'app']);
});

test('nothing to do is done at once', async t => {
  await t.notThrowsAsync(schedule([], 8, async () => true, never));
});

test('after a failure, what is done always begins as if all before it had been done', async t => {
  const clean = { ...item('clean', 'app'), always: true };
  const { end, left } = controlled([...diamond, clean, { ...item('last', 'clean'), always: true }], 8);
  t.is(await end('base', false), 'clean');
  t.is(await end('clean', false), 'last');
  await end('last');
  t.deepEqual(await left(), ['left', 'right', 'app']);
});

test('what is done always waits for what runs when another one fails', async t => {
  const clean = { ...item('clean', 'left', 'right'), always: true };
  const { end } = controlled([item('left'), item('right'), clean], 8);
  t.is(await end('left', false), 'right');
  t.is(await end('right'), 'clean');
});

test('once halted, not even what is done always begins', async t => {
  const { end, left } = controlled([item('a'), { ...item('clean', 'a'), always: true }], 8, () => true);
  t.is(await end('a'), '');
  t.is((await left()).length, 2);
});
