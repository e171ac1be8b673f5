import type { Json, JsonObject } from '../core/json.ts';

/** Whose runs: one of them at a time. */
export type RunScope = {
  /** The engine's own id. */
  readonly engine: string;
  /** Absolute path of the configuration directory. */
  readonly configuration: string;
  readonly unit: string;
};

/** `died` is one that ended without a word: its process was killed, or the machine. */
export type RunState = 'running' | 'done' | 'failed' | 'interrupted' | 'died';

/** A run as the journal has it. Times are milliseconds since 1970. */
export type RunRecord = RunScope & {
  /** Ten hexadecimal digits. */
  readonly id: string;
  /** With its variants, `start:web`. */
  readonly command: string;
  readonly words: readonly string[];
  /** The same for two runs of the same command with the same words, environment and unit text. */
  readonly fingerprint: string;
  /** How many steps were planned. */
  readonly steps: number;
  /** The run that started this one by a command of its own. */
  readonly parent: string | undefined;
  /** The run that died, with which this one goes on. */
  readonly resumes: string | undefined;
  readonly started: number;
  readonly ended: number | undefined;
  readonly state: RunState;
  readonly exitCode: number | undefined;
  readonly error: string | undefined;
};

/** What is written of a step before it is run or when it is passed over. */
export type StepIntent = {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly args: JsonObject;
  readonly reason: string;
  readonly time: number;
};

/** A step that is about to be run. */
export type StepBeginning = StepIntent & {
  /** Whether no engine can tell that it was begun or done: then it must be known also when the machine goes down. */
  readonly remembered: boolean;
};

/** What is written of it afterwards. */
export type StepEnding = {
  readonly state: 'done' | 'failed';
  readonly time: number;
  /** That of the command or container that the step ran. */
  readonly exitCode?: number | undefined;
  /** The last lines. */
  readonly output: readonly string[];
  readonly error?: string | undefined;
};

/** A step as the journal has it: `begun` is in flight, or was when its run died. */
export type StepRecord = Omit<StepIntent, 'time'> & {
  readonly state: 'begun' | 'done' | 'skipped' | 'failed';
  readonly started: number;
  readonly ended: number | undefined;
  readonly exitCode: number | undefined;
  readonly output: readonly string[];
  readonly error: string | undefined;
};

/** Something half made that only this run knows how to finish or take back; what it is, the orders know. */
export type ChangeRecord = {
  readonly number: number;
  readonly step: string;
  readonly change: Json;
  /** It is to be finished, no more to be taken back. */
  readonly kept: boolean;
};
