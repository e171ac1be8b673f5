import type { GenericSchema } from 'valibot';
import type { State } from './state.ts';
import type { Watched } from './watch.ts';

/** What a started container is waited for. */
export type Condition = {
  /** What is to be said of a container that does not meet it: `is not healthy`. */
  readonly unmet: string;
  /** Whether the first look after the start tells, so that nothing needs to be watched for. */
  readonly atOnce?: boolean;
  /** Whether it reads the log, in which an earlier run of the container must not count. */
  readonly readsLog: boolean;
  /** What a look at the container tells. Nothing needs to be said of one that has ended or turned unhealthy. */
  readonly judge: (state: State, wait: Pick<Wait, 'exitCode'>) => Verdict;
  /** Begins to look for what no event of the engine tells. */
  readonly observe?: (watched: Watched, wait: Wait) => Observation;
};

/** A condition that takes a value, as `{log: PATTERN}` does. */
export type Parameterized = {
  /** The value in the words of a help text. */
  readonly takes: string;
  readonly schema: GenericSchema<unknown, Condition>;
};

/** The condition is met, or may be met later, or never. */
export type Verdict = 'met' | 'open' | Failure;

export type Failure = { readonly what: string; readonly hint?: string };

export type Observation = {
  /** Fulfilled when the condition is met. */
  readonly met: Promise<void>;
  /** Of a container that has ended: whether it met the condition before. */
  readonly wasMet?: () => Promise<boolean>;
};

export type Wait = {
  readonly signal: AbortSignal;
  /** Seconds after which it fails; 0 for none. */
  readonly within: number;
  /** The exit code that `exited` wants. */
  readonly exitCode: number;
  /** The engine's time before the start, from which on the log counts; undefined for all of it. */
  readonly since: string | undefined;
};
