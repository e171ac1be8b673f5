// What both kinds of locks have to do: one suite for the two.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { Interrupted, LockedError } from '../../src/core/errors.ts';
import { fileLocks } from '../../src/state/file-locks.ts';
import { type Held, type Holder, isHeld, type Lock, type Locks, openLocks } from '../../src/state/lock.ts';
import { lockName, parseHolder } from '../../src/state/lock-name.ts';
import type { RunScope } from '../../src/state/run-record.ts';
import { socketLocks } from '../../src/state/socket-locks.ts';
import { type Claim, describeHolder, type Taken, takeLocks } from '../../src/state/take-locks.ts';

const kinds: Readonly<Record<string, Locks>> = { socket: socketLocks, file: fileLocks };
const since = new Date('2026-11-20T10:14:03').getTime();

for (const [kind, locks] of Object.entries(kinds)) {
  test(`${kind} locks: one has it, another one sees who, and gets it when it is released`, async t => {
    const of = scopeOf(t, 'shop');
    const lock = await locks.take(of, holderOf('first'));
    t.false(isHeld(lock));
    const held = await locks.take(of, holderOf('second'));
    if (isHeld(lock) || !isHeld(held)) return t.fail();
    t.deepEqual(held.holder, holderOf('first'));
    t.deepEqual((await locks.look(of))?.holder, holderOf('first'));
    const freed = awaitFreed(held);
    await lock.release();
    await freed;
    t.is(await locks.look(of), undefined);
    await release(await locks.take(of, holderOf('second')));
  });

  test(`${kind} locks: others are no obstacle`, async t => {
    const [of, other] = [scopeOf(t, 'shop'), scopeOf(t, 'shop')];
    const scopes = [
      of,
      other,
      scopeOf(t, 'web', { engine: of.engine }),
      scopeOf(t, 'shop', { engine: of.engine, configuration: '/etc/other' }),
    ];
    const taken = [];
    for (const each of scopes) taken.push(await locks.take(each, holderOf('any')));
    t.false(taken.some(isHeld));
    for (const lock of taken) await release(lock);
  });

  test(`${kind} locks: looking takes nothing`, async t => {
    const of = scopeOf(t, 'shop');
    t.is(await locks.look(of), undefined);
    await release(await locks.take(of, holderOf('first')));
  });

  test(`${kind} locks: what a process held is free when it is killed`, async t => {
    const of = scopeOf(t, 'shop');
    const process = await holding(t, kind, of, holderOf('dead'));
    const held = await locks.take(of, holderOf('next'));
    if (!isHeld(held)) return t.fail();
    t.is(held.holder?.run, 'dead');
    const freed = awaitFreed(held);
    await kill(process);
    await freed;
    t.is(await locks.look(of), undefined);
    await release(await locks.take(of, holderOf('next')));
  });

  test(`${kind} locks: of many that ask at once one gets it`, async t => {
    const of = scopeOf(t, 'shop');
    const asked = await Promise.all(['a', 'b', 'c', 'd', 'e'].map(run => locks.take(of, holderOf(run))));
    const got = asked.filter(lock => !isHeld(lock));
    t.is(got.length, 1);
    for (const lock of got) await release(lock);
  });

  test(`${kind} locks: who stops waiting does not get it`, async t => {
    const of = scopeOf(t, 'shop');
    const lock = await locks.take(of, holderOf('first'));
    const held = await locks.take(of, holderOf('second'));
    if (!isHeld(held)) return t.fail();
    const stopped = new AbortController();
    const freed = held.freed(stopped.signal);
    stopped.abort(new Interrupted('SIGINT'));
    await t.throwsAsync(freed, { instanceOf: Interrupted });
    await release(lock);
  });

  test(`${kind} locks: all or none are taken, by their names`, async t => {
    const all = ['web', 'db', 'cache'].map(unit => scopeOf(t, unit));
    const first = await take(locks, [all[1]], 'first');
    const told: string[] = [];
    const error = await t.throwsAsync(take(locks, all, 'second', { tell: ({ unit }) => told.push(unit) }), {
      instanceOf: LockedError,
    });
    t.is(error?.message, 'unit "db" is held by shop/first (process 4711 of ada, since 10:14:03)');
    t.is(error?.hint, 'wait for its end with --wait 15m, or end it');
    t.is(error?.exitCode, 5);
    t.deepEqual(told, [], 'nobody waits');
    for (const of of all) t.is((await locks.look(of)) !== undefined, of.unit === 'db', of.unit);
    await first.release();
    const second = await take(locks, all, 'second');
    for (const of of all) t.is((await locks.look(of))?.holder?.run, 'second');
    t.true(second.has('web'));
    t.false(second.has('other'));
    await second.release();
    for (const of of all) t.is(await locks.look(of), undefined);
  });

  test(`${kind} locks: they are taken in the order of the units' names`, async t => {
    const [db, web] = ['db', 'web'].map(unit => scopeOf(t, unit));
    if (!db || !web) return t.fail();
    const held = await take(locks, [web], 'first');
    const told = Promise.withResolvers<RunScope>();
    const waiting = take(locks, [web, db], 'second', { wait: 60, tell: told.resolve });
    t.is((await told.promise).unit, 'web');
    t.is((await locks.look(db))?.holder?.run, 'second', 'db comes before');
    await held.release();
    await (await waiting).release();
  });

  test(`${kind} locks: who waits is told for whom, and gets it in the end`, async t => {
    const of = scopeOf(t, 'shop');
    const first = await take(locks, [of], 'first');
    const told: string[] = [];
    const tells = Promise.withResolvers<void>();
    const tell: Claim['tell'] = ({ unit }, holder) => {
      told.push(`${unit} ${holder?.run}`);
      tells.resolve();
    };
    const waiting = take(locks, [of], 'second', { wait: 60, tell });
    await tells.promise;
    await first.release();
    const second = await waiting;
    t.deepEqual(told, ['shop first']);
    t.true(second.has('shop'));
    await second.release();
  });

  test(`${kind} locks: who waits in vain is told so, also of a part of a millisecond`, async t => {
    const of = scopeOf(t, 'shop');
    const first = await take(locks, [of], 'first');
    for (const wait of [0.0015, 0.3]) {
      const error = await t.throwsAsync(take(locks, [of], 'second', { wait }), { instanceOf: LockedError });
      t.regex(error?.message ?? '', /since 10:14:03\), also after waiting$/);
    }
    await first.release();
  });

  test(`${kind} locks: waiting is ended by an interrupt, and then nothing is held`, async t => {
    const [of, other] = [scopeOf(t, 'shop'), scopeOf(t, 'api')];
    const first = await take(locks, [of], 'first');
    const stop = new AbortController();
    const tell = (): void => stop.abort(new Interrupted('SIGTERM'));
    await t.throwsAsync(take(locks, [of, other], 'second', { wait: 60, tell, signal: stop.signal }), {
      instanceOf: Interrupted,
    });
    t.is(await locks.look(other), undefined);
    await first.release();
  });

  test(`${kind} locks: a run is let through those of the runs that it was started by`, async t => {
    const [of, other] = [scopeOf(t, 'shop'), scopeOf(t, 'web')];
    const parent = await take(locks, [of], 'parent');
    const child = await take(locks, [of, other], 'child', { ancestors: ['grandparent', 'parent'] });
    t.false(child.has('shop'));
    t.true(child.has('web'));
    await child.release();
    t.is((await locks.look(of))?.holder?.run, 'parent', 'it is still the parent that has it');
    await t.throwsAsync(take(locks, [of], 'stranger', { ancestors: ['another'] }), {
      instanceOf: LockedError,
    });
    await parent.release();
  });
}

