import { readWorld } from '../engine/facts.ts';
import { readCommand } from '../plan/commands.ts';
import { fingerprintOf } from '../plan/fingerprint.ts';
import type { Plan } from '../plan/plan.ts';
import { describeGraph, describeGraphAsMermaid } from '../report/graph.ts';
import { describePlanAsJson } from '../report/plan.ts';
import { findLastTimes } from '../state/history.ts';
import { formatUnitName, readUnitName } from '../unit/names.ts';
import { UsageRequested } from '../unit/words.ts';
import { connectEngine } from './connect.ts';
import { lookAhead } from './look-ahead.ts';
import { prepare } from './prepare.ts';
import { scopeOf } from './scope.ts';
import { locateConfiguration, readSources } from './sources.ts';
import { lookAtState } from './state.ts';
import type { Runtime } from './wire.ts';

type Values = Parameters<typeof readSources>[0] &
  Parameters<typeof connectEngine>[0] & {
    readonly name: string;
    readonly words: readonly string[];
    readonly format: 'text' | 'mermaid';
    readonly json: boolean;
    readonly quiet: number;
    readonly stateDirectory?: string | null | undefined;
  };

/** Prints the plan of a command as a picture. Answers the exit code. */
export async function showGraph(values: Values, runtime: Runtime): Promise<number> {
  try {
    await show(values, runtime);
  } catch (error) {
    if (!(error instanceof UsageRequested)) throw error;
    runtime.showText(error.message.trimEnd());
  }
  return 0;
}

async function show(values: Values, runtime: Runtime): Promise<void> {
  const name = readUnitName(values.name, () => locateConfiguration(values, runtime));
  const sources = await readSources(values, { words: values.words, name: formatUnitName(name) }, runtime);
  const unit = readCommand(name, sources);
  const options = { adopt: false, recreate: false, keepVolumes: false };
  const docker = connectEngine(values, runtime);
  const place = { engine: await docker.id(), configuration: sources.configuration, unit: unit.name };
  const fingerprint = fingerprintOf(unit, { ...values, removeOrphans: false });
  const past = await lookAhead(place, fingerprint, values, runtime);
  const scope = scopeOf(unit, sources, options);
  const { plan } = prepare(unit, scope, await readWorld(docker, unit), past, runtime.now());
  if (values.json) return runtime.showJson(describePlanAsJson(plan));
  const last = await lastTimes(plan, sources.configuration, values, runtime);
  runtime.stdout(
    values.format === 'mermaid' ? describeGraphAsMermaid(plan, last) : describeGraph(plan, last),
  );
}

/** How long each step took when it was last run; of several runs the newest counts. */
async function lastTimes(
  { unit, command }: Plan,
  configuration: string,
  values: Values,
  runtime: Runtime,
): Promise<ReadonlyMap<string, number>> {
  const steps = await lookAtState(configuration, values, runtime, database =>
    findLastTimes(database, { configuration, unit, command }),
  );
  return new Map((steps ?? []).map(({ id, took }) => [id, took]));
}
