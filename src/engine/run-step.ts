import { type ErrorDetails, NuaError, OrderError, StepError } from '../core/errors.ts';
import type { World } from '../docker/world.ts';
import type { Decision, Pledge, RunContext } from '../orders/order.ts';
import type { Work } from '../plan/plan.ts';
import { placeOf, targetOf } from '../plan/unfold.ts';
import type { Stream } from './events.ts';
import type { Setting } from './run-plan.ts';

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

/** Runs or passes over one step and tells of it. Rejects with a StepError when it fails. */
export async function runStep(running: Running, setting: Setting): Promise<void> {
  const { id, work, decision } = running;
  if (decision.action === 'skip') return skipStep(id, work, decision.reason, setting);
  const tell = teller(id, work, setting);
  const lastLines: Line[] = [];
  tell({ type: 'started', reason: decision.reason });
  try {
    if (decision.problem) throw decision.problem;
    await act(running, setting, (stream, line) => {
      remember(lastLines, { stream, line });
      tell({ type: 'output', stream, line });
    });
  } catch (cause) {
    const output = lastLines.map(({ line }) => line);
    const error = located(cause, work, { place: placeOf(work, setting.scope), output });
    tell({ type: 'failed', error });
    throw error;
  }
  tell({ type: 'done' });
}

/** Says something of a step that has ended. */
export function warnOf(id: string, work: Work, line: string, setting: Setting): void {
  teller(id, work, setting)({ type: 'output', stream: 'warning', line });
}

export function skipStep(
  id: string,
  work: Pick<Work, 'target' | 'kind'>,
  reason: string,
  setting: Setting,
): void {
  teller(id, work, setting)({ type: 'skipped', reason });
}

async function act(
  { work, decision, world, created, pledges }: Running,
  setting: Setting,
  output: (stream: Stream, line: string) => void,
): Promise<void> {
  const { docker, shell, unique, cwd, facts } = setting;
  const limit = work.limit > 0 ? AbortSignal.timeout(work.limit * 1000) : undefined;
  const signal = limit ? AbortSignal.any([setting.signal, limit]) : setting.signal;
  const warn = (text: string): void => output('warning', text);
  const pledge = (made: Pledge): void => void pledges.push(made);
  const context: RunContext = { docker, shell, signal, output, warn, unique, cwd, created, pledge, world };
  try {
    await work.behaviour.run(targetOf(work, setting.scope), context);
  } catch (cause) {
    if (limit?.aborted) throw tooSlow(work, cause);
    throw cause;
  } finally {
    facts.changed(work, decision.effect);
  }
}

type Told =
  | { type: 'started' | 'skipped'; reason: string }
  | { type: 'output'; stream: Stream; line: string }
  | { type: 'done' }
  | { type: 'failed'; error: unknown };

function teller(
  step: string,
  { target, kind }: Pick<Work, 'target' | 'kind'>,
  { emit, now }: Setting,
): (told: Told) => void {
  return told => emit({ step, target, kind, time: now(), ...told });
}

function tooSlow({ limit }: Work, cause: unknown): OrderError {
  return new OrderError(`took longer than its timeout of ${limit} s`, {
    cause,
    hint: 'give it more time with "timeout"',
  });
}

/** A fault of our own stays as it is; anything else gets to know where it happened. */
function located(
  error: unknown,
  { kind, target }: Work,
  found: Pick<ErrorDetails, 'place' | 'output'>,
): unknown {
  return error instanceof NuaError ? new StepError(`${kind} ${target}`, error, found) : error;
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
