import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../core/errors.ts';
import type { Held, Lock, Locks } from './lock.ts';
import { lockName, parseHolder } from './lock-name.ts';
import type { RunScope } from './run-record.ts';

/**
 * For systems without abstract sockets: a lock is an exclusive transaction on a file in the temporary directory, which
 * ends with the process. Who holds it stands in a file beside it.
 */
export const fileLocks: Locks = {
  take: async (scope, holder) => {
    const database = lock(scope);
    if (!database) return heldBy(scope);
    writeFileSync(`${fileOf(scope)}.json`, JSON.stringify(holder), { mode: 0o644 });
    return released(scope, database);
  },
  look: async scope => {
    const database = lock(scope);
    if (!database) return heldBy(scope);
    database.close();
    return undefined;
  },
};

/** Nothing tells of a file that is free again: it is tried this often, in milliseconds. */
const interval = 200;

function fileOf(scope: RunScope): string {
  return join(tmpdir(), lockName(scope));
}

/** Undefined where another process has it. */
function lock(scope: RunScope): DatabaseSync | undefined {
  const database = new DatabaseSync(fileOf(scope));
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (/locked|busy/.test(messageOf(error))) return undefined;
    throw error;
  }
  openToOthers(fileOf(scope));
  return database;
}

/** Other users of the machine ask for it, too; only its owner can change that. */
function openToOthers(file: string): void {
  try {
    chmodSync(file, 0o666);
  } catch {
    // Its owner has done so.
  }
}

function released(scope: RunScope, database: DatabaseSync): Lock {
  return {
    release: async () => {
      rmSync(`${fileOf(scope)}.json`, { force: true });
      database.close();
    },
  };
}

function heldBy(scope: RunScope): Held {
  return {
    holder: readHolder(scope),
    freed: async signal => {
      await delay(interval, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
  };
}

function readHolder(scope: RunScope): Held['holder'] {
  try {
    return parseHolder(readFileSync(`${fileOf(scope)}.json`, 'utf8'));
  } catch {
    return undefined; // It has just been taken, or just been freed.
  }
}
