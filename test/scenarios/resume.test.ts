// A run that is killed, and what the next one makes of it.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { runCli } from '../support/cli.ts';
import { writeFiles } from '../support/configuration.ts';
import { docker } from '../support/engine.ts';
import { engineEvent } from '../support/events-of-engine.ts';
import { exists, inspect, type Scenario, scenario } from '../support/scenario.ts';
import { shown } from '../support/shown.ts';

const sleeper = 'image: "busybox:stable", command: [sleep, "1000"], stop_signal: SIGKILL';
const conf = '{{ NUA_CONF }}';
const healthcheck = '{test: "test ! -e /conf/gate", interval: 100ms, retries: 1000}';

/** Goes on for ever where the gate is there when it begins, else writes its name down. */
const gated = (path: string, name: string): string =>
  `'if [ -e ${path}/gate ]; then echo began; while true; do sleep 0.05; done; fi; echo ${name} >> ${path}/log'`;

const write = (name: string): string =>
  `- host: {command: execute, shell: true, run: 'echo ${name} >> ${conf}/log'}`;

/** Two commands, of which only the journal knows, around what is killed, and a container beside. */
const around = (name: string, middle: string): string => `
${name}: {creation: {${sleeper}}, startup: {binds: { ${conf}: /conf }}}
---
${write('first')}
- ${name}: {command: start}
- ${middle}
${write('last')}
`;

const before = [
  'execute host: skipped, done at TIME by the run that died',
  'start NAME: skipped, running, nothing to do',
];
const after = ['execute host: done (0.0 s)', 'NAME/start: done, 4 of 4 steps in 0.0 s'];

test('killed in a command on this machine: it is ended, and run again', async t => {
  const it = withGate(t, name =>
    around(name, `host: {command: execute, shell: true, run: ${gated(conf, 'second')}}`),
  );
  await killAt(t, it, 'began');
  await goesOn(t, it, 'start', [
    'after a run that died: ended a command that was still running on this machine',
    'going on with the run of TIME, which died with 3 of 5 steps done, in execute host',
    ...before,
    'execute host: done (0.0 s)',
    ...after,
  ]);
  t.is(log(it), 'first\nsecond\nlast\n');
});

test('killed in a command in a running container: it is ended without a word, and run again', async t => {
  const it = withGate(t, name =>
    around(
      name,
      `${name}: {command: execute, type: in_running, shell: true, run: ${gated('/conf', 'second')}}`,
    ),
  );
  await killAt(t, it, 'began');
  await goesOn(t, it, 'start', [
    'going on with the run of TIME, which died with 3 of 5 steps done, in execute NAME',
    ...before,
    'execute NAME: done (0.0 s)',
    ...after,
  ]);
  t.is(log(it), 'first\nsecond\nlast\n');
});

test('killed in a command in a helper: that is removed, and the command run again', async t => {
  const it = withGate(t, name =>
    around(name, `${name}: {command: execute, shell: true, run: ${gated('/conf', 'second')}}`),
  );
  await killAt(t, it, 'began');
  await goesOn(t, it, 'start', [
    'after a run that died: removed 1 of its helper containers',
    'going on with the run of TIME, which died with 3 of 5 steps done, in execute NAME',
    ...before,
    'execute NAME: done (0.0 s)',
    ...after,
  ]);
  t.is(log(it), 'first\nsecond\nlast\n');
});

/** A container that is healthy when the gate is open, and what comes after it. */
const healthy = (name: string, more = ''): string => `
${name}: {creation: {${sleeper}, healthcheck: ${healthcheck}${more}}, startup: {binds: { ${conf}: /conf }}}
---
${write('first')}
- ${name}: {command: start, until: healthy}
${write('last')}
`;

test('killed in a wait for health: it is waited for again', async t => {
  const it = withGate(t, name => healthy(name));
  await killWhen(it, await engineEvent(t, it.name, 'start'));
  const { Id: id } = await inspect(it.name);
  await goesOn(t, it, 'start', [
    'going on with the run of TIME, which died with 2 of 4 steps done, in start NAME',
    'execute host: skipped, done at TIME by the run that died',
    'start NAME: done (0.0 s)',
    'execute host: done (0.0 s)',
    'NAME/start: done, 3 of 3 steps in 0.0 s',
  ]);
  t.is((await inspect(it.name)).Id, id);
  t.is(log(it), 'first\nlast\n');
});