test('a holder that does not answer, as one that is suspended, holds it all the same', async t => {
  const of = scopeOf(t, 'shop');
  await listening(t, of, () => undefined);
  const held = await socketLocks.take(of, holderOf('second'));
  t.true(isHeld(held));
  t.is(isHeld(held) ? held.holder : holderOf('nobody'), undefined);
  const error = await t.throwsAsync(take(socketLocks, [of], 'second'), { instanceOf: LockedError });
  t.is(error?.message, 'unit "shop" is held by another run, which does not say which');
});

test('one that answers what is no holder holds it all the same', async t => {
  const answers = ['rubbish\n', '{"run": 7}\n', '[]\n', 'no line end', '\n', '{}'];
  for (const answer of answers) {
    const of = scopeOf(t, 'shop');
    await listening(t, of, socket => socket.end(answer));
    t.deepEqual(await socketLocks.look(of), { holder: undefined }, answer);
  }
});

test('one that hangs up at once is not asked without a pause', async t => {
  const of = scopeOf(t, 'shop');
  let asked = 0;
  await listening(t, of, socket => {
    asked += 1;
    socket.destroy();
  });
  await t.throwsAsync(take(socketLocks, [of], 'second', { wait: 1.5 }), { instanceOf: LockedError });
  t.true(asked > 1 && asked < 10, `${asked} times`);
});

test('an answer may come in pieces', async t => {
  const of = scopeOf(t, 'shop');
  const text = Buffer.from(`${JSON.stringify({ ...holderOf('first'), user: 'Zoë' })}\n`);
  await listening(t, of, async socket => {
    for (const byte of text) await new Promise(written => socket.write(Buffer.of(byte), written));
  });
  t.is((await socketLocks.look(of))?.holder?.user, 'Zoë');
});

