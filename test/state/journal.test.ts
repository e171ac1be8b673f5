import type { DatabaseSync } from 'node:sqlite';
import test, { type ExecutionContext } from 'ava';
import { redactor } from '../../src/core/redaction.ts';
import { openDatabase } from '../../src/state/database.ts';
import {
  findChanges,
  findLeftOpen,
  findNewest,
  findRun,
  findRuns,
  findRunsById,
  findSteps,
  findUnfinished,
  findUnitsLeftOpen,
  markDied,
} from '../../src/state/history.ts';
import { beginRun, type Journal } from '../../src/state/journal.ts';
import { directoryOf } from '../support/directory.ts';
import { intent, newRun, scope } from '../support/runs.ts';

const plain = (text: string): string => text;
const { configuration } = scope;

/** The same database twice: what the second one sees has been written. */
async function opened(t: ExecutionContext): Promise<{ database: DatabaseSync; other: DatabaseSync }> {
  const directory = directoryOf(t, {});
  const [database, other] = [await openDatabase(directory), await openDatabase(directory)];
  t.teardown(() => {
    database.close();
    other.close();
  });
  return { database, other };
}

function finish(journal: Journal, state: 'done' | 'failed' | 'interrupted' = 'done'): void {
  journal.finish({ state, time: 9000, exitCode: state === 'done' ? 0 : 1, error: undefined });
}

test('a step is written before it is run, and a change before it is made', async t => {
  const { database, other } = await opened(t);
  const journal = beginRun(database, newRun('a1', { words: ['-x'] }), plain);
  t.like(findRun(other, 'a1'), { state: 'running', command: 'start', words: ['-x'], ended: undefined });
  journal.begin({ ...intent('1.web.start', { args: { until: 'running' } }), remembered: true });
  t.deepEqual(findSteps(other, 'a1'), [
    {
      id: '1.web.start',
      kind: 'start',
      target: 'web',
      args: { until: 'running' },
      reason: 'missing',
      state: 'begun',
      started: 2000,
      ended: undefined,
      exitCode: undefined,
      output: [],
      error: undefined,
    },
  ]);
  const note = journal.note('1.web.start', { kind: 'created', name: 'web' });
  const [change] = findChanges(other, 'a1');
  t.like(change, { step: '1.web.start', change: { kind: 'created', name: 'web' }, kept: false });
  note.keep();
  t.true(findChanges(other, 'a1')[0]?.kept);
  note.settle();
  t.deepEqual(findChanges(other, 'a1'), []);
  journal.end('1.web.start', { state: 'done', time: 3000, exitCode: 0, output: ['one', 'two'] });
  t.like(findSteps(other, 'a1')[0], { state: 'done', ended: 3000, exitCode: 0, output: ['one', 'two'] });
  finish(journal);
  t.like(findRun(other, 'a1'), { state: 'done', ended: 9000, exitCode: 0, error: undefined });
});

test('what was passed over is written with the next thing that is, in its order', async t => {
  const { database, other } = await opened(t);
  const journal = beginRun(database, newRun('a1'), plain);
  journal.skip(intent('1.db.start', { reason: 'running' }));
  journal.skip(intent('1.web.start'));
  t.deepEqual(findSteps(other, 'a1'), []);
  journal.begin({ ...intent('2.web.stop'), remembered: true });
  const states = (): readonly string[] => findSteps(other, 'a1').map(({ id, state }) => `${state} ${id}`);
  t.deepEqual(states(), ['skipped 1.db.start', 'skipped 1.web.start', 'begun 2.web.stop']);
  journal.skip(intent('3.db.stop'));
  finish(journal, 'failed');
  t.is(states().at(-1), 'skipped 3.db.stop');
});

test('a step that is told of twice is one step', async t => {
  const { database } = await opened(t);
  const journal = beginRun(database, newRun('a1'), plain);
  journal.skip(intent('1.web.create', { reason: 'changed since the plan' }));
  journal.begin({ ...intent('1.web.create', { reason: 'missing after all' }), remembered: true });
  t.like(findSteps(database, 'a1'), [{ state: 'begun', reason: 'missing after all', ended: undefined }]);
});

