// One run of a unit at a time, what its journal tells, and how it is interrupted.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { isObject } from '../../src/core/json.ts';
import { runCli } from '../support/cli.ts';
import { openPane } from '../support/pane.ts';
import { ensureProgram } from '../support/program.js';
import { program } from '../support/program-file.ts';
import { exists, inspect, type Scenario, scenario } from '../support/scenario.ts';
import { shown } from '../support/shown.ts';

test.before(() => ensureProgram('tmux', ['-V']));

const sleeper = 'image: "busybox:stable", command: [sleep, "1000"], stop_signal: SIGKILL';
const conf = '{{ NUA_CONF }}';
const nuaStart = `${process.execPath} ${program}`;

/** Writes a word into the log of the configuration directory. */
const write = (word: string): string =>
  `- host: {command: execute, shell: true, run: 'echo ${word} >> ${conf}/log'}\n`;

/** Says that it has begun, and ends when the gate is open. */
const waiting = `- host: {command: execute, shell: true, run: 'echo began; while [ -e ${conf}/gate ]; do sleep 0.05; done; echo waited >> ${conf}/log'}\n`;

const long = `{}\n---\n${write('first')}${waiting}${write('last')}`;

test('another run of the unit ends with 5 and tells who has it, or waits', async t => {
  const it = gated(t, () => long);
  const first = begun(it);
  await first.began;
  const refused = await it.run('start');
  t.is(refused.code, 5);
  t.regex(
    shown(it, refused.stderr).join('\n'),
    /^error: unit "NAME" is held by NAME\/start \(process \d+ of \S+, since TIME\)\n {2}hint: wait for its end with --wait 15m, or end it$/,
  );
  t.is((await runCli(['recover', '-c', it.configuration, it.name])).code, 5);
  t.is(
    (await runCli(['recover', '-c', it.configuration])).code,
    0,
    'of all units, one that is worked on is left alone',
  );
  for (const look of [['run', '--plan', `${it.name}/start`], ['history', it.name], ['list']])
    t.is((await runCli([...look.slice(0, 1), '-c', it.configuration, ...look.slice(1)])).code, 0, look[0]);
  const vain = await it.run('start', '--wait', '100ms');
  t.is(vain.code, 5);
  t.regex(vain.stderr, /, also after waiting\n/);
  const args = ['run', '-c', it.configuration, '--wait', '2m', `${it.name}/start`];
  const waits = Promise.withResolvers<void>();
  const second = runCli(args, { watch: text => text.includes(': waiting') && waits.resolve() });
  await waits.promise;
  openGate(it);
  t.is((await first.ended).code, 0);
  const { code, stderr } = await second;
  t.is(code, 0);
  t.regex(
    shown(it, stderr)[0] ?? '',
    /^unit "NAME" is held by NAME\/start \(process \d+ of \S+, since TIME\): waiting$/,
  );
  t.is(log(it), 'first\nwaited\nlast\nfirst\nwaited\nlast\n');
});

test('a run that waits for another one is interrupted', async t => {
  const it = gated(t, () => long);
  const first = begun(it);
  await first.began;
  const args = ['run', '-c', it.configuration, '--wait', '2m', `${it.name}/start`];
  const { code, stderr } = await runCli(args, { interrupt: { signal: 'SIGTERM', after: ': waiting' } });
  t.is(code, 143);
  t.is(stderr.split('\n')[1], 'error: interrupted by SIGTERM');
  openGate(it);
  t.is((await first.ended).code, 0);
});