test('killed in a replacement: the former container is back, and is replaced again', async t => {
  const it = withGate(t, name => healthy(name));
  openGate(it);
  await it.succeed('start');
  const { Id: former } = await inspect(it.name);
  writeFiles(it.configuration, {
    gate: '',
    [`units/${it.name}/start.yaml`]: healthy(it.name, ', user: root'),
  });
  const args = ['run', '-c', it.configuration, '-v', '--recreate', `${it.name}/start`];
  await runCli(args, { interrupt: { signal: 'SIGKILL', after: 'until it is ready' } });
  t.not((await inspect(it.name)).Id, former);
  const { stdout } = await runCli(['recover', '-c', it.configuration]);
  t.is(shown(it, stdout)[0], 'NAME: container "NAME" is again the one that was to be replaced');
  t.is((await inspect(it.name)).Id, former);
  t.true((await inspect(it.name)).State.Running);
  t.deepEqual(await containersOf(it), [it.name]);
  openGate(it);
  const { stderr } = await it.succeed('start', '--recreate');
  t.deepEqual(shown(it, stderr), [
    'going on with the run of TIME, which died with 2 of 4 steps done, in start NAME',
    'execute host: skipped, done at TIME by the run that died',
    'create NAME: done (0.0 s)',
    'start NAME: done (0.0 s)',
    'execute host: done (0.0 s)',
    'NAME/start: done, 4 of 4 steps in 0.0 s',
  ]);
  t.not((await inspect(it.name)).Id, former);
  t.deepEqual(await containersOf(it), [it.name]);
});

/** Three commands, of which the second waits. */
const three = (): string => `
{}
---
${write('first')}
- host: {command: execute, shell: true, run: ${gated(conf, 'second')}}
${write('last')}
`;

const stop = (): string => `{}\n---\n${write('stop')}\n`;

async function killedInThree(t: ExecutionContext): Promise<Scenario> {
  const it = scenario(t, three, name => ({ gate: '', [`units/${name}/stop.yaml`]: stop() }));
  await killAt(t, it, 'began');
  return it;
}

test('three runs that die one after the other, and the fourth does the rest', async t => {
  const it = await killedInThree(t);
  await killAt(t, it, 'began');
  await killAt(t, it, 'began');
  await goesOn(t, it, 'start', [
    'after a run that died: ended a command that was still running on this machine',
    'going on with the run of TIME, which died with 1 of 3 steps done, in execute host',
    'execute host: skipped, done at TIME by the run that died',
    'execute host: done (0.0 s)',
    'execute host: done (0.0 s)',
    'NAME/start: done, 3 of 3 steps in 0.0 s',
  ]);
  t.is(log(it), 'first\nsecond\nlast\n');
});

const anew = ['execute host: done (0.0 s)', 'execute host: done (0.0 s)', 'execute host: done (0.0 s)'];

test('--fresh begins anew, after bringing order', async t => {
  const it = await killedInThree(t);
  openGate(it);
  t.deepEqual(
    (await it.plan('start', '--fresh')).map(({ action }) => action),
    ['run', 'run', 'run'],
  );
  const { stderr } = await it.succeed('start', '--fresh');
  t.deepEqual(shown(it, stderr), [
    'after a run that died: ended a command that was still running on this machine',
    ...anew,
    'NAME/start: done, 3 of 3 steps in 0.0 s',
  ]);
  t.is(log(it), 'first\nfirst\nsecond\nlast\n');
});

test('after another command of the unit the first one begins anew', async t => {
  const it = await killedInThree(t);
  await it.succeed('stop');
  await beginsAnew(t, it);
  t.is(log(it), 'first\nstop\nfirst\nsecond\nlast\n');
});

test('a unit text that has changed begins anew', async t => {
  const it = await killedInThree(t);
  writeFiles(it.configuration, { [`units/${it.name}/start.yaml`]: three().replace('last', 'end') });
  await it.succeed('stop', '--plan');
  openGate(it);
  const { stderr } = await it.succeed('start');
  t.is(shown(it, stderr)[0], 'after a run that died: ended a command that was still running on this machine');
  t.is(log(it), 'first\nfirst\nsecond\nend\n');
});

test('a run that was interrupted begins anew', async t => {
  const it = scenario(t, three, () => ({ gate: '' }));
  t.is((await it.interrupt('start', 'began')).code, 130);
  await beginsAnew(t, it);
});

test('a run that failed begins anew', async t => {
  const it = scenario(
    t,
    () => three().replace('while true;', 'exit 7; while true;'),
    () => ({
      gate: '',
    }),
  );
  t.is((await it.run('start')).code, 1);
  await beginsAnew(t, it);
});

async function beginsAnew(t: ExecutionContext, it: Scenario): Promise<void> {
  openGate(it);
  const { stderr } = await it.succeed('start');
  t.deepEqual(shown(it, stderr), [...anew, 'NAME/start: done, 3 of 3 steps in 0.0 s']);
}

