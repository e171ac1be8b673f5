import type { SQLOutputValue } from 'node:sqlite';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { ChangeRecord, RunRecord, RunState, StepRecord } from './run-record.ts';

type Row = Record<string, SQLOutputValue>;

/** A row of the table `runs`. */
export function readRun(row: Row): RunRecord {
  const words = parse(row['words']);
  return {
    id: text(row['id']),
    engine: text(row['engine']),
    configuration: text(row['configuration']),
    unit: text(row['unit']),
    command: text(row['command']),
    words: Array.isArray(words) ? words.map(String) : [],
    fingerprint: text(row['fingerprint']),
    steps: Number(row['steps']),
    parent: optional(row['parent'], text),
    resumes: optional(row['resumes'], text),
    started: Number(row['started']),
    ended: optional(row['ended'], Number),
    state: states.find(state => state === row['state']) ?? 'died',
    exitCode: optional(row['exit_code'], Number),
    error: optional(row['error'], text),
  };
}

const states: readonly RunState[] = ['running', 'done', 'failed', 'interrupted', 'died'];

/** A row of the table `steps`. */
export function readStep(row: Row): StepRecord {
  const output = text(row['output'] ?? '');
  return {
    id: text(row['id']),
    kind: text(row['kind']),
    target: text(row['target']),
    args: objectOf(parse(row['args'])),
    reason: text(row['reason']),
    state: stepStates.find(state => state === row['state']) ?? 'begun',
    started: Number(row['started']),
    ended: optional(row['ended'], Number),
    exitCode: optional(row['exit_code'], Number),
    output: output === '' ? [] : output.split('\n'),
    error: optional(row['error'], text),
  };
}

const stepStates: readonly StepRecord['state'][] = ['begun', 'done', 'skipped', 'failed'];

/** A row of the table `changes`. */
export function readChange(row: Row): ChangeRecord {
  return {
    number: Number(row['number']),
    step: text(row['step']),
    change: parse(row['change']),
    kept: row['kept'] === 1,
  };
}

function optional<T>(value: SQLOutputValue | undefined, read: (value: SQLOutputValue) => T): T | undefined {
  return value === null || value === undefined ? undefined : read(value);
}

function text(value: SQLOutputValue | undefined): string {
  return String(value);
}

function parse(value: SQLOutputValue | undefined): Json {
  return JSON.parse(text(value));
}

function objectOf(value: Json): JsonObject {
  return isObject(value) ? value : {};
}