test("a unit's own command may run its unit, and takes the lock of another one", async t => {
  const nested = (unit: string, command: string): string =>
    `- host: {command: execute, run: [sh, -c, "${nuaStart} run -c ${conf} ${unit}/${command}"]}\n`;
  const it = scenario(
    t,
    name => `{}\n---\n${nested(name, 'inner')}${nested(`${name}-other`, 'start')}${write('outer')}`,
    name => ({
      [`units/${name}/inner.yaml`]: `{}\n---\n${write('inner')}`,
      [`units/${name}-other/start.yaml`]: `{}\n---\n${waiting}`,
      gate: '',
    }),
  );
  const first = begun(it);
  await first.began;
  const refused = await it.ofUnit(`${it.name}-other`).run('start');
  t.is(refused.code, 5);
  t.regex(shown(it, refused.stderr)[0] ?? '', /^error: unit "NAME-other" is held by NAME-other\/start /);
  openGate(it);
  t.is((await first.ended).code, 0);
  t.is(log(it), 'inner\nwaited\nouter\n');
  const { runs } = await history(it);
  t.deepEqual(
    runs.map(({ unit, command }) => `${unit}/${command}`.replace(it.name, 'NAME')),
    ['NAME-other/start', 'NAME/inner', 'NAME/start'],
  );
  t.deepEqual(
    runs.map(({ parent }) => parent),
    [runs[2]?.['run'], runs[2]?.['run'], undefined],
  );
});

test('the history lists runs, and tells one step by step', async t => {
  const it = scenario(
    t,
    () =>
      `{}\n---\n${write('one')}- host: {command: execute, shell: true, run: 'echo oops >&2; exit 3'}\n${write('two')}`,
  );
  t.is((await it.run('start')).code, 1);
  const { stdout } = await runCli(['history', '-c', it.configuration, it.name]);
  const [head, row] = shown(it, stdout);
  t.regex(head ?? '', /^RUN +BEGAN +COMMAND +STATE$/);
  t.regex(row ?? '', /^[\da-f]{10} +TIME +NAME\/start +failed in 0\.0 s, exit code 1$/);
  const { runs } = await history(it);
  const id = String(runs[0]?.['run']);
  const told = await runCli(['history', '-c', it.configuration, 'show', id.slice(0, 6)]);
  t.deepEqual(
    shown(it, told.stdout).map(line => line.replace(id, 'RUN')),
    [
      'NAME/start: failed in 0.0 s, exit code 1',
      'run RUN, began TIME',
      'error: execute host: the command ended with exit code 3: /bin/sh -c echo oops >&2; exit 3',
      '',
      'STEP          STATE   TOOK   REASON',
      'execute host  done    0.0 s  on this machine',
      'execute host  failed  0.0 s  on this machine',
      '',
      'execute host:',
      '  oops',
      'error: execute host: the command ended with exit code 3: /bin/sh -c echo oops >&2; exit 3',
    ],
  );
  const shownAsJson = await show(it, id);
  t.like(shownAsJson, { run: id, state: 'failed', exitCode: 1, plannedSteps: 3 });
  t.like(shownAsJson.steps, [
    { id: '1.host.execute', state: 'done', exitCode: 0 },
    { id: '2.host.execute', state: 'failed', exitCode: 3, output: ['oops'] },
  ]);
  t.is((await runCli(['history', '-c', it.configuration, 'show', 'zzz'])).code, 2);
  t.is((await runCli(['history', '-c', it.configuration, 'nobody'])).code, 2);
  rmSync(join(it.configuration, 'units', it.name), { recursive: true });
  t.is(
    (await runCli(['history', '-c', it.configuration, it.name])).code,
    0,
    'also of a unit that is no more',
  );
});

for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 130],
] as const) {
  test(`${signal}: what runs is ended, what was not begun is listed, "always" is not run`, async t => {
    const it = gated(
      t,
      () =>
        `{}\n---\n${waiting}${write('last')}- host: {command: execute, run: [touch, ${conf}/always], always: true}`,
    );
    const { code, stderr } = await it.interrupt('start', 'began', signal);
    t.is(code, exitCode);
    t.deepEqual(shown(it, stderr), [
      'execute host: failed (0.0 s)',
      `error: interrupted by ${signal}`,
      'not started: execute host (2 times)',
      'NAME/start: interrupted, 1 of 3 steps in 0.0 s',
    ]);
    t.false(existsSync(join(it.configuration, 'always')));
    t.false(existsSync(join(it.configuration, 'log')), 'the command has ended');
    const { runs } = await history(it);
    t.like(runs[0], { state: 'interrupted', exitCode });
  });
}

