import { chmodSync, closeSync, existsSync, fchmodSync, fstatSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf, StateError } from '../core/errors.ts';
import { makeStateDirectory } from './directory.ts';
import { damaged, hintFor, isBusy, onState } from './failure.ts';
import { migrations } from './migrations.ts';

/** Opens the database of a state directory, made or brought up to date first. Only its user may read it. */
export async function openDatabase(directory: string): Promise<DatabaseSync> {
  makeStateDirectory(directory);
  const file = join(directory, fileName);
  return guarded(file, async () => {
    makeFile(file);
    const { DatabaseSync } = await import('node:sqlite');
    const database = new DatabaseSync(file, { timeout: busyTimeout });
    await useWriteAheadLog(database);
    database.exec('PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    migrate(database, file);
    return database;
  });
}

/** Opens it for one who only looks; undefined where there is none yet. */
export async function openExisting(directory: string): Promise<DatabaseSync | undefined> {
  return existsSync(join(directory, fileName)) ? openDatabase(directory) : undefined;
}

/**
 * Writes so that it is there also when the machine goes down right after; else only when the process does. Takes a few
 * milliseconds on a slow disk.
 */
export function durably(database: DatabaseSync, work: () => void): void {
  onState(() => database.exec('PRAGMA synchronous = FULL'));
  try {
    work();
  } finally {
    onState(() => database.exec('PRAGMA synchronous = NORMAL'));
  }
}

/** Runs `work` as one transaction: all of it is written, or nothing. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    // SQLite has taken it back by itself where the disk is full, and nothing may hide that.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

const fileName = 'state.db';

/** SQLite would make it with the mode that the umask leaves; it makes its -wal and -shm with that of the file itself. */
function makeFile(file: string): void {
  // Opening one may never come back.
  if (statSync(file, { throwIfNoEntry: false })?.isFIFO()) throw new TypeError('it is a pipe');
  const descriptor = openSync(file, 'a', 0o600);
  try {
    const { mode, uid } = fstatSync(descriptor);
    if ((mode & 0o077) === 0 || uid !== process.getuid?.()) return;
    fchmodSync(descriptor, 0o600);
    for (const beside of [`${file}-wal`, `${file}-shm`]) if (existsSync(beside)) chmodSync(beside, 0o600);
  } finally {
    closeSync(descriptor);
  }
}

/** Milliseconds that a write waits for those of other processes. */
const busyTimeout = 10_000;

/** Waits for another process that does it, too: SQLite itself would not, since two that waited could do so for ever. */
async function useWriteAheadLog(database: DatabaseSync): Promise<void> {
  for (let waited = 0; ; waited += interval) {
    try {
      return database.exec('PRAGMA journal_mode = WAL');
    } catch (error) {
      if (!isBusy(error) || waited >= busyTimeout) throw error;
    }
    await delay(interval);
  }
}

/** Milliseconds between two tries. */
const interval = 20;

/** The number of migrations that a database has had is its `user_version`. */
function migrate(database: DatabaseSync, file: string): void {
  if (versionOf(database) === migrations.length) return;
  inTransaction(database, () => {
    // Another process may have done it in the meantime.
    const version = versionOf(database);
    if (version > migrations.length)
      throw new StateError(`${file} was written by a newer nua-start (version ${version} of its tables)`, {
        hint: `update nua-start, or name another directory with --state-dir; this one knows version ${migrations.length}`,
      });
    for (const migration of migrations.slice(version)) database.exec(migration);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

async function guarded<T>(file: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (cause) {
    if (cause instanceof StateError) throw cause;
    throw new StateError(`the state in ${file} cannot be opened: ${messageOf(cause)}`, {
      hint: hintFor(cause) ?? damaged,
      cause,
    });
  }
}