test('nothing is written with its secrets', async t => {
  const { database, other } = await opened(t);
  const secret = 'hunter2 hunter2';
  const journal = beginRun(database, newRun('a1', { words: ['--password', secret] }), redactor([secret]));
  journal.begin({
    ...intent('1.host.execute', { args: { run: ['login', secret] }, reason: `for ${secret}` }),
    remembered: true,
  });
  journal.resolve('1.host.execute', { run: ['login', 'late', secret] });
  const output = ['begin hunter2', 'hunter2 end', secret, Buffer.from(secret).toString('base64')];
  journal.end('1.host.execute', { state: 'failed', time: 1, output, error: `no: ${secret}` });
  journal.skip(intent('2.host.execute', { args: { run: [secret] }, reason: secret }));
  journal.finish({ state: 'failed', time: 2, exitCode: 1, error: `failed: ${secret}` });
  const written = JSON.stringify(
    ['runs', 'steps', 'changes'].map(table => other.prepare(`SELECT * FROM ${table}`).all()),
  );
  t.false(written.includes(secret), written);
  t.false(written.includes(Buffer.from(secret).toString('base64')), written);
  t.like(findRun(other, 'a1'), { words: ['--password', '***'], error: 'failed: ***' });
  t.like(findSteps(other, 'a1'), [
    {
      args: { run: ['login', 'late', '***'] },
      reason: 'for ***',
      output: ['begin hunter2', 'hunter2 end', '***', '***'],
      error: 'no: ***',
    },
    { args: { run: ['***'] }, reason: '***' },
  ]);
});

test('of a long output its end is kept, 64 KiB of it', async t => {
  const { database } = await opened(t);
  const journal = beginRun(database, newRun('a1'), plain);
  journal.begin({ ...intent('1.host.execute'), remembered: true });
  const output = ['x'.repeat(70_000), 'the end'];
  journal.end('1.host.execute', { state: 'done', time: 1, output });
  const text = findSteps(database, 'a1')[0]?.output.join('\n') ?? '';
  t.is(text, `[…]${'x'.repeat(64 * 1024 - 8)}\nthe end`);
});

test('a thousand runs are remembered, and of older ones those that have left something', async t => {
  const { database } = await opened(t);
  const add = (id: string): Journal => beginRun(database, newRun(id), plain);
  const ended = add('ended');
  ended.begin({ ...intent('1.web.start'), remembered: false });
  finish(ended);
  const open = add('open');
  open.note('1.web.start', {});
  finish(open, 'interrupted');
  add('running');
  for (let number = 3; number < 1000; number += 1) finish(add(`run ${number}`));
  const count = (): number => findRuns(database, { configuration, unit: undefined, limit: 5000 }).length;
  t.is(count(), 1000);
  t.not(findRun(database, 'ended'), undefined);
  finish(add('one more'));
  t.is(count(), 1000);
  t.is(findRun(database, 'ended'), undefined);
  t.deepEqual(findSteps(database, 'ended'), []);
  for (let number = 0; number < 3; number += 1) finish(add(`more ${number}`));
  t.not(findRun(database, 'open'), undefined);
  t.is(findChanges(database, 'open').length, 1);
  t.not(findRun(database, 'running'), undefined);
  t.is(findRun(database, 'run 3'), undefined);
  markDied(database, 'running');
  finish(add('last'));
  t.is(findRun(database, 'running'), undefined, 'once it is known to have died and left nothing');
});

test('runs are found by configuration directory, unit and the beginning of their id, the newest first', async t => {
  const { database } = await opened(t);
  for (const [id, said] of [
    ['aa1', {}],
    ['aa2', { unit: 'web' }],
    ['ab1', { configuration: '/etc/other' }],
    ['ab_', { engine: 'another' }],
  ] as const)
    finish(beginRun(database, newRun(id, said), plain));
  const ids = (runs: readonly { readonly id: string }[]): readonly string[] => runs.map(({ id }) => id);
  t.deepEqual(ids(findRuns(database, { configuration, unit: undefined, limit: 20 })), ['ab_', 'aa2', 'aa1']);
  t.deepEqual(ids(findRuns(database, { configuration, unit: 'shop', limit: 20 })), ['ab_', 'aa1']);
  t.deepEqual(ids(findRuns(database, { configuration, unit: undefined, limit: 1 })), ['ab_']);
  t.deepEqual(ids(findRunsById(database, configuration, 'aa')), ['aa2', 'aa1']);
  t.deepEqual(ids(findRunsById(database, configuration, 'ab_')), ['ab_'], 'no pattern');
  t.deepEqual(findRunsById(database, configuration, 'a%'), []);
});

