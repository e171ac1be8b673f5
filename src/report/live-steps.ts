import type { RunEvent, StepEvent } from '../engine/events.ts';
import { type Group, type Plan, stepsOf } from '../plan/plan.ts';
import { nameOf } from './lines.ts';
import { type Flow, flowing } from './live-flow.ts';
import { printable } from './printable.ts';

/** How a run stands, as its events tell: what a live view shows. */
export type LiveSteps = {
  /** What the plan's steps belong to, in its order. */
  readonly orders: readonly LiveOrder[];
  /** Names of the steps not begun, by id, in the plan's order. */
  readonly waiting: ReadonlyMap<string, string>;
  /** By id, in the order in which they began. */
  readonly running: ReadonlyMap<string, RunningStep>;
  /** How many were done or skipped, or failed. */
  readonly ended: number;
  /** A step has failed, so no other begins any more. */
  readonly halted: boolean;
};

export type LiveOrder = {
  readonly id: string;
  readonly name: string;
  /** The number of its entry: these follow each other. */
  readonly entry: number;
  /** Ids, one after the other. */
  readonly steps: readonly string[];
  /** Ids of the orders that must be done before. */
  readonly after: readonly string[];
};

export type RunningStep = {
  readonly name: string;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Its last lines of output, of whatever kind. */
  readonly tail: readonly string[];
  /** What is on its way of the image that it fetches. */
  readonly flow?: Flow | undefined;
};

type TransferEvent = StepEvent & { readonly type: 'transfer' };

/** How many lines of output are remembered of each running step. */
const longestTail = 5;

/** Nothing has begun. */
export function planned(plan: Plan): LiveSteps {
  return {
    orders: plan.groups.map(orderOf),
    waiting: new Map(stepsOf(plan).map(step => [step.id, nameOf(step)])),
    running: new Map(),
    ended: 0,
    halted: false,
  };
}

function orderOf({ id, work, entry, steps, after }: Group): LiveOrder {
  return { id, name: nameOf(work), entry, steps: steps.map(step => step.id), after };
}

/** How the run stands after an event. Steps that are not in the plan are known from when they begin. */
export function after(steps: LiveSteps, event: RunEvent): LiveSteps {
  if (event.type === 'finished') return { ...steps, running: new Map() };
  if (event.type === 'output') return changed(steps, event.step, step => withLine(step, event.line));
  if (event.type === 'transfer') return changed(steps, event.step, step => withTransfer(step, event));
  const waiting = without(steps.waiting, event.step);
  if (event.type === 'started')
    return {
      ...steps,
      waiting,
      running: new Map([...steps.running, [event.step, begun(event, event.reason)]]),
    };
  const halted = steps.halted || (event.type === 'failed' && !event.ignored);
  return { ...steps, waiting, running: without(steps.running, event.step), ended: steps.ended + 1, halted };
}

function begun(event: StepEvent, reason: string): RunningStep {
  return { name: nameOf(event), reason: printable(reason), since: event.time, tail: [] };
}

function changed(steps: LiveSteps, id: string, change: (step: RunningStep) => RunningStep): LiveSteps {
  const step = steps.running.get(id);
  return step ? { ...steps, running: new Map([...steps.running, [id, change(step)]]) } : steps;
}

function withLine(step: RunningStep, line: string): RunningStep {
  const text = printable(line).slice(0, widest).trimEnd();
  return text === '' ? step : { ...step, tail: [...step.tail, text].slice(-longestTail) };
}

/** When all has come, it is no more on its way: what a build says after its base image is to be seen. */
function withTransfer(step: RunningStep, { transfer, time }: TransferEvent): RunningStep {
  const complete = transfer.phase === 'unpacking' && transfer.fraction === 1;
  return { ...step, flow: complete ? undefined : flowing(step.flow, transfer, time) };
}

/** More of a line fits on no terminal. */
const widest = 500;

function without<T>(map: ReadonlyMap<string, T>, id: string): ReadonlyMap<string, T> {
  return map.has(id) ? new Map([...map].filter(([other]) => other !== id)) : map;
}