test('a second SIGHUP is no second wish, a second SIGINT is', async t => {
  const deaf = `- host: {command: execute, shell: true, run: 'trap "touch ${conf}/asked; echo asked" TERM; echo began; while [ ! -e ${conf}/asked ]; do sleep 0.05; done; sleep 0.5; echo end'}\n`;
  const it = scenario(t, () => `{}\n---\n${deaf}`);
  const args = ['run', '-c', it.configuration, `${it.name}/start`];
  const twice = (signal: NodeJS.Signals) =>
    runCli(args, {
      interrupt: [
        { signal, after: 'began' },
        { signal, after: 'asked' },
      ],
    });
  const gone = await twice('SIGHUP');
  t.is(gone.code, 130);
  t.true(gone.stdout.includes('end\n'), gone.stdout);
  rmSync(join(it.configuration, 'asked'));
  const ended = await twice('SIGINT');
  t.is(ended.code, 130);
  t.true(ended.stderr.endsWith('again: ended at once, commands in containers may go on\n'), ended.stderr);
  const { runs } = await history(it);
  t.deepEqual(
    runs.map(({ state }) => state),
    ['died', 'interrupted'],
  );
  const { stderr } = await it.succeed('start');
  t.is(
    shown(it, stderr)[0],
    'going on with the run of TIME, which died with 0 of 1 steps done, in execute host',
  );
});

test('a terminal that is closed counts as Ctrl-C', async t => {
  const it = gated(
    t,
    name => `${name}: {creation: {${sleeper}}}\n---\n- ${name}: {command: start}\n${waiting}`,
  );
  const pane = await openPane(t, ['run', `${it.name}/start`], { cwd: it.configuration });
  await pane.until(screen => screen.includes('began'));
  await pane.close();
  const state = async () => (await history(it)).runs[0];
  // Its end shows in the journal only, as soon as the unit is free.
  const next = await it.run('stop', '--wait', '1m');
  t.is(next.code, 0, next.stderr);
  const { runs } = await history(it);
  t.like(runs[1], { state: 'interrupted', exitCode: 130, error: 'interrupted by SIGHUP' });
  t.like(await state(), { command: 'stop', state: 'done' });
});

test('an interrupted replacement leaves the former container as it was', async t => {
  const unit = (name: string, user: string): string => `
${name}: {creation: {${sleeper}, user: ${user}, healthcheck: {test: "test $(id -u) = 0", interval: 200ms, retries: 1000}}}
---
- ${name}: {command: start, until: healthy}
`;
  const it = scenario(t, name => unit(name, 'root'));
  await it.succeed('start');
  const { Id: former } = await inspect(it.name);
  writeFileSync(join(it.configuration, 'units', it.name, 'start.yaml'), unit(it.name, 'nobody'));
  const args = ['run', '-c', it.configuration, '-v', '--recreate', `${it.name}/start`];
  const { code, stderr } = await runCli(args, {
    interrupt: { signal: 'SIGINT', after: 'until it is ready' },
  });
  t.is(code, 130);
  t.true(stderr.includes(`warning: start ${it.name}: container "${it.name}" is as it was before\n`), stderr);
  const { Id, State } = await inspect(it.name);
  t.deepEqual([Id, State.Running], [former, true]);
  t.is((await runCli(['recover', '-c', it.configuration])).stdout, 'nothing to recover\n');
});