test('what died is found until it is marked, and so is what ended with a change open', async t => {
  const { database } = await opened(t);
  finish(beginRun(database, newRun('done'), plain));
  beginRun(database, newRun('dead'), plain).note('1.web.create', { kind: 'created', name: 'web' });
  const cut = beginRun(database, newRun('cut', { unit: 'web' }), plain);
  cut.note('1.web.create', {}).keep();
  finish(cut, 'failed');
  beginRun(database, newRun('elsewhere', { engine: 'another' }), plain);
  t.deepEqual(findUnitsLeftOpen(database, scope), ['shop', 'web']);
  t.deepEqual(
    findLeftOpen(database, scope).map(({ id }) => id),
    ['dead'],
  );
  markDied(database, 'dead');
  markDied(database, 'cut');
  t.deepEqual(findUnitsLeftOpen(database, scope), []);
  t.like(findRun(database, 'dead'), { state: 'died' });
  t.like(findRun(database, 'cut'), { state: 'failed' });
  t.deepEqual(findChanges(database, 'dead'), []);
});

test('the newest run of a unit is one that no run of the same unit started', async t => {
  const { database } = await opened(t);
  const add = (id: string, said: Parameters<typeof newRun>[1]): void =>
    finish(beginRun(database, newRun(id, said), plain));
  add('other', { unit: 'all' });
  add('first', {});
  add('child', { parent: 'first' });
  t.is(findNewest(database, scope)?.id, 'first');
  add('side', { unit: 'web', parent: 'first' });
  add('grandchild', { parent: 'side' });
  t.is(findNewest(database, scope)?.id, 'first');
  add('of another unit', { parent: 'other' });
  t.is(findNewest(database, scope)?.id, 'of another unit');
  t.is(findNewest(database, { ...scope, engine: 'another' }), undefined);
});

test('a change is settled with its step, and stays open where that fails', async t => {
  const { database, other } = await opened(t);
  const journal = beginRun(database, newRun('a1'), plain);
  for (const [step, state] of [
    ['1.web.commit', 'failed'],
    ['2.web.commit', 'done'],
  ] as const) {
    journal.begin({ ...intent(step), remembered: true });
    journal.note(step, { kind: 'committed', by: 'a try before' });
    journal.note(step, { kind: 'committed' }).settleWithStep();
    t.is(findChanges(other, 'a1').at(-1)?.step, step, 'not before');
    journal.end(step, { state, time: 3000, output: [] });
  }
  t.deepEqual(
    findChanges(other, 'a1').map(({ step }) => step),
    ['1.web.commit', '1.web.commit'],
  );
});

test('what was begun and has never been done since is unfinished, whoever tried it', async t => {
  const { database } = await opened(t);
  const run = (
    id: string,
    steps: Readonly<Record<string, 'done' | 'failed' | 'skipped' | 'begun'>>,
  ): void => {
    const journal = beginRun(
      database,
      newRun(id, { unit: id.startsWith('other') ? 'other' : 'shop' }),
      plain,
    );
    for (const [step, state] of Object.entries(steps)) {
      if (state === 'skipped') journal.skip(intent(step));
      else journal.begin({ ...intent(step), remembered: false });
      if (state === 'done' || state === 'failed') journal.end(step, { state, time: 3000, output: [] });
    }
    finish(journal);
  };
  const unfinished = (): readonly string[] => findUnfinished(database, scope, 'start').toSorted();
  run('first', {
    '1.web.start': 'failed',
    '1.db.start': 'begun',
    '1.job.start': 'done',
    '2.web.execute': 'begun',
  });
  t.deepEqual(unfinished(), ['db', 'web']);
  run('other', { '1.db.start': 'done', '1.job.start': 'failed' });
  t.deepEqual(unfinished(), ['job', 'web'], 'whichever unit it is run for');
  run('passed over', { '1.web.start': 'skipped', '1.web.stop': 'done' });
  t.deepEqual(unfinished(), ['job', 'web'], 'of that kind');
  run('later', {
    '1.web.start': 'done',
    '1.db.start': 'failed',
    '2.db.start': 'done',
    '3.web.start': 'failed',
  });
  t.deepEqual(unfinished(), ['job', 'web'], 'within one run, too');
  run('last', { '1.web.start': 'done', '1.job.start': 'done' });
  t.deepEqual(unfinished(), []);
});