test('whoever connects and says nothing, or too much, does not disturb the holder', async t => {
  const of = scopeOf(t, 'shop');
  const lock = await socketLocks.take(of, holderOf('first'));
  const socket = connect(`\0${lockName(of)}`);
  // The other end hangs up while this one still writes.
  socket.on('error', () => undefined);
  const closed = new Promise(resolve => socket.on('close', resolve));
  await once(socket, 'connect');
  socket.write('x'.repeat(1_000_000));
  t.is((await socketLocks.look(of))?.holder?.run, 'first');
  await release(lock);
  await closed;
  t.is(await socketLocks.look(of), undefined);
});

test('a name is short, and another one for each engine, directory and unit', t => {
  const scope = { engine: 'e', configuration: '/c', unit: 'u' };
  const names = [
    scope,
    { ...scope, engine: 'f' },
    { ...scope, configuration: '/d' },
    { ...scope, unit: 'v' },
    { engine: 'e/c', configuration: '', unit: 'u' },
  ].map(lockName);
  t.is(new Set(names).size, names.length);
  for (const name of names) t.regex(name, /^nua-start-[\da-f]{40}$/);
});

test('a holder that says more than is asked is read, and one that says less is none', t => {
  t.deepEqual(parseHolder(JSON.stringify({ ...holderOf('a'), more: 1 })), holderOf('a'));
  const loud = { ...holderOf('a'), command: 'a\n\u001B[2Jerror: b', user: 'x'.repeat(5000) };
  t.like(parseHolder(JSON.stringify(loud)), { command: 'aerror: b', user: 'x'.repeat(200) });
  for (const key of ['run', 'command', 'pid', 'user', 'since'])
    t.is(parseHolder(JSON.stringify({ ...holderOf('a'), [key]: null })), undefined, key);
});

test('a holder of another day is told with the day', t => {
  const now = new Date('2026-11-21T00:00:01').getTime();
  t.is(describeHolder(holderOf('start'), now), 'shop/start (process 4711 of ada, since 2026-11-20 10:14:03)');
});

test('Linux has sockets, others files', async t => {
  t.is(await openLocks('linux'), socketLocks);
  t.is(await openLocks('darwin'), fileLocks);
});

/** A scope that no other test has. */
function scopeOf(t: ExecutionContext, unit: string, said: Partial<RunScope> = {}): RunScope {
  const engine = randomBytes(6).toString('hex');
  const scope = { engine, configuration: '/etc/shop', unit, ...said };
  t.teardown(() => {
    for (const end of ['', '.json']) rmSync(join(tmpdir(), `${lockName(scope)}${end}`), { force: true });
  });
  return scope;
}

function holderOf(run: string): Holder {
  return { run, command: `shop/${run}`, pid: 4711, user: 'ada', since };
}

function take(
  locks: Locks,
  scopes: readonly (RunScope | undefined)[],
  run: string,
  said: Partial<Claim> = {},
): Promise<Taken> {
  return takeLocks(locks, {
    scopes: scopes.filter(scope => scope !== undefined),
    holder: holderOf(run),
    ancestors: [],
    wait: 0,
    signal: new AbortController().signal,
    now: () => since,
    tell: () => undefined,
    ...said,
  });
}

async function release(lock: Lock | Held): Promise<void> {
  if (isHeld(lock)) throw new Error(`held by ${lock.holder?.run}`);
  await lock.release();
}

/** A lock that is looked at now and then is said to be free too early: who waits asks again. */
async function awaitFreed(held: Held): Promise<void> {
  await held.freed(AbortSignal.timeout(30_000));
}

/** Another process that holds a lock. */
async function holding(
  t: ExecutionContext,
  kind: string,
  scope: RunScope,
  holder: Holder,
): Promise<ChildProcess> {
  const script = join(import.meta.dirname, '../support/hold-lock.ts');
  const args = [script, kind, JSON.stringify(scope), JSON.stringify(holder)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  t.is(String(said), 'held\n');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** Somebody else who listens where the holder of a lock does. */
async function listening(
  t: ExecutionContext,
  of: RunScope,
  answer: (socket: Socket) => unknown,
): Promise<void> {
  const sockets = new Set<Socket>();
  const server = createServer(socket => {
    sockets.add(socket.on('error', () => undefined));
    void answer(socket);
  });
  server.listen(`\0${lockName(of)}`);
  await once(server, 'listening');
  t.teardown(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise(closed => server.close(closed));
  });
}
