import type { Json } from '../core/json.ts';
import { connect } from '../docker/dockerode.ts';
import { findEndpoint } from '../docker/endpoint.ts';
import { redactEvent } from '../engine/events.ts';
import { createFacts, readWorld } from '../engine/facts.ts';
import { type Outcome, runPlan, type Setting } from '../engine/run-plan.ts';
import type { Scope } from '../orders/scope.ts';
import { makePlan } from '../plan/make-plan.ts';
import type { Plan } from '../plan/plan.ts';
import { jsonReporter } from '../report/json.ts';
import { lineReporter } from '../report/lines.ts';
import { describePlan, describePlanAsJson } from '../report/plan.ts';
import type { Reporter, Surface } from '../report/reporter.ts';
import type { Sources } from '../unit/file.ts';
import type { Unit } from '../unit/unit.ts';
import { conclude, errorOf } from './conclude.ts';
import type { RunValues } from './run-options.ts';
import type { Runtime } from './wire.ts';

/** Plans a unit on the engine's facts, and prints the plan or follows it. */
export async function executeUnit(
  unit: Unit,
  sources: Sources,
  values: RunValues,
  runtime: Runtime,
): Promise<number> {
  const endpoint = findEndpoint({
    option: values.engine ?? undefined,
    env: runtime.env,
    insecure: values.insecure,
  });
  const trace = (line: string): void => runtime.stderr(`engine: ${line}`);
  const docker = connect(endpoint, values.debug > 0 ? trace : undefined);
  const scope = scopeOf(unit, sources, values);
  const world = await readWorld(docker, unit);
  const plan = makePlan(unit, scope, world);
  if (values.plan) {
    runtime.stdout(values.json ? JSON.stringify(describePlanAsJson(plan)) : describePlan(plan));
    return 0;
  }
  const { now, sleep, unique, cwd, shell } = runtime;
  const facts = createFacts(docker, unit, world);
  const signal = runtime.interruptible();
  const reporter = await chooseReporter(plan, values, runtime, signal);
  const setting: Setting = {
    scope,
    docker,
    shell,
    facts,
    emit: event => reporter.tell(redactEvent(event, runtime.redact)),
    signal,
    now,
    sleep,
    unique,
    cwd,
  };
  const started = now();
  const outcome = await follow(plan, setting, values.jobs, reporter);
  return conclude(plan, outcome, now() - started, signal, values, runtime);
}

/** Whatever happens, what the reporter shows has come to its end when this has. */
async function follow(plan: Plan, setting: Setting, jobs: number, reporter: Reporter): Promise<Outcome> {
  const { signal, now } = setting;
  try {
    const outcome = await runPlan(plan, setting, jobs);
    reporter.tell({ type: 'finished', time: now(), error: errorOf(outcome, signal) });
    return outcome;
  } finally {
    await reporter.end();
  }
}

/** JSON where asked for, a live view on a terminal, else plain lines. */
async function chooseReporter(
  plan: Plan,
  values: RunValues,
  { stdout, stderr, color, terminal, now }: Runtime,
  signal: AbortSignal,
): Promise<Reporter> {
  if (values.json) return jsonReporter({ stdout });
  const surface: Surface = { stdout, stderr, color, verbosity: values.quiet > 0 ? -1 : values.verbose };
  if (!terminal || values.quiet > 0 || values.debug > 0) return lineReporter(surface);
  const { liveReporter } = await import('../report/live.ts');
  return liveReporter(plan, { ...surface, terminal, now, signal });
}

function scopeOf(unit: Unit, { configuration, environment }: Sources, values: RunValues): Scope {
  const { adopt, recreate, keepVolumes } = values;
  const helperImage: Json | undefined = environment.values['helper_image'];
  return {
    unit: unit.name,
    configuration,
    composition: unit.composition,
    helperImage: typeof helperImage === 'string' ? helperImage : 'busybox:stable',
    secrets: environment.secrets,
    options: { adopt, recreate, keepVolumes },
  };
}
