import type { Fault, FaultCode, Place } from './places.ts';

export type ErrorDetails = {
  readonly place?: Place | undefined;
  /** What to do about it: an action. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  /** The last lines of output of what failed. */
  readonly output?: readonly string[] | undefined;
  /** The exit code of the command or container that failed. */
  readonly status?: number | undefined;
};

/**
 * Base of everything that goes wrong for a reason outside of this program. Anything else that is thrown is a fault of
 * our own and ends with exit code 70.
 */
export abstract class NuaError extends Error {
  abstract readonly exitCode: number;
  override readonly name: string;
  readonly place: Place | undefined;
  readonly hint: string | undefined;
  readonly output: readonly string[];
  readonly status: number | undefined;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.place = details.place;
    this.hint = details.hint;
    this.output = details.output ?? [];
    this.status = details.status;
  }
}

/** An order failed, or the machine lacks what the unit names. */
export class OrderError extends NuaError {
  override readonly exitCode = 1;
}

/** What nua-start remembers cannot be read or written: no order's own failure, so none can ignore it or try again. */
export class StateError extends OrderError {}

/** Wrong usage of the command line, an unknown unit or command. */
export class UsageError extends NuaError {
  override readonly exitCode = 2;
}

/** What a user wrote in a unit, an environment or a parameter file is wrong; carries every fault that was found. */
export class UnitError extends NuaError {
  override readonly exitCode = 3;
  readonly faults: readonly [Fault, ...Fault[]];

  constructor(faults: readonly [Fault, ...Fault[]], details: Pick<ErrorDetails, 'cause'> = {}) {
    const [first] = faults;
    super(first.message, { ...details, place: first.place, hint: first.hint });
    this.faults = faults;
  }
}

/** The engine cannot be reached. */
export class EngineError extends NuaError {
  override readonly exitCode = 4;
}

/** Another run holds the unit. */
export class LockedError extends NuaError {
  override readonly exitCode = 5;
}

/** The user or the system asked to stop. A terminal that is lost (SIGHUP) counts as Ctrl-C. */
export class Interrupted extends NuaError {
  override readonly exitCode: 130 | 143;

  constructor(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') {
    super(`interrupted by ${signal}`);
    this.exitCode = signal === 'SIGTERM' ? 143 : 130;
  }
}

/** A step of a run failed: adds which one, where it stands in the unit's file, and what it said last. */
export class StepError extends NuaError {
  override readonly exitCode: number;

  constructor(step: string, error: NuaError, found: Pick<ErrorDetails, 'place' | 'output'>) {
    super(`${step}: ${error.message}`, {
      cause: error,
      hint: error.hint,
      place: error.place ?? found.place,
      output: error.output.length > 0 ? error.output : found.output,
      status: error.status,
    });
    this.exitCode = error.exitCode;
  }
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of a system's error, `ENOENT`; undefined where there is none. */
export function codeOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

/** What the program exits with when this was thrown; a fault of our own is 70. */
export function exitCodeOf(error: unknown): number {
  return error instanceof NuaError ? error.exitCode : 70;
}

/** Does what may throw a UnitError, whose faults then say at which stage they were found, unless they say so already. */
export function atStage<T>(code: FaultCode, work: () => T): T {
  return mappingFaults(fault => ({ code, ...fault }), work);
}

/** Does what may throw a UnitError, with each of its faults changed. */
export function mappingFaults<T>(change: (fault: Fault) => Fault, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    const [first, ...others] = error.faults;
    throw new UnitError([change(first), ...others.map(change)], { cause: error.cause });
  }
}

/** Does what may throw a UnitError, whose faults go to the list instead; the answer is then undefined. */
export function collecting<T>(faults: Fault[], work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    faults.push(...error.faults.filter(fault => !faults.includes(fault)));
    return undefined;
  }
}

/** Throws one UnitError of all faults, if there are any. */
export function throwFaults(faults: readonly Fault[]): void {
  const [first, ...others] = faults;
  if (first) throw new UnitError([first, ...others]);
}
