// A plan is what the run after it does, step by step, and changes nothing itself.
import test, { type ExecutionContext } from 'ava';
import { docker } from '../support/engine.ts';
import { actions, type Scenario, scenario } from '../support/scenario.ts';

/** Each walk is a row of commands, so that every command meets the states that others leave. */
const walks: Readonly<Record<string, readonly string[]>> = {
  'nothing there': ['stop', 'pause', 'unpause', 'cleanup', 'purge', 'again'],
  'image only': ['build', 'build', 'purge', 'build', 'create', 'purge'],
  created: ['create', 'create', 'stop', 'pause', 'cleanup', 'restart'],
  running: ['start', 'start', 'build', 'again', 'restart', 'cleanup'],
  paused: ['start', 'pause', 'pause', 'start', 'pause', 'unpause', 'unpause', 'pause', 'stop'],
  stopped: ['start', 'stop', 'stop', 'again', 'stop', 'restart', 'stop', 'cleanup', 'purge'],
  'paused to the end': ['start', 'pause', 'again', 'pause', 'restart', 'pause', 'cleanup', 'purge'],
};

for (const [state, commands] of Object.entries(walks)) {
  test(`the plan is what is done: ${state}`, async t => {
    const it = scenario(t, unit, name => ({
      [`units/${name}/again.yaml`]: again(name),
      'services/web/Dockerfile': `FROM busybox:stable\nLABEL for=${name}\nVOLUME /own\n`,
    }));
    for (const command of commands) await agree(t, it, command);
  });
}

async function agree(t: ExecutionContext, it: Scenario, command: string): Promise<void> {
  const before = await snapshot(it.name);
  const plan = await it.plan(command);
  t.deepEqual(await snapshot(it.name), before, `--plan of ${command} changes nothing`);
  const { steps, finished } = await it.follow(command);
  t.like(finished, { type: 'finished', ok: true, exitCode: 0 }, command);
  t.deepEqual([...actions(steps)].sort(), [...actions(plan)].sort(), command);
  t.true(plan.length > 0, command);
  const begun = steps.map(({ id }) => id);
  for (const { id, after } of plan) {
    t.true(
      after.every(earlier => begun.indexOf(earlier) < begun.indexOf(id)),
      `${command}: ${id} comes after ${after}`,
    );
  }
}

/** All that the engine has under a name, and when it was last started. */
async function snapshot(name: string): Promise<readonly string[]> {
  const filters = { name: [name] };
  const containers = await docker().listContainers({ all: true, filters });
  const started = await Promise.all(
    containers.map(async ({ Id }) => (await docker().getContainer(Id).inspect()).State),
  );
  const images = await docker().listImages({ filters: { label: [`for=${name}`] } });
  const networks = await docker().listNetworks({ filters });
  const { Volumes: volumes } = await docker().listVolumes({ filters });
  return [
    ...containers.map(({ Id }, index) => `${Id} ${JSON.stringify(started[index])}`),
    ...images.map(({ Id, RepoTags }) => `${Id} ${RepoTags}`),
    ...networks.map(({ Id }) => Id),
    ...(volumes ?? []).map(volume => volume.Name),
  ].sort();
}

function unit(name: string): string {
  return `
unit:
  networks: {${name}: {}}
  volumes: {${name}: {}}
${name}-data:
  creation: {image: busybox:stable, volumes: [/anonymous]}
  startup: {binds: {${name}: /named}}
${name}-web:
  build: {path: services/web, tag: ${name}/web}
  creation: {command: sleep 1000, stop_signal: SIGKILL}
  startup: {network_mode: ${name}, volumes_from: [${name}-data]}
${name}-side:
  creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL}
  startup: {network_mode: ${name}}
---
- ${name}-data: {command: create}
- ${name}-web: {command: start}
  ${name}-side: {command: start}
- host: {command: execute, when: changed, run: [echo, changed]}
`;
}

function again(name: string): string {
  return `
import: ${name}/start
---
- ${name}-data: {command: create}
- ${name}-web: {command: stop}
- ${name}-web: {command: start}
`;
}
