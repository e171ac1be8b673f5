import { messageOf, NuaError } from '../core/errors.ts';
import type { Transfer } from '../docker/transfer.ts';
import type { Work } from '../plan/plan.ts';
import type { Stream } from './events.ts';
import type { Setting } from './run-plan.ts';

/** What is written down of a step, and then told to reporters. */
export type StepLog = {
  /** Has been written when it returns, so that whatever follows is known to have been begun. */
  readonly started: (reason: string) => void;
  readonly skipped: (reason: string) => void;
  readonly output: (stream: Stream, line: string) => void;
  readonly transfer: (transfer: Transfer, line: string | undefined) => void;
  /** The last lines of output. */
  readonly lastLines: () => readonly string[];
  readonly done: () => void;
  readonly failed: (error: unknown, ignored: boolean) => void;
};

type Logged = Pick<Work, 'target' | 'kind' | 'args'> & Partial<Pick<Work, 'remembered'>>;

/** The log of one step of a run. */
export function openLog(
  id: string,
  { target, kind, args, remembered = false }: Logged,
  { emit, now, journal }: Pick<Setting, 'emit' | 'now' | 'journal'>,
): StepLog {
  const lines: Line[] = [];
  const lastLines = (): readonly string[] => lines.map(({ line }) => line);
  const step = { step: id, target, kind };
  return {
    started: reason => {
      const time = now();
      journal.begin({ id, target, kind, args, reason, time, remembered });
      emit({ ...step, time, type: 'started', reason });
    },
    skipped: reason => {
      const time = now();
      journal.skip({ id, target, kind, args, reason, time });
      emit({ ...step, time, type: 'skipped', reason });
    },
    output: (stream, line) => {
      remember(lines, { stream, line });
      emit({ ...step, time: now(), type: 'output', stream, line });
    },
    transfer: (transfer, line) => emit({ ...step, time: now(), type: 'transfer', transfer, line }),
    lastLines,
    done: () => {
      const time = now();
      journal.end(id, { state: 'done', time, exitCode: 0, output: lastLines() });
      emit({ ...step, time, type: 'done' });
    },
    failed: (error, ignored) => {
      const time = now();
      const exitCode = error instanceof NuaError ? error.status : undefined;
      try {
        journal.end(id, { state: 'failed', time, exitCode, output: lastLines(), error: messageOf(error) });
      } finally {
        emit({ ...step, time, type: 'failed', error, ...(ignored && { ignored }) });
      }
    },
  };
}

type Line = { readonly stream: Stream; readonly line: string };

/** Ten lines at most. A stream with many lines does not push out those of another: mostly that one tells the reason. */
function remember(lines: Line[], line: Line): void {
  lines.push(line);
  if (lines.length <= 10) return;
  const count = (stream: Stream): number => lines.filter(other => other.stream === stream).length;
  const [longest] = lines.map(({ stream }) => stream).sort((a, b) => count(b) - count(a));
  const oldest = lines.findIndex(({ stream }) => stream === longest);
  lines.splice(oldest, 1);
}
