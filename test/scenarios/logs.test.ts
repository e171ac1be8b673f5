// What containers wrote, and what they go on writing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { runCli } from '../support/cli.ts';
import { docker } from '../support/engine.ts';
import { openPane } from '../support/pane.ts';
import { ensureProgram } from '../support/program.js';
import { program } from '../support/program-file.ts';
import { execute, type Scenario, scenario } from '../support/scenario.ts';

test.before(() => ensureProgram('tmux', ['-V']));

const shell = (script: string, more = '') =>
  `{creation: {image: "busybox:stable", command: [sh, -c, '${script}'], stop_signal: SIGKILL${more}}}`;

/** The worker writes its second line after what `a` writes, and its first before that. */
const byTurns = (name: string) => `
${name}-a: ${shell('echo one; echo two >&2; exec sleep 1000')}
${name}-worker: ${shell('echo three; exec sleep 1000')}
---
- ${name}-a: {command: start, until: {log: two}}
- ${name}-worker: {command: start, until: {log: three}}
- ${name}-a: {command: execute, type: in_running, run: [sh, -c, 'echo four > /proc/1/fd/1']}
- ${name}-worker: {command: execute, type: in_running, run: [sh, -c, 'echo five > /proc/1/fd/1']}
`;

test('lines come by time, each stream to its own, behind names of one width', async t => {
  const it = scenario(t, byTurns);
  await it.succeed('start');
  const { code, stdout, stderr } = await logs(it, it.name);
  t.is(code, 0);
  t.deepEqual(lines(it, stdout), [
    'UNIT-a      | one',
    'UNIT-worker | three',
    'UNIT-a      | four',
    'UNIT-worker | five',
  ]);
  t.deepEqual(lines(it, stderr), ['UNIT-a      | two']);

  const last = await logs(it, '--tail', '1', `${it.name}/${it.name}-a`);
  t.deepEqual([lines(it, last.stdout), last.stderr], [['UNIT-a | four'], '']);
  const data = (await logs(it, '--json', it.name)).stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  const all = data.map(({ container, stream, line }) =>
    `${container} ${stream} ${line}`.replace(it.name, 'UNIT'),
  );
  // In which order the engine notes what comes at once by two streams is its own affair.
  t.deepEqual(all.slice(0, 2).sort(), ['UNIT-a stderr two', 'UNIT-a stdout one']);
  t.deepEqual(all.slice(2), ['UNIT-worker stdout three', 'UNIT-a stdout four', 'UNIT-worker stdout five']);
  const { time } = data[2];
  t.regex(time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z$/);
  const since = await logs(it, '--timestamps', '--since', time, it.name);
  t.is(lines(it, since.stdout)[0], `UNIT-worker | ${time} three`);
  t.is(lines(it, since.stdout).length, 3);
  t.is((await logs(it, '--since', '0s', it.name)).stdout, '');
  t.is(lines(it, (await logs(it, '--since', '1h', it.name)).stdout).length, 4);
});

test('a line of any length is one, also with times', async t => {
  const it = scenario(
    t,
    name => `
${name}: {creation: {image: "busybox:stable", command: [sh, -c, "head -c 40000 /dev/zero | tr '\\\\0' x; echo; echo end"]}}
---
- ${name}: {command: start, until: exited}
`,
  );
  await it.succeed('start');
  t.deepEqual(lines(it, (await logs(it, it.name)).stdout), [`UNIT | ${'x'.repeat(40_000)}`, 'UNIT | end']);
  const { stdout } = await logs(it, '--timestamps', it.name);
  t.regex(stdout.split('\n')[0] ?? '', /^\S+ \| \S+Z x{40000}$/);
});

test('what was written to a terminal', async t => {
  const it = scenario(
    t,
    name => `
${name}: {creation: {image: "busybox:stable", tty: true, command: [sh, -c, 'echo one; echo two >&2; printf "three "']}}
---
- ${name}: {command: start, until: exited}
`,
  );
  await it.succeed('start');
  const { stdout, stderr } = await logs(it, it.name);
  t.deepEqual([lines(it, stdout), stderr], [['UNIT | one', 'UNIT | two', 'UNIT | three '], '']);
});

