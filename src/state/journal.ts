import type { DatabaseSync } from 'node:sqlite';
import type { Json, JsonObject } from '../core/json.ts';
import { type Redact, redactValue } from '../core/redaction.ts';
import { durably, inTransaction } from './database.ts';
import { onState } from './failure.ts';
import type { RunRecord, StepBeginning, StepEnding, StepIntent } from './run-record.ts';

/**
 * What a run writes down while it goes. Each call has been written when it returns, but for `skip`, and throws an
 * StateError when that cannot be, as on a full disk.
 */
export type Journal = {
  /** The run's id. */
  readonly run: string;
  /** A step is about to be run. */
  begin(step: StepBeginning): void;
  /** A step was passed over; written with the next thing that is. */
  skip(step: StepIntent): void;
  /** The arguments of a step that was begun, its late expressions answered. */
  resolve(id: string, args: JsonObject): void;
  end(id: string, ending: StepEnding): void;
  /** Something is about to be half made. */
  note(step: string, change: Json): Note;
  finish(ending: RunEnding): void;
};

/** A change that was written down. */
export type Note = {
  /** From here on it is to be finished where it is, no more to be taken back. */
  keep(): void;
  /** Nothing of it is open any more. */
  settle(): void;
  /** Nor of what else its step has noted, in earlier tries, as soon as that is written to be done: never one alone. */
  settleWithStep(): void;
};

export type RunEnding = {
  readonly state: 'done' | 'failed' | 'interrupted';
  readonly time: number;
  readonly exitCode: number;
  readonly error: string | undefined;
};

export type NewRun = Omit<RunRecord, 'ended' | 'state' | 'exitCode' | 'error'>;

/** Writes that a run begins. All that is written from here on is written without secrets. */
export function beginRun(database: DatabaseSync, run: NewRun, redact: Redact): Journal {
  const insert = database.prepare(
    `INSERT INTO runs (id, engine, configuration, unit, command, words, fingerprint, steps, parent, resumes, started, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running')`,
  );
  const insertStep = database.prepare(
    `INSERT INTO steps (run, position, id, kind, target, args, reason, state, started, ended)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET state = excluded.state, reason = excluded.reason, ended = excluded.ended`,
  );
  const words = (text: string | undefined): string | null => (text === undefined ? null : redact(text));
  const json = (value: Json): string => JSON.stringify(redactValue(value, redact));
  const skipped: StepIntent[] = [];
  const settling = new Set<string>();
  let position = 0;

  const writeStep = (step: StepIntent, state: 'begun' | 'skipped'): void => {
    const { id, kind, target, args, reason, time } = step;
    const ended = state === 'skipped' ? time : null;
    position += 1;
    insertStep.run(run.id, position, id, kind, target, json(args), redact(reason), state, time, ended);
  };
  /** Writes, after all that was passed over before it. */
  const write = (work: () => void, isSeveral = false): void => {
    if (skipped.length === 0 && !isSeveral) {
      // One statement is a transaction by itself.
      work();
      return;
    }
    inTransaction(database, () => {
      for (const step of skipped) writeStep(step, 'skipped');
      work();
    });
    skipped.length = 0;
  };

  onState(() =>
    inTransaction(database, () => {
      const { id, engine, configuration, unit, command, fingerprint, steps, parent, resumes, started } = run;
      const texts = [id, engine, configuration, unit, command, json(run.words), fingerprint] as const;
      insert.run(...texts, steps, parent ?? null, resumes ?? null, started);
      forgetOldest(database);
    }),
  );
  return {
    run: run.id,
    begin: step => {
      const begin = (): void => onState(() => write(() => writeStep(step, 'begun')));
      if (step.remembered) durably(database, begin);
      else begin();
    },
    skip: step => void skipped.push(step),
    resolve: (id, args) => {
      const sql = 'UPDATE steps SET args = ? WHERE run = ? AND id = ?';
      onState(() => database.prepare(sql).run(json(args), run.id, id));
    },
    end: (id, { state, time, exitCode, output, error }) => {
      const ending = [
        state,
        time,
        exitCode ?? null,
        shortened(redact(output.join('\n'))),
        words(error),
      ] as const;
      const sql = 'UPDATE steps SET state = ?, ended = ?, exit_code = ?, output = ?, error = ?';
      const end = database.prepare(`${sql} WHERE run = ? AND id = ?`);
      const settles = state === 'done' && settling.has(id);
      const writeAll = (): void => {
        end.run(...ending, run.id, id);
        if (settles) database.prepare('DELETE FROM changes WHERE run = ? AND step = ?').run(run.id, id);
      };
      onState(() => write(writeAll, settles));
    },
    note: (step, change) => {
      const noted = database.prepare('INSERT INTO changes (run, step, change) VALUES (?, ?, ?)');
      let number: number | bigint = 0;
      durably(database, () => {
        number = onState(() => noted.run(run.id, step, JSON.stringify(change)).lastInsertRowid);
      });
      const update = (sql: string): void => onState(() => void database.prepare(sql).run(number));
      return {
        keep: () => update('UPDATE changes SET kept = 1 WHERE number = ?'),
        settle: () => update('DELETE FROM changes WHERE number = ?'),
        settleWithStep: () => void settling.add(step),
      };
    },
    finish: ({ state, time, exitCode, error }) => {
      const ending = [state, time, exitCode, words(error)] as const;
      const sql = 'UPDATE runs SET state = ?, ended = ?, exit_code = ?, error = ? WHERE id = ?';
      const finish = database.prepare(sql);
      onState(() => write(() => finish.run(...ending, run.id)));
    },
  };
}

/** How many runs are remembered. */
const remembered = 1000;

/** Those that died stay until somebody has cleaned up after them. */
function forgetOldest(database: DatabaseSync): void {
  database
    .prepare(
      `DELETE FROM runs WHERE state != 'running' AND number <= (SELECT max(number) FROM runs) - ?
       AND NOT EXISTS (SELECT 1 FROM changes WHERE changes.run = runs.id)`,
    )
    .run(remembered);
}

const longest = 64 * 1024;

/** The end of a text, which says most; a command may write anything. */
function shortened(text: string): string {
  return text.length > longest ? `[…]${text.slice(-longest)}` : text;
}
