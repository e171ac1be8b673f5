import type { Redact } from '../core/redaction.ts';
import type { Transfer } from '../docker/transfer.ts';

/** What happens in a run, as it happens. Reporters look at these; nothing else is known to them. */
export type RunEvent = StepEvent | Finished;

export type StepEvent = {
  /** The step's id, the same as in the plan. */
  readonly step: string;
  readonly target: string;
  readonly kind: string;
  /** Milliseconds since 1970. */
  readonly time: number;
} & (
  | { readonly type: 'started' | 'skipped'; readonly reason: string }
  | { readonly type: 'output'; readonly stream: Stream; readonly line: string }
  /** How many bytes a build or a pull has fetched; `line` is what the engine said of them. */
  | { readonly type: 'transfer'; readonly transfer: Transfer; readonly line: string | undefined }
  | { readonly type: 'done' }
  | {
      readonly type: 'failed';
      readonly error: unknown;
      /** The run goes on: the order says that its failure does not matter. */
      readonly ignored?: true;
    }
);

/** `progress` is what builds and pulls say, `warning` what the user should know although nothing failed. */
export type Stream = 'stdout' | 'stderr' | 'progress' | 'warning';

export type Finished = {
  readonly type: 'finished';
  readonly time: number;
  /** What ended the run; undefined when it did all it was to do. */
  readonly error: unknown;
};

export type Emit = (event: RunEvent) => void;

/** An event that holds no secrets; its error is for those who write it to mask. */
export function redactEvent(event: RunEvent, redact: Redact): RunEvent {
  if (event.type === 'output') return { ...event, line: redact(event.line) };
  if (event.type === 'transfer' && event.line !== undefined) return { ...event, line: redact(event.line) };
  if (event.type === 'started' || event.type === 'skipped') return { ...event, reason: redact(event.reason) };
  return event;
}