test('an order is tried again, may fail without harm, and cleans up always', async t => {
  const trying = `'echo try >> ${conf}/log; test $(grep -c try ${conf}/log) = 3'`;
  const it = scenario(
    t,
    () => `{}\n---
- host: {command: execute, shell: true, run: ${trying}, retries: 2, retry_delay: 0.01}
- host: {command: execute, run: ["false"], ignore_failure: true}
- host: {command: execute, run: ["false"]}
${write('never')}- host: {command: execute, shell: true, run: 'echo always >> ${conf}/log', always: true}
`,
  );
  const { code, stderr, stdout } = await it.run('start', '--json');
  t.is(code, 1);
  t.is(log(it), 'try\ntry\ntry\nalways\n');
  const events = stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
    .filter(isObject)
    .map(({ type, step, line, ignored }) =>
      [type, step, line, ignored].filter(it => it !== undefined).join(' '),
    );
  const again = (number: number): string =>
    `output 1.host.execute failed, try ${number} of 3 in 0.01 s: the command ended with exit code 1`;
  t.deepEqual(
    events.map(event => event.replace(/(exit code 1):.*/, '$1')),
    [
      'started 1.host.execute',
      again(2),
      again(3),
      'done 1.host.execute',
      'started 2.host.execute',
      'failed 2.host.execute true',
      'output 2.host.execute failed, which is ignored: execute host: the command ended with exit code 1',
      'output 2.host.execute hint: correct the command, or let it end with 0 where that is no failure',
      'started 3.host.execute',
      'failed 3.host.execute',
      'started 5.host.execute',
      'done 5.host.execute',
      'finished',
    ],
  );
  t.true(stderr.includes('not started: execute host\n'), stderr);
  const { runs } = await history(it);
  const { steps } = await show(it, String(runs[0]?.['run']));
  t.deepEqual(
    steps.map(({ id, state }) => `${id} ${state}`),
    ['1.host.execute done', '2.host.execute failed', '3.host.execute failed', '5.host.execute done'],
  );
});

test('what is ignored is told with all that helps to see why', async t => {
  const it = scenario(
    t,
    name => `
${name}-web: {creation: {image: busybox:stable, command: [sh, -c, 'echo dying; exit 3']}}
---
- ${name}-web: {command: start, until: {log: ready}, ignore_failure: true, retries: 1, retry_delay: 0}
`,
  );
  const { stderr } = await it.succeed('start');
  const warning = `warning: start ${it.name}-web:`;
  t.deepEqual(
    stderr.split('\n').filter(line => line.startsWith('warning: ')),
    [
      `${warning} failed, try 2 of 2 now: container "${it.name}-web" ended with exit code 3`,
      `${warning} failed, which is ignored: start ${it.name}-web: container "${it.name}-web" ended with exit code 3`,
      `${warning}   dying`,
      `${warning}   dying`,
      `${warning} hint: look at it: docker logs ${it.name}-web`,
    ],
  );
});

test('a container that was tried twice and died is kept', async t => {
  const it = scenario(
    t,
    name => `
${name}: {creation: {image: "busybox:stable", command: [sh, -c, "exit 9"]}}
---
- ${name}: {command: start, attach: true, retries: 1, retry_delay: 0.01}
`,
  );
  const { code, stderr } = await it.run('start');
  t.is(code, 1);
  t.regex(stderr, /failed, try 2 of 2 in 0\.01 s: .* ended with exit code 9/);
  t.true(await exists(it.name));
});

function gated(t: ExecutionContext, text: (name: string) => string): Scenario {
  return scenario(t, text, () => ({ gate: '' }));
}

/** A run of `start` in the background, which has begun when it waits for the gate. */
function begun({ name, configuration }: Scenario) {
  const began = Promise.withResolvers<void>();
  const args = ['run', '-c', configuration, `${name}/start`];
  const ended = runCli(args, { watch: text => text.includes('began') && began.resolve() });
  return { began: began.promise, ended };
}

function openGate({ configuration }: Scenario): void {
  rmSync(join(configuration, 'gate'));
}

function log({ configuration }: Scenario): string {
  return readFileSync(join(configuration, 'log'), 'utf8');
}

type Told = Readonly<Record<string, unknown>>;

async function history({ configuration }: Scenario): Promise<{ readonly runs: readonly Told[] }> {
  return JSON.parse((await runCli(['history', '-c', configuration, '--json'])).stdout);
}

async function show(
  { configuration }: Scenario,
  run: string,
): Promise<Told & { readonly steps: readonly Told[] }> {
  return JSON.parse((await runCli(['history', '-c', configuration, '--json', 'show', run])).stdout);
}
