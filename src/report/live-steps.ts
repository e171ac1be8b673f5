import type { RunEvent, StepEvent } from '../engine/events.ts';
import { type Plan, stepsOf } from '../plan/plan.ts';
import { nameOf } from './lines.ts';
import { printable } from './printable.ts';

/** How a run stands, as its events tell: what a live view shows. */
export type LiveSteps = {
  /** Names of the steps not begun, by id, in the plan's order. */
  readonly waiting: ReadonlyMap<string, string>;
  /** By id, in the order in which they began. */
  readonly running: ReadonlyMap<string, RunningStep>;
  /** A step has failed, so no other begins any more. */
  readonly halted: boolean;
};

export type RunningStep = {
  readonly name: string;
  readonly reason: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  /** Its last lines of output, of whatever kind. */
  readonly tail: readonly string[];
};

/** How many lines of output are remembered of each running step. */
const longestTail = 5;

/** Nothing has begun. */
export function planned(plan: Plan): LiveSteps {
  return {
    waiting: new Map(stepsOf(plan).map(step => [step.id, nameOf(step)])),
    running: new Map(),
    halted: false,
  };
}

/** How the run stands after an event. Steps that are not in the plan are known from when they begin. */
export function after(steps: LiveSteps, event: RunEvent): LiveSteps {
  if (event.type === 'finished') return { ...steps, running: new Map() };
  if (event.type === 'output') return withOutput(steps, event.step, event.line);
  const waiting = without(steps.waiting, event.step);
  if (event.type === 'started')
    return {
      ...steps,
      waiting,
      running: new Map([...steps.running, [event.step, begun(event, event.reason)]]),
    };
  const halted = steps.halted || event.type === 'failed';
  return { waiting, running: without(steps.running, event.step), halted };
}

function begun(event: StepEvent, reason: string): RunningStep {
  return { name: nameOf(event), reason: printable(reason), since: event.time, tail: [] };
}

function withOutput(steps: LiveSteps, id: string, line: string): LiveSteps {
  const step = steps.running.get(id);
  const text = printable(line).slice(0, widest).trimEnd();
  if (!step || text === '') return steps;
  const tail = [...step.tail, text].slice(-longestTail);
  return { ...steps, running: new Map([...steps.running, [id, { ...step, tail }]]) };
}

/** More of a line fits on no terminal. */
const widest = 500;

function without<T>(map: ReadonlyMap<string, T>, id: string): ReadonlyMap<string, T> {
  return map.has(id) ? new Map([...map].filter(([other]) => other !== id)) : map;
}
