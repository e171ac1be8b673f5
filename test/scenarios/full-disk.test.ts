// What nua-start does when it can write no more: its output, its state.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { isObject } from '../../src/core/json.ts';
import { runCli } from '../support/cli.ts';
import { program } from '../support/program-file.ts';
import { exists, type Scenario, scenario } from '../support/scenario.ts';

type Ending = { readonly code: unknown; readonly stdout: string; readonly stderr: string };

/** A line of a shell in which $0 is this node and $1 the program. */
async function inShell(line: string, it?: Scenario): Promise<Ending> {
  const words = [
    '-c',
    line,
    process.execPath,
    program,
    ...(it ? [it.configuration, `${it.name}/start`] : []),
  ];
  try {
    return {
      code: 0,
      ...(await promisify(execFile)('sh', words, { env: { ...process.env, NO_COLOR: '1' } })),
    };
  } catch (error) {
    if (!isObject(error)) throw error;
    return { code: error['code'], stdout: String(error['stdout']), stderr: String(error['stderr']) };
  }
}

const unit = (name: string): string => `
${name}-web: {creation: {image: busybox:stable, command: [sleep, '600'], stop_signal: SIGKILL}}
---
- host: {command: execute, run: [echo, said]}
- ${name}-web: {command: start}
- host: {command: execute, shell: true, run: 'i=0; while [ $i -lt 60 ]; do i=$((i+1)); printf "%2000s\\n" $i; done'}
- host: {command: execute, run: [echo, last]}
`;

const unwritten = (stream: string): RegExp =>
  new RegExp(
    `^error: not all could be written to ${stream}: ENOSPC: no space left on device, write\n  hint: `,
    'm',
  );

test('a listing that cannot be written fails, one that nobody wants to read does not', async t => {
  const full = await inShell('"$0" "$1" list > /dev/full');
  t.is(full.code, 1);
  t.regex(full.stderr, unwritten('stdout'));
  t.notRegex(full.stderr, /\bat \S+:\d/, 'no stack');
  const it = scenario(t, unit);
  const pipe = `${it.configuration}/pipe`;
  const closed = await inShell(
    `mkfifo ${pipe}; { read -r _ < ${pipe}; "$0" "$1" list; echo "ended with $?" >&2; } | { exec < /dev/null; echo closed > ${pipe}; }`,
  );
  t.is(closed.stderr, 'ended with 0\n');
  t.is((await inShell('"$0" "$1" list 2> /dev/full')).code, 0, 'where nothing is said');
  t.is((await inShell('"$0" "$1" nonsense 2> /dev/full')).code, 2);
});

for (const stream of ['stdout', 'stderr'] as const) {
  test(`a run whose ${stream} is full goes on to its end, and ends with 1`, async t => {
    const it = scenario(t, unit);
    const { code, stderr } = await inShell(
      `"$0" "$1" run -c "$2" "$3" ${stream === 'stdout' ? '>' : '2>'} /dev/full`,
      it,
    );
    t.is(code, 1);
    if (stream === 'stdout') t.regex(stderr, unwritten('stdout'));
    t.true(await exists(`${it.name}-web`));
    const { stdout } = await runCli(['history', '-c', it.configuration, '--json']);
    t.like(JSON.parse(stdout).runs[0], { state: 'done', exitCode: 0 });
  });
}

test('a command in a container whose output cannot be written fails, too', async t => {
  const it = scenario(t, unit);
  await it.succeed('start');
  const line = `"$0" "$1" exec -c "$2" ${it.name}/${it.name}-web yes > /dev/full`;
  const { code, stderr } = await inShell(line, it);
  t.is(code, 1, stderr);
  t.regex(stderr, unwritten('stdout'));
});

test('a run whose state is full stops, says why, and the next one goes on', async t => {
  const it = scenario(t, unit);
  t.is((await runCli(['history', '-c', it.configuration])).code, 0);
  // The program ends with an error at the limit instead of by SIGXFSZ.
  const { code, stderr } = await inShell('trap "" XFSZ; ulimit -f 200; exec "$0" "$1" run -c "$2" "$3"', it);
  t.is(code, 1, stderr);
  t.regex(
    stderr,
    /^error: (execute host: )?the state of nua-start cannot be read or written: .+\n(.+\n)* {2}hint: see whether its disk is full/m,
  );
  t.notRegex(stderr, /nua-start itself failed/);
  t.regex(stderr, /^not started: /m);
  const next = await it.run('start');
  t.is(next.code, 0, next.stderr);
  t.regex(next.stdout, /^execute host \| last$/m);
  t.true(await exists(`${it.name}-web`));
});

test('a state that is full cannot be ignored, nor hides why a step failed', async t => {
  const fill = 'i=0; while [ $i -lt 12 ]; do i=$((i+1)); printf "%9999s\\n" $i; done; exit 3';
  for (const tolerance of ['ignore_failure: true, retries: 2', 'timeout: 60']) {
    const it = scenario(
      t,
      () => `
{}
---
- host: {command: execute, shell: true, ${tolerance}, run: '${fill}'}
- host: {command: execute, run: [echo, last]}
`,
    );
    t.is((await runCli(['history', '-c', it.configuration])).code, 0);
    const { code, stdout, stderr } = await inShell(
      'trap "" XFSZ; ulimit -f 200; exec "$0" "$1" run -c "$2" "$3"',
      it,
    );
    t.is(code, 1, stderr);
    t.regex(stderr, /^error: the state of nua-start cannot be read or written: /m);
    t.regex(stderr, /^not started: /m);
    t.notRegex(stdout, /last/);
    if (tolerance.startsWith('timeout')) t.regex(stderr, /^error: execute host: .*exit code 3/m);
  }
});

test('a state that cannot be read stops a run, and what only looks does without', async t => {
  const it = scenario(t, unit);
  await it.succeed('create');
  writeFileSync(
    join(it.configuration, '.nua-start', 'state.db'),
    'no database at all, but long enough for a head '.repeat(99),
  );
  const run = await it.run('start');
  t.is(run.code, 1);
  t.regex(
    run.stderr,
    /^error: the state in .*state\.db cannot be opened: file is not a database\n {2}hint: /m,
  );
  for (const line of ['run --plan N/start', 'graph N/start']) {
    const [command = '', ...words] = line.replace('N', it.name).split(' ');
    const { code, stdout, stderr } = await runCli([command, '-c', it.configuration, ...words]);
    t.is(code, 0, stderr);
    t.regex(stdout, /start/);
    t.regex(stderr, /^warning: the state in .*state\.db cannot be opened: file is not a database/m);
  }
  t.is((await runCli(['status', '-c', it.configuration, it.name])).code, 0);
});