test('recover says what it did, and finds nothing to do the second time', async t => {
  const it = await killedInThree(t);
  const recover = (...words: readonly string[]) => runCli(['recover', '-c', it.configuration, ...words]);
  const first = await recover();
  t.is(first.code, 0);
  t.is(
    first.stdout.replaceAll(it.name, 'NAME'),
    'NAME: ended a command that was still running on this machine\n',
  );
  t.is(first.stderr, '');
  t.is((await recover()).stdout, 'nothing to recover\n');
  t.is((await recover(it.name)).stdout, `${it.name}: nothing to recover\n`);
  t.deepEqual(JSON.parse((await recover('--json', it.name)).stdout), {
    units: [{ unit: it.name, recovered: [] }],
  });
  const wrong = await recover('nobody');
  t.is(wrong.code, 2);
  t.is(wrong.stderr, 'error: there is no unit "nobody"\n  hint: "nua-start list" shows what there is\n');
  await goesOn(t, it, 'start', [
    'going on with the run of TIME, which died with 1 of 3 steps done, in execute host',
    'execute host: skipped, done at TIME by the run that died',
    'execute host: done (0.0 s)',
    'execute host: done (0.0 s)',
    'NAME/start: done, 3 of 3 steps in 0.0 s',
  ]);
});

test('recover of a unit removes its helpers only', async t => {
  const helper = (name: string): string => `
${name}: {creation: {${sleeper}}}
---
- ${name}: {command: create}
- ${name}: {command: execute, run: [sh, -c, "echo began; sleep 1000"]}
`;
  const it = scenario(t, helper, name => ({ [`units/${name}-2/start.yaml`]: helper(`${name}-2`) }));
  await killAt(t, it, 'began');
  await killAt(t, { ...it, ...it.ofUnit(`${it.name}-2`) }, 'began');
  const recover = (...words: readonly string[]) => runCli(['recover', '-c', it.configuration, ...words]);
  t.is((await recover(it.name)).stdout, `${it.name}: removed 1 of its helper containers\n`);
  t.is((await recover()).stdout, `${it.name}-2: removed 1 of its helper containers\n`);
  t.is((await containersOf(it)).length, 2);
  for (const name of await containersOf(it)) t.true(await exists(name));
  await docker().getContainer(`${it.name}-2`).remove({ force: true });
});

function withGate(t: ExecutionContext, text: (name: string) => string): Scenario {
  return scenario(t, text, () => ({ gate: '' }));
}

function openGate({ configuration }: Scenario): void {
  rmSync(join(configuration, 'gate'));
}

function log({ configuration }: Scenario): string {
  return readFileSync(join(configuration, 'log'), 'utf8');
}

/** SIGKILL once it has written a text. */
async function killAt(t: ExecutionContext, it: Pick<Scenario, 'interrupt'>, text: string): Promise<void> {
  const { code, stderr } = await it.interrupt('start', text, 'SIGKILL');
  t.is(code, undefined, stderr);
}

/** SIGKILL as soon as something has happened. */
async function killWhen(
  { name, configuration }: Scenario,
  { happened }: Awaited<ReturnType<typeof engineEvent>>,
): Promise<void> {
  const end = new AbortController();
  const args = ['run', '-c', configuration, `${name}/start`];
  const run = runCli(args, { signal: end.signal, stopBy: 'SIGKILL' });
  await happened;
  end.abort();
  await run;
}

/** The plan and the next run say what had been done; that run then does the rest. */
async function goesOn(
  t: ExecutionContext,
  it: Scenario,
  command: string,
  said: readonly string[],
): Promise<void> {
  openGate(it);
  const planned = await it.plan(command);
  const goingOn = (lines: readonly string[]) => lines.filter(line => line.startsWith('going on'));
  const ahead = await it.succeed(command, '--plan');
  t.deepEqual(goingOn(shown(it, ahead.stderr)), goingOn(said), 'a plan says so, too');
  const graph = await runCli(['graph', '-c', it.configuration, '--json', `${it.name}/${command}`]);
  t.deepEqual(JSON.parse(graph.stdout), JSON.parse((await it.succeed(command, '--plan', '--json')).stdout));
  t.deepEqual(goingOn(shown(it, graph.stderr)), goingOn(said));
  const { stderr } = await it.succeed(command);
  t.deepEqual(shown(it, stderr), said);
  const steps = said.filter(line => /: (skipped, |done \()/.test(line));
  t.deepEqual(
    planned.map(({ action }) => action),
    steps.map(line => (line.includes(': skipped') ? 'skip' : 'run')),
  );
  const skipped = planned.filter(({ action }) => action === 'skip').map(({ reason }) => reason);
  t.deepEqual(
    skipped.map(reason => shown(it, reason)[0]),
    steps.flatMap(line => line.split(': skipped, ')[1] ?? []),
  );
}

async function containersOf({ name }: Scenario): Promise<readonly string[]> {
  const filters = { label: [`nua-start.config`] };
  const all = await docker().listContainers({ all: true, filters });
  return all
    .flatMap(({ Names, Labels }) =>
      Labels['nua-start.unit']?.startsWith(name) ? (Names[0]?.slice(1) ?? '') : [],
    )
    .sort();
}