test('followed until all have ended, through a restart', async t => {
  const it = scenario(
    t,
    name => `
${name}-a: ${shell('echo begun; exec sleep 1000')}
${name}-b: ${shell('echo other; exec sleep 1000')}
---
- ${name}-a: {command: start, until: {log: begun}}
- ${name}-b: {command: start, until: {log: other}}
`,
  );
  await it.succeed('start');
  const [a, b] = [docker().getContainer(`${it.name}-a`), docker().getContainer(`${it.name}-b`)];
  const following = follow(it, it.name);
  await following.until('begun', 1);
  await following.until('other', 1);
  await execute(`${it.name}-a`, 'sh', '-c', 'echo more > /proc/1/fd/1');
  await following.until('more', 1);
  await b.kill();
  await a.restart({ t: 0 });
  await following.until('begun', 2);
  await a.kill();
  const { code, stdout, stderr } = await following.ended;
  t.deepEqual([code, stderr], [0, '']);
  t.deepEqual(
    stdout
      .trim()
      .split('\n')
      .map(line => line.replace(/^\S+ \| /, ''))
      .sort(),
    ['begun', 'begun', 'more', 'other'],
    'nothing is told twice',
  );
});

test('nothing runs: what was written, and the end', async t => {
  const it = scenario(
    t,
    name => `${name}: ${shell('echo one')}\n---\n- ${name}: {command: start, until: exited}\n`,
  );
  const none = await logs(it, '-f', it.name);
  t.is(none.code, 1);
  t.true(
    none.stderr.startsWith(
      `error: there is no container of unit "${it.name}"\n  hint: make it: nua-start run`,
    ),
    none.stderr,
  );
  await it.succeed('start');
  const { code, stdout } = await logs(it, '-f', it.name);
  t.deepEqual([code, lines(it, stdout)], [0, ['UNIT | one']]);
});

test('a log that nobody keeps hides no other one', async t => {
  const it = scenario(
    t,
    name => `
${name}-a: ${shell('echo one')}
${name}-b: {creation: {image: "busybox:stable", command: [echo, two]}, startup: {log_config: {Type: none}}}
---
- ${name}-a: {command: start, until: exited}
- ${name}-b: {command: start, until: exited}
`,
  );
  await it.succeed('start');
  for (const options of [[], ['-f']]) {
    const { code, stdout, stderr } = await logs(it, ...options, it.name);
    t.deepEqual([code, lines(it, stdout)], [1, ['UNIT-a | one']]);
    t.regex(stderr, /^warning: the log of container "\S+-b" cannot be read: .*not support reading\n$/);
  }
});

test('a reader that has had enough ends it', async t => {
  const it = scenario(t, name => `${name}: ${shell('while echo line; do usleep 10000; done')}\n`);
  await it.succeed('start');
  const { child, ended } = follow(it, it.name);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  t.is((await ended).code, 0);
});

test('on a terminal each name has its colour, none with NO_COLOR; Ctrl-C ends it without a word', async t => {
  const it = scenario(t, byTurns);
  await it.succeed('start');
  const args = ['logs', '-f', it.name];
  const pane = await openPane(t, args, { cwd: it.configuration });
  await pane.until(screen => ['four', 'five'].every(word => screen.includes(word)));
  await pane.press('C-c');
  const { history, code } = await pane.ended();
  t.is(code, 130);
  t.deepEqual(
    history
      .replace(/\^C/, '')
      .trim()
      .split('\n')
      .map(line => line.replace(/^\S+ +\| /, ''))
      .filter(line => line !== '')
      .sort(),
    ['five', 'four', 'one', 'three', 'two'],
  );
  const styled = await pane.styled();
  t.regex(styled, new RegExp(`\\u001B\\[36m${it.name}-a +\\|`));
  t.regex(styled, new RegExp(`\\u001B\\[33m${it.name}-worker +\\|`));
  const plain = await openPane(t, ['logs', it.name], { cwd: it.configuration, env: { NO_COLOR: '1' } });
  await plain.ended();
  t.false((await plain.styled()).includes('\u001B'));
});

function logs({ configuration }: Scenario, ...args: readonly string[]) {
  return runCli(['logs', '-c', configuration, ...args]);
}

/** `logs -f`, which is looked at while it runs. */
function follow({ configuration }: Scenario, name: string) {
  const child = spawn(process.execPath, [program, 'logs', '-c', configuration, '-f', name], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let seen = '';
  child.stdout.on('data', chunk => {
    seen += chunk;
  });
  const closed = once(child, 'close');
  const error = text(child.stderr);
  return {
    child,
    until: async (word: string, times: number): Promise<void> => {
      const signal = AbortSignal.timeout(60_000);
      while (seen.split(word).length <= times) await once(child.stdout, 'data', { signal });
    },
    ended: closed.then(async ([code]) => ({ code, stdout: seen, stderr: await error })),
  };
}

function lines({ name }: Scenario, output: string): readonly string[] {
  return output.replaceAll(name, 'UNIT').split('\n').slice(0, -1);
}
