import { type ErrorDetails, NuaError, OrderError, StateError, StepError } from '../core/errors.ts';
import { type World, withRenewed } from '../docker/world.ts';
import { markVariable } from '../host/processes.ts';
import { isUp } from '../orders/decision.ts';
import type { Decision, Pledge, RunContext } from '../orders/order.ts';
import type { Work } from '../plan/plan.ts';
import { placeOf, targetOf } from '../plan/unfold.ts';
import type { Setting } from './run-plan.ts';
import { openLog, type StepLog } from './step-log.ts';

/** A step at the moment it is to be run. */
export type Running = {
  readonly id: string;
  readonly work: Work;
  readonly decision: Decision;
  readonly world: World;
  /** The containers that earlier steps of the same order created. */
  readonly created: Set<string>;
  /** The changes that are open until the order has ended. */
  readonly pledges: Pledge[];
};

/**
 * Runs or passes over one step and tells of it. Rejects with a StepError when it fails, with a StateError when it cannot
 * be written down, with an AggregateError of both.
 */
export async function runStep(running: Running, setting: Setting): Promise<void> {
  const { id, work, decision } = running;
  const log = openLog(id, work, setting);
  if (decision.action === 'skip') return log.skipped(decision.reason);
  log.started(decision.reason);
  try {
    await attempt(running, setting, log);
    log.done();
  } catch (cause) {
    const error = located(cause, work, { place: placeOf(work, setting.scope), output: log.lastLines() });
    writeFailure(error, isIgnored(work, error, setting), log);
    throw error;
  }
}

/** @throws AggregateError of both where it cannot be written: neither may hide the other */
function writeFailure(error: unknown, ignored: boolean, log: StepLog): void {
  try {
    log.failed(error, ignored);
  } catch (unwritten) {
    if (!(error instanceof StateError)) throw new AggregateError([error, unwritten]);
  }
}

/** Whether the run goes on after a failure. */
export function isIgnored({ tolerance }: Work, error: unknown, { signal }: Pick<Setting, 'signal'>): boolean {
  return tolerance.ignoreFailure && isOfOrder(error) && !signal.aborted;
}

/** Neither a fault of our own nor that of the state. */
function isOfOrder(error: unknown): error is NuaError {
  return error instanceof NuaError && !(error instanceof StateError);
}

/** Tries as often as the order says, each time on fresh facts. */
async function attempt(first: Running, setting: Setting, log: StepLog): Promise<void> {
  const { retries, retryDelay } = first.work.tolerance;
  const { pledges } = first;
  const pledged = pledges.length;
  let running = first;
  for (let tried = 1; ; tried += 1) {
    try {
      if (running.decision.problem) throw running.decision.problem;
      // What the last try would have taken back is this one's to decide.
      pledges.splice(pledged);
      return await act(running, setting, log);
    } catch (error) {
      if (tried > retries || setting.signal.aborted || !isOfOrder(error)) throw error;
      log.output(
        'warning',
        `failed, try ${tried + 1} of ${retries + 1} ${retryDelay > 0 ? `in ${retryDelay} s` : 'now'}: ${error.message}`,
      );
    }
    await pause(retryDelay, setting);
    running = await again(running, setting);
    // What has come about in the meantime needs no further try.
    if (running.decision.action === 'skip') return;
  }
}

async function pause(delay: number, { sleep, signal }: Setting): Promise<void> {
  await sleep(delay, signal).catch(() => signal.throwIfAborted());
}

/** The step decided again. A container that runs has been started by the last try, and is yet to be waited for. */
async function again(running: Running, { facts, scope }: Setting): Promise<Running> {
  const { work } = running;
  const now = await facts.about(work.target, work.reach.looks);
  const world = isUp(now.containers.get(work.target)) ? withRenewed(now, work.target, true) : now;
  return { ...running, world, decision: work.behaviour.decide(targetOf(work, scope), world) };
}

async function act(running: Running, setting: Setting, log: StepLog): Promise<void> {
  const { work, decision } = running;
  const limit = work.limit > 0 ? AbortSignal.timeout(Math.ceil(work.limit * 1000)) : undefined;
  const signal = limit ? AbortSignal.any([setting.signal, limit]) : setting.signal;
  try {
    await work.behaviour.run(targetOf(work, setting.scope), contextOf(running, setting, log, signal));
  } catch (cause) {
    if (limit?.aborted) throw tooSlow(work, cause);
    throw cause;
  } finally {
    setting.facts.changed(work, decision.effect);
  }
}

function contextOf(
  { id, world, created, pledges }: Running,
  { docker, shell, unique, cwd, journal, ancestry }: Setting,
  { output, transfer }: StepLog,
  signal: AbortSignal,
): RunContext {
  const mark = `${journal.run}/${id}`;
  return {
    docker,
    shell,
    signal,
    output,
    transfer,
    warn: text => output('warning', text),
    unique,
    cwd,
    created,
    pledge: made => void pledges.push(made),
    note: change => journal.note(id, change),
    resolved: args => journal.resolve(id, args),
    mark,
    variables: { [runVariable]: [...ancestry, journal.run].join(','), [markVariable]: mark },
    world,
  };
}

/** Names a run and those that it was started by to the commands that it runs: their own runs are let through its locks. */
export const runVariable = 'NUA_START_RUN';

function tooSlow({ limit }: Work, cause: unknown): OrderError {
  return new OrderError(`took longer than its timeout of ${limit} s`, {
    cause,
    hint: 'give it more time with "timeout"',
  });
}

/** What the order has nothing to do with stays as it is; anything else gets to know where it happened. */
function located(
  error: unknown,
  { kind, target }: Work,
  found: Pick<ErrorDetails, 'place' | 'output'>,
): unknown {
  return isOfOrder(error) ? new StepError(`${kind} ${target}`, error, found) : error;
}
