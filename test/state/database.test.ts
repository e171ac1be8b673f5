import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import test, { type ExecutionContext } from 'ava';
import { OrderError } from '../../src/core/errors.ts';
import { durably, inTransaction, openDatabase, openExisting } from '../../src/state/database.ts';
import { migrations } from '../../src/state/migrations.ts';
import { directoryOf } from '../support/directory.ts';
import { nodeArguments, runScript } from '../support/node-script.ts';

const module = join(import.meta.dirname, '../../src/state/database.ts');

test('a fresh one has all tables, is for its user only, and what is written is on the disk', async t => {
  const directory = join(directoryOf(t, {}), 'state');
  const modes = await runScript(
    { openDatabase: module },
    `process.umask(0);
    const database = await openDatabase(${JSON.stringify(directory)});
    database.exec('CREATE TABLE more (a)');
    const { readdirSync, statSync } = await import('node:fs');
    process.chdir(${JSON.stringify(directory)});
    for (const file of readdirSync('.')) console.log(file, (statSync(file).mode & 0o777).toString(8));`,
  );
  t.deepEqual(modes.split('\n'), ['.gitignore 600', 'state.db 600', 'state.db-shm 600', 'state.db-wal 600']);
  const database = await openDatabase(directory);
  t.teardown(() => database.close());
  t.deepEqual(tablesOf(database), ['changes', 'more', 'runs', 'steps']);
  t.is(pragma(database, 'user_version'), migrations.length);
  t.is(pragma(database, 'journal_mode'), 'wal');
  t.is(pragma(database, 'synchronous'), 1, 'NORMAL: what the engine can tell may be lost with the machine');
  durably(database, () => t.is(pragma(database, 'synchronous'), 2, 'FULL: also when the machine goes down'));
  t.is(pragma(database, 'synchronous'), 1);
  t.is(pragma(database, 'foreign_keys'), 1);
});

test('one that is there is opened as it is', async t => {
  const directory = directoryOf(t, {});
  (await openDatabase(directory)).exec('CREATE TABLE more (a)');
  const again = await openDatabase(directory);
  t.true(tablesOf(again).includes('more'));
});

test('a pipe in its place is refused, and not waited for', async t => {
  const directory = directoryOf(t, {});
  execFileSync('mkfifo', [join(directory, 'state.db')]);
  const error = await refused(t, directory);
  t.regex(error?.message ?? '', /^the state in .*\/state\.db cannot be opened: it is a pipe$/);
});

test('one that others may read is for its user only as soon as it is opened', async t => {
  const directory = directoryOf(t, {});
  const database = await openDatabase(directory);
  const files = ['', '-wal', '-shm'].map(ending => join(directory, `state.db${ending}`));
  for (const file of files) chmodSync(file, 0o644);
  (await openDatabase(directory)).close();
  t.deepEqual(
    files.map(file => statSync(file).mode & 0o777),
    [0o600, 0o600, 0o600],
  );
  database.close();
});

test('who only looks makes none', async t => {
  const directory = directoryOf(t, {});
  t.is(await openExisting(join(directory, 'state')), undefined);
  t.is(await openExisting(directory), undefined);
  t.deepEqual(readdirSync(directory), []);
  (await openDatabase(directory)).close();
  t.not(await openExisting(directory), undefined);
});

test('one of a newer nua-start is refused, and left alone', async t => {
  const directory = directoryOf(t, {});
  const database = await openDatabase(directory);
  database.exec(`PRAGMA user_version = ${migrations.length + 1}`);
  const error = await refused(t, directory);
  const file = join(directory, 'state.db');
  const version = migrations.length + 1;
  t.is(error?.message, `${file} was written by a newer nua-start (version ${version} of its tables)`);
  t.is(
    error?.hint,
    `update nua-start, or name another directory with --state-dir; this one knows version ${migrations.length}`,
  );
  t.is(pragma(database, 'user_version'), version);
});

test('a file that is no database is refused, and left alone', async t => {
  const directory = directoryOf(t, {
    'state.db': 'a shopping list, longer than the head of a database'.repeat(20),
  });
  const error = await refused(t, directory);
  t.is(
    error?.message,
    `the state in ${join(directory, 'state.db')} cannot be opened: file is not a database`,
  );
  t.is(error?.hint, 'it holds the history of runs: move it away, or name another directory with --state-dir');
});

test('a directory in its place is refused', async t => {
  const directory = directoryOf(t, { 'state.db/': '' });
  const error = await refused(t, directory);
  t.regex(error?.message ?? '', /^the state in .*\/state\.db cannot be opened: EISDIR/);
});

test('several processes that open it first at once all find it whole', async t => {
  const script = `
    process.once('message', async directory => {
      const database = await openDatabase(directory);
      database.exec("INSERT INTO changes (run, step, change) SELECT id, '', '' FROM runs");
      process.disconnect();
    });
    process.send('ready');`;
  const openers = Array.from({ length: 6 }, () =>
    spawn(process.execPath, nodeArguments({ openDatabase: module }, script), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  );
  await Promise.all(openers.map(opener => once(opener, 'message')));
  const directory = directoryOf(t, {});
  const ends = openers.map(opener => once(opener, 'exit'));
  for (const opener of openers) opener.send(directory);
  t.deepEqual(
    (await Promise.all(ends)).map(([code]) => code),
    openers.map(() => 0),
  );
});

test('a transaction is written as a whole or not at all', async t => {
  const directory = directoryOf(t, {});
  const database = await openDatabase(directory);
  database.exec('CREATE TABLE more (a)');
  const write = (): void => database.exec('INSERT INTO more VALUES (1)');
  t.throws(
    () =>
      inTransaction(database, () => {
        write();
        throw new Error('no');
      }),
    { message: 'no' },
  );
  const count = (): unknown => database.prepare('SELECT count(*) AS n FROM more').get()?.['n'];
  t.is(count(), 0);
  t.is(
    inTransaction(database, () => {
      write();
      return 'written';
    }),
    'written',
  );
  t.is(count(), 1);
});

async function refused(t: ExecutionContext, directory: string): Promise<OrderError | undefined> {
  const error = await t.throwsAsync(openDatabase(directory), { instanceOf: OrderError });
  t.is(error?.exitCode, 1);
  return error;
}

function pragma(database: DatabaseSync, name: string): unknown {
  return Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
}

function tablesOf(database: DatabaseSync): readonly unknown[] {
  const sql = `SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`;
  return database
    .prepare(sql)
    .all()
    .map(({ name }) => name);
}
