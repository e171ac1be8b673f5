import { isObject, type JsonObject, objectIn } from '../core/json.ts';
import type { ContainerEvent } from '../docker/engine.ts';

/** What a wait knows of its container. */
export type State = {
  /** `restarting`: it has ended, and the engine is about to start it again. */
  readonly status: 'running' | 'paused' | 'restarting' | 'ended' | 'removed';
  /** Of its last end since it is watched, after which it may run again; undefined where there was none. */
  readonly exitCode: number | undefined;
  /** Whether it ended, or where it runs a process in it was killed, for want of memory. */
  readonly outOfMemory: boolean;
  /** How often the engine has started it again by itself. */
  readonly restarts: number;
  /** Undefined where it has no health check. */
  readonly health: Health | undefined;
  /** Whether the engine removes it when it ends. */
  readonly removesItself: boolean;
};

export type Health = {
  readonly status: 'starting' | 'healthy' | 'unhealthy';
  /** What the last check said when it failed. */
  readonly complaint: string | undefined;
};

/** What the events of a container told that may not be asked for any more, as when it is gone. */
export type Heard = {
  readonly lastEnd: { readonly exitCode: number | undefined; readonly outOfMemory: boolean } | undefined;
  /** Since its last end. */
  readonly outOfMemory: boolean;
};

export const nothingHeard: Heard = { lastEnd: undefined, outOfMemory: false };

/** The same, and one event more. The engine tells `oom` before `die`. */
export function hearing(heard: Heard, { action, exitCode }: ContainerEvent): Heard {
  if (action === 'oom') return { ...heard, outOfMemory: true };
  if (action !== 'die') return heard;
  return { lastEnd: { exitCode, outOfMemory: heard.outOfMemory }, outOfMemory: false };
}

/**
 * @param inspected what the engine says of the container; undefined when it is gone
 * @param removesItself as it was said of it before
 */
export function readState(inspected: JsonObject | undefined, heard: Heard, removesItself: boolean): State {
  const given = objectIn(inspected, 'State');
  const status = statusOf(inspected === undefined ? undefined : given, heard, removesItself);
  const { lastEnd } = heard;
  const restarts = Number(inspected?.['RestartCount'] ?? 0);
  return {
    status,
    exitCode: isUp(status) || inspected === undefined ? lastEnd?.exitCode : Number(given['ExitCode']),
    outOfMemory: given['OOMKilled'] === true || (isUp(status) ? heard : lastEnd)?.outOfMemory === true,
    restarts,
    health: readHealth(given, status),
    removesItself,
  };
}

/** Whether it neither runs nor will be started by the engine. */
export function hasEnded({ status }: State): boolean {
  return status === 'ended' || status === 'removed';
}

/** How a container ended, or where it was started again its run before. */
export function describeEnd({ exitCode, outOfMemory }: State): string {
  return `ended with exit code ${exitCode}${outOfMemory ? ', out of memory' : ''}`;
}

function statusOf(given: JsonObject | undefined, heard: Heard, removesItself: boolean): State['status'] {
  if (given?.['Restarting'] === true) return 'restarting';
  if (given?.['Paused'] === true) return 'paused';
  if (given?.['Running'] === true) return 'running';
  const isGone = given === undefined || given['Status'] === 'removing' || given['Status'] === 'dead';
  // That one goes when it has ended tells nothing.
  return isGone && !(removesItself && heard.lastEnd) ? 'removed' : 'ended';
}

function isUp(status: State['status']): boolean {
  return status === 'running' || status === 'paused';
}

/** The engine calls one unhealthy, too, whose check it has only stopped: a paused one, and one that has ended. */
function readHealth(state: JsonObject, status: State['status']): Health | undefined {
  const given = objectIn(state, 'Health');
  if (['', 'none', undefined].some(none => none === given['Status'])) return undefined;
  const complaint = complaintOf(given, isUp(status) ? undefined : String(state['FinishedAt']));
  const isUnhealthy = given['Status'] === 'unhealthy' && given['FailingStreak'] !== 0;
  if (isUnhealthy && status === 'running') return { status: 'unhealthy', complaint };
  const isHealthy = given['Status'] === 'healthy' && status === 'running';
  return { status: isHealthy ? 'healthy' : 'starting', complaint };
}

/**
 * @param finishedAt when the container ended; undefined while it runs
 */
function complaintOf(health: JsonObject, finishedAt: string | undefined): string | undefined {
  const checks = Array.isArray(health['Log']) ? health['Log'].filter(isObject) : [];
  const last = checks.findLast(check => finishedAt === undefined || !isCutOff(check, finishedAt));
  if (last === undefined || last['ExitCode'] === 0) return undefined;
  return String(last['Output']).trim() || `exit code ${last['ExitCode']}`;
}

/** Whether a check failed only because the container ended meanwhile, which kills it or lets it not begin. */
function isCutOff({ End, ExitCode, Output }: JsonObject, finishedAt: string): boolean {
  const isKilled = ExitCode === 137 && Output === '';
  return isKilled || notEntered.test(String(Output)) || Date.parse(String(End)) > Date.parse(finishedAt);
}

/** What the engine says of a check whose container had gone when it was to begin; a missing command is told otherwise. */
const notEntered = /^OCI runtime exec failed: .*(setns process|is not running|stopped)/;
