import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import test from 'ava';
import { StateError } from '../../src/core/errors.ts';
import { onState } from '../../src/state/failure.ts';
import { withConfiguration } from '../support/configuration.ts';

test('a database that another one holds is told as the fault of the machine', t => {
  const file = join(withConfiguration(t, {}), 'state.db');
  const [holder, other] = [new DatabaseSync(file), new DatabaseSync(file, { timeout: 0 })];
  holder.exec('BEGIN IMMEDIATE');
  const error = t.throws(() => onState(() => other.exec('BEGIN IMMEDIATE')), { instanceOf: StateError });
  t.is(error?.message, 'the state of nua-start cannot be read or written: database is locked');
  t.regex(error?.hint ?? '', /^another process holds it/);
  holder.close();
  other.close();
});

test('a wrong statement is a fault of our own', t => {
  const database = new DatabaseSync(':memory:');
  const error = t.throws(() => onState(() => database.exec('SELECT it')));
  t.false(error instanceof StateError);
  t.is(error?.message, 'no such column: it');
  database.close();
});
