import { readWorld } from '../engine/facts.ts';
import type { Past } from '../engine/resume.ts';
import { fingerprintOf } from '../plan/fingerprint.ts';
import { describePlan, describePlanAsJson } from '../report/plan.ts';
import type { RunScope } from '../state/run-record.ts';
import type { Sources } from '../unit/file.ts';
import type { Unit } from '../unit/unit.ts';
import type { Reached } from './connect.ts';
import { followPlan } from './follow-plan.ts';
import { heedOrphans } from './heed-orphans.ts';
import { holdUnit } from './hold-unit.ts';
import { lookAhead } from './look-ahead.ts';
import { type Prepared, prepare } from './prepare.ts';
import type { RunValues } from './run-options.ts';
import { scopeOf } from './scope.ts';
import type { Runtime } from './wire.ts';

/** Plans a unit on the engine's facts, and prints the plan or follows it. Answers the exit code. */
export async function executeUnit(
  unit: Unit,
  sources: Sources,
  values: RunValues,
  runtime: Runtime,
  reached: Promise<Reached>,
): Promise<number> {
  const scope = scopeOf(unit, sources, values);
  const fingerprint = fingerprintOf(unit, values);
  const { docker, engine } = await reached;
  const place: RunScope = { engine, configuration: scope.configuration, unit: unit.name };
  const planAfter = async (past: Past): Promise<Prepared> => {
    const now = await readWorld(docker, unit);
    const heeding = await heedOrphans(unit, now, sources, values, runtime);
    return prepare(heeding, scope, now, past, runtime.now());
  };
  if (values.plan) {
    const past = await lookAhead(place, values.fresh ? undefined : fingerprint, values, runtime);
    const { plan } = await planAfter(past);
    if (values.json) runtime.showJson(describePlanAsJson(plan));
    else runtime.stdout(describePlan(plan));
    return 0;
  }
  const signal = runtime.interruptible();
  const aim = { unit, place, docker, fingerprint, signal };
  return holdUnit(aim, values, runtime, async held =>
    followPlan(await planAfter(held.past), { ...aim, scope, held }, values, runtime),
  );
}
