import { exitCodeOf, messageOf, StateError } from '../core/errors.ts';
import type { Docker } from '../docker/engine.ts';
import { redactEvent } from '../engine/events.ts';
import { createFacts } from '../engine/facts.ts';
import { type Outcome, runPlan, type Setting } from '../engine/run-plan.ts';
import type { Scope } from '../orders/scope.ts';
import { type Plan, stepsOf } from '../plan/plan.ts';
import { jsonReporter } from '../report/json.ts';
import { lineReporter } from '../report/lines.ts';
import type { Reporter, Surface } from '../report/reporter.ts';
import { stepCounter } from '../report/tally.ts';
import { beginRun, type Journal } from '../state/journal.ts';
import type { RunScope } from '../state/run-record.ts';
import { conclude, errorOf } from './conclude.ts';
import type { Held } from './hold-unit.ts';
import type { Prepared } from './prepare.ts';
import type { RunValues } from './run-options.ts';
import type { Runtime } from './wire.ts';

type Aim = {
  readonly scope: Scope;
  readonly place: RunScope;
  readonly docker: Docker;
  readonly fingerprint: string;
  readonly signal: AbortSignal;
  readonly held: Held;
};

/** Runs the steps of a plan, shown and written down as they happen. Answers the exit code. */
export async function followPlan(
  { unit, world, plan }: Prepared,
  aim: Aim,
  values: RunValues,
  runtime: Runtime,
): Promise<number> {
  const { scope, docker, signal, held } = aim;
  const { now, sleep, unique, cwd, shell } = runtime;
  const started = now();
  const journal = openJournal(plan, started, aim, values, runtime);
  const counter = stepCounter(stepsOf(plan).map(({ id }) => id));
  const reporter = await chooseReporter(plan, values, runtime, signal);
  const setting: Setting = {
    scope,
    docker,
    shell,
    facts: createFacts(docker, unit, world),
    emit: event => {
      counter.tell(event);
      reporter.tell(redactEvent(event, runtime.redact));
    },
    journal,
    ancestry: held.ancestry,
    signal,
    now,
    sleep,
    unique,
    cwd,
  };
  const outcome = await follow(plan, setting, values.jobs, reporter);
  return conclude(plan, outcome, counter.tally(), now() - started, signal, values, runtime);
}

function openJournal(
  plan: Plan,
  started: number,
  { place, fingerprint, held }: Aim,
  { words }: RunValues,
  { redact }: Runtime,
): Journal {
  const { database, run, ancestry, past } = held;
  const { command } = plan;
  const parent = ancestry.at(-1);
  const resumes = past.resumption?.run.id;
  const steps = stepsOf(plan).length;
  const record = { ...place, id: run, command, words, fingerprint, steps, parent, resumes, started };
  return beginRun(database, record, redact);
}

/** Its end is told once it has been written. Whatever happens, what the reporter shows has then come to its end. */
async function follow(plan: Plan, setting: Setting, jobs: number, reporter: Reporter): Promise<Outcome> {
  const { signal, now } = setting;
  try {
    const ran = await runPlan(plan, setting, jobs);
    const outcome = { ...ran, errors: [...ran.errors, ...finish(ran, setting)] };
    reporter.tell({ type: 'finished', time: now(), error: errorOf(outcome, signal) });
    return outcome;
  } finally {
    await reporter.end();
  }
}

/** Writes how a run ended. Answers why that could not be, unless the run has failed for it already. */
function finish(ran: Outcome, { journal, signal, now }: Setting): readonly StateError[] {
  const error = errorOf(ran, signal);
  const state = error === undefined ? 'done' : signal.aborted ? 'interrupted' : 'failed';
  const failure =
    error === undefined
      ? { exitCode: 0, error: undefined }
      : { exitCode: exitCodeOf(error), error: messageOf(error) };
  try {
    journal.finish({ state, time: now(), ...failure });
    return [];
  } catch (unwritten) {
    if (!(unwritten instanceof StateError)) throw unwritten;
    return ran.errors.some(it => it instanceof StateError) ? [] : [unwritten];
  }
}

/** JSON where asked for, a live view on a terminal, else plain lines. */
async function chooseReporter(
  plan: Plan,
  values: RunValues,
  { stdout, stderr, showJson, color, terminal, now }: Runtime,
  signal: AbortSignal,
): Promise<Reporter> {
  if (values.json) return jsonReporter(showJson);
  const surface: Surface = { stdout, stderr, color, verbosity: values.quiet > 0 ? -1 : values.verbose };
  if (!terminal || values.quiet > 0 || values.debug > 0) return lineReporter(surface);
  const { liveReporter } = await import('../report/live.ts');
  return liveReporter(plan, { ...surface, terminal, now, signal });
}
