import type { JsonObject } from '../core/json.ts';
import { describeTime } from '../core/times.ts';
import type { RunRecord, StepRecord } from '../state/run-record.ts';
import { duration, nameOf } from './lines.ts';
import { printable } from './printable.ts';
import { describeTable } from './table.ts';

/** A table of runs. */
export function describeRuns(runs: readonly RunRecord[], now: number): string {
  if (runs.length === 0) return 'no run has been written down yet';
  const rows = runs.map(run => [run.id, describeTime(run.started, now), titleOf(run), endOf(run)]);
  return describeTable(['RUN', 'BEGAN', 'COMMAND', 'STATE'], rows).join('\n');
}

export function describeRunsAsJson(runs: readonly RunRecord[]): JsonObject {
  return { runs: runs.map(runAsJson) };
}

/** A run, and each of its steps with what it said last where it failed or did not end. */
export function describeRun(run: RunRecord, steps: readonly StepRecord[], now: number): string {
  const error = run.error === undefined ? [] : [`error: ${printable(run.error)}`];
  const resumes = run.resumes === undefined ? [] : [`goes on with run ${run.resumes}`];
  const head = [`${titleOf(run)}: ${endOf(run)}`, `run ${run.id}, began ${describeTime(run.started, now)}`];
  const rows = steps.map(step => [nameOf(step), stateOf(step), tookOf(step), printable(step.reason)]);
  const table = rows.length > 0 ? ['', ...describeTable(['STEP', 'STATE', 'TOOK', 'REASON'], rows)] : [];
  return [...head, ...resumes, ...error, ...table, ...steps.flatMap(lastWords)].join('\n');
}

export function describeRunAsJson(run: RunRecord, steps: readonly StepRecord[]): JsonObject {
  return { ...runAsJson(run), steps: steps.map(stepAsJson) };
}

function titleOf({ unit, command, words }: RunRecord): string {
  return [`${unit}/${command}`, ...words].map(printable).join(' ');
}

function endOf({ state, started, ended, exitCode }: RunRecord): string {
  const code = exitCode === undefined || exitCode === 0 ? '' : `, exit code ${exitCode}`;
  return ended === undefined ? state : `${state} in ${duration(ended - started)}${code}`;
}

function stateOf({ state }: StepRecord): string {
  return state === 'begun' ? 'in flight' : state;
}

function tookOf({ started, ended, state }: StepRecord): string {
  return ended === undefined || state === 'skipped' ? '' : duration(ended - started);
}

function lastWords(step: StepRecord): readonly string[] {
  if (step.state !== 'failed' && step.state !== 'begun') return [];
  const error = step.error === undefined ? [] : [`error: ${printable(step.error)}`];
  const lines = step.output.map(line => `  ${printable(line)}`);
  return error.length + lines.length === 0 ? [] : ['', `${nameOf(step)}:`, ...lines, ...error];
}

function runAsJson(run: RunRecord): JsonObject {
  const { id, unit, command, words, engine, state, exitCode, steps, parent, resumes, error } = run;
  return {
    run: id,
    unit,
    command,
    words,
    engine,
    state,
    started: timeOf(run.started),
    plannedSteps: steps,
    ...(run.ended === undefined
      ? {}
      : { ended: timeOf(run.ended), duration: (run.ended - run.started) / 1000 }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(parent === undefined ? {} : { parent }),
    ...(resumes === undefined ? {} : { resumes }),
    ...(error === undefined ? {} : { error }),
  };
}

function stepAsJson(step: StepRecord): JsonObject {
  const { id, target, kind, args, reason, exitCode, output, error, ended, started } = step;
  return {
    id,
    target,
    kind,
    args,
    reason,
    state: step.state === 'begun' ? 'inFlight' : step.state,
    started: timeOf(started),
    ...(ended === undefined ? {} : { ended: timeOf(ended), duration: (ended - started) / 1000 }),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(output.length === 0 ? {} : { output }),
    ...(error === undefined ? {} : { error }),
  };
}

function timeOf(time: number): string {
  return new Date(time).toISOString();
}
