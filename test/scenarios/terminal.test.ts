// What a run looks like on a terminal: a real one (tmux), with the real engine behind it.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { runCli } from '../support/cli.ts';
import { docker } from '../support/engine.ts';
import { largeLayer, type Send, startImageRegistry } from '../support/image-registry.ts';
import { openPane, type Pane, type PaneOptions } from '../support/pane.ts';
import { ensureProgram } from '../support/program.js';
import { ownProgram } from '../support/program-file.ts';
import { type Scenario, scenario } from '../support/scenario.ts';

test.before(() => ensureProgram('tmux', ['-V']));

/** A container, a command that waits for the test, and one more. */
const shop = (name: string) => `
${name}: {creation: {image: "busybox:stable", command: [sleep, "1000"], stop_signal: SIGKILL}}
---
- ${name}: {command: start}
- host:
    command: execute
    shell: true
    run: 'echo one; echo two >&2; ${waiting}; printf "50 %%\\r\\033[31mthree\\033[0m\\n"'
- host: {command: execute, run: [echo, end]}
`;

const quick = '- host: {command: execute, run: ["true"]}\n';

/** Goes on when the test opens the gate, and when the test's directory is gone. */
const waiting = 'while [ -e gate ]; do sleep 0.05; done';

test.serial(
  'steps live: what ended above, what runs with its last lines, what waits; then all as lines',
  async t => {
    const it = gated(t, shop);
    const pane = await run(t, it, []);
    const ended = [
      '✔ create nuatest-XXXXXXXX   0.0 s  needed by start nuatest-XXXXXXXX: missing',
      '✔ start nuatest-XXXXXXXX    0.0 s  not started yet',
    ];
    t.deepEqual(lines(await pane.until(screen => screen.includes('two\n'))), [
      ...ended,
      '~ execute host                     on this machine',
      '  │ one',
      '  │ two',
      '· execute host',
      '  2 of 4 steps, 2 left, N s',
    ]);
    openGate(it);
    const { history, code, cursorVisible } = await pane.ended();
    t.deepEqual(lines(history), [
      ...ended,
      '✔ execute host              0.0 s  on this machine',
      '  │ one',
      '  │ two',
      '  │ three',
      '✔ execute host              0.0 s  on this machine',
      '  │ end',
      'nuatest-XXXXXXXX/start: done, 4 of 4 steps in 0.0 s',
    ]);
    t.is(code, 0);
    t.true(cursorVisible);
  },
);

test.serial('a failure beside a step that goes on', async t => {
  const it = gated(
    t,
    name => `
${name}: {creation: {image: "busybox:stable", command: [sh, -c, "echo oops >&2; exit 3"]}}
---
- ${name}: {command: create}
- ${name}: {command: start, attach: true}
  host: {command: execute, shell: true, run: 'echo before; ${waiting}; echo after'}
- host: {command: execute, run: [echo, never]}
`,
  );
  const pane = await run(t, it, []);
  const failed = ['✖ start nuatest-XXXXXXXX    0.0 s  failed', '  │ oops'];
  const screen = lines(await pane.until(text => text.includes('✖') && text.includes('before')));
  t.deepEqual(screen.slice(1), [
    ...failed,
    '~ execute host                     on this machine',
    '  │ before',
    '· execute host  not begun',
    '  2 of 4 steps, N s',
  ]);
  openGate(it);
  const { history, code, cursorVisible } = await pane.ended();
  t.deepEqual(lines(history).slice(1), [
    ...failed,
    '✔ execute host              0.0 s  on this machine',
    '  │ before',
    '  │ after',
    'error: start nuatest-XXXXXXXX: container "nuatest-XXXXXXXX" ended with exit code 3',
    '  units/nuatest-XXXXXXXX/start.yaml:5:31',
    '    5 | - nuatest-XXXXXXXX: {command: start, attach: true}',
    '      |                               ^^^^^',
    '    oops',
    '  hint: look at it: docker logs nuatest-XXXXXXXX',
    'not started: execute host',
    'nuatest-XXXXXXXX/start: failed, 3 of 4 steps (2 done, 1 failed) in 0.0 s',
  ]);
  t.is(code, 1);
  t.true(cursorVisible);
});

test.serial('Ctrl-C: what runs is ended, and the terminal is left in order', async t => {
  const it = gated(t, shop);
  const pane = await run(t, it, []);
  await pane.until(screen => screen.includes('two\n'));
  await pane.press('C-c');
  const { history, code, cursorVisible } = await pane.ended();
  t.deepEqual(lines(history).slice(2), [
    '✖ execute host              0.0 s  interrupted',
    '  │ one',
    '  │ two',
    'error: interrupted by SIGINT',
    'not started: execute host',
    'nuatest-XXXXXXXX/start: interrupted, 3 of 4 steps (2 done, 1 failed) in 0.0 s',
  ]);
  t.is(code, 130);
  t.true(cursorVisible);
});

test.serial(
  'Ctrl-C says what it waits for; a second one ends at once and shows the cursor again',
  async t => {
    const it = gated(t, () => command(`trap "" TERM; echo deaf; ${waiting}`));
    const pane = await run(t, it, []);
    await pane.until(screen => screen.includes('deaf'));
    await pane.press('C-c');
    const screen = await pane.until(text => text.includes('interrupted'));
    t.true(screen.includes('· interrupted: waiting for what still runs (Ctrl-C again ends at once)'), screen);
    await pane.press('C-c');
    const { code, cursorVisible } = await pane.ended();
    t.is(code, 130);
    t.true(cursorVisible);
  },
);

test.serial('200 steps on a terminal of 24 lines', async t => {
  const slow = command(`${'echo line;'.repeat(9)} echo last; ${waiting}`);
  const it = gated(t, () => quick.repeat(99) + slow + quick.repeat(100));
  const pane = await run(t, it, []);
  const screen = lines(await pane.until(text => text.includes('│ last')));
  t.deepEqual(screen.slice(-13), [
    '~ execute host          on this machine',
    ...Array.from({ length: 4 }, () => '  │ line'),
    '  │ last',
    ...Array.from({ length: 5 }, () => '· execute host'),
    '· 95 more steps',
    '  99 of 200 steps, 101 left, N s',
  ]);
  t.is(screen.length, 23);
  openGate(it);
  const done = '✔ execute host   0.0 s  on this machine';
  t.deepEqual(lines((await pane.ended()).history), [
    ...Array.from({ length: 100 }, () => done),
    ...Array.from({ length: 9 }, () => '  │ line'),
    '  │ last',
    ...Array.from({ length: 100 }, () => done),
    'nuatest-XXXXXXXX/start: done, 200 of 200 steps in 0.0 s',
  ]);
});

test.serial('a narrow terminal, and one that changes its size', async t => {
  const long = 'a long line '.repeat(8).trimEnd();
  // The screen is full: what is at its top leaves it when lines become longer.
  const it = gated(t, () => quick.repeat(12) + command(`echo ${long}; ${waiting}`));
  const pane = await run(t, it, [], { columns: 40, rows: 10 });
  const shown = async (tail: string): Promise<readonly string[]> =>
    lines(await pane.until(screen => lines(screen).join('\n').endsWith(tail))).slice(-3);
  const [first] = await shown('  │ a long line a long line a long li…\n  12 of 13 steps, 1 left, N s');
  t.regex(first ?? '', /^~ execute host {2,}on this machine$/);
  await pane.resize(20, 10);
  const [narrow] = await shown('  │ a long line a…\n  12 of 13 steps,…');
  t.regex(narrow ?? '', /^~ execute host {2}.{1,3}…$/);
  await pane.resize(120, 30);
  await shown(`  │ ${long}\n  12 of 13 steps, 1 left, N s`);
  openGate(it);
  // What tmux pushed out of the screen while it was narrow nobody can erase: rows of the moving part may stay behind.
  const kept = lines((await pane.ended()).history).filter(line => !line.startsWith('~'));
  t.deepEqual(
    kept.slice(0, 12),
    Array.from({ length: 12 }, () => '✔ execute host  0.0 s  on this machine'),
  );
  t.deepEqual(kept.slice(-3), [
    '✔ execute host  0.0 s  on this machine',
    `  │ ${long}`,
    'nuatest-XXXXXXXX/start: done, 13 of 13 steps in 0.0 s',
  ]);
});

test.serial('output that is longer than is kept back comes at once, all of it, in order', async t => {
  const it = gated(t, () => command(`for i in $(seq 150); do echo line $i; done; ${waiting}; echo end`));
  const pane = await run(t, it, []);
  await pane.until(screen => screen.includes('execute host │ line 150\n'));
  openGate(it);
  const { history } = await pane.ended();
  t.deepEqual(lines(history), [
    ...Array.from({ length: 150 }, (_, index) => `execute host │ line ${index + 1}`),
    'execute host │ end',
    '✔ execute host   0.0 s  on this machine',
    'nuatest-XXXXXXXX/start: done, 1 of 1 step in 0.0 s',
  ]);
});

test.serial('a stdout that is a file gets what commands write there, and the screen the rest', async t => {
  const it = gated(t, shop);
  const file = join(it.configuration, 'out');
  const pane = await run(t, it, [], { stdout: file });
  await pane.until(screen => screen.includes('two\n'));
  openGate(it);
  t.deepEqual(lines((await pane.ended()).history).slice(2), [
    '✔ execute host              0.0 s  on this machine',
    '  │ two',
    '✔ execute host              0.0 s  on this machine',
    'nuatest-XXXXXXXX/start: done, 4 of 4 steps in 0.0 s',
  ]);
  t.is(readFileSync(file, 'utf8'), 'execute host | one\nexecute host | three\nexecute host | end\n');
});

test.serial('a step that the plan did not foresee is shown with the reason', async t => {
  const it = scenario(
    t,
    name => `
${name}: {creation: {image: "busybox:stable", command: [sleep, "1000"], stop_signal: SIGKILL}}
---
- host: {command: execute, run: [docker, rm, -f, ${name}]}
- ${name}: {command: start}
`,
  );
  await it.succeed('create');
  const pane = await run(t, it, []);
  const { history, code } = await pane.ended();
  t.deepEqual(lines(history), [
    '✔ execute host             0.0 s  on this machine',
    '  │ nuatest-XXXXXXXX',
    '✔ create nuatest-XXXXXXXX   0.0 s  changed since the plan: needed by start nuatest-XXXXXXXX: missing',
    '✔ start nuatest-XXXXXXXX   0.0 s  not started yet',
    'nuatest-XXXXXXXX/start: done, 3 of 3 steps in 0.0 s',
  ]);
  t.is(code, 0);
});

test.serial('what builds say is seen while they run; with -v it stays', async t => {
  const it = gated(
    t,
    name =>
      `{${name}: {build: {path: image, tag: ${name}}}}\n---\n- ${name}: {command: build, nocache: true}\n`,
    { 'image/Dockerfile': 'FROM busybox:stable\nRUN echo hello; sleep 4\n' },
  );
  const pane = await run(t, it, []);
  await pane.until(screen => screen.includes('  │ hello'));
  t.deepEqual(lines((await pane.ended()).history), [
    '✔ build nuatest-XXXXXXXX   0.0 s  image missing',
    'nuatest-XXXXXXXX/start: done, 1 of 1 step in 0.0 s',
  ]);
  const { history } = await (await run(t, it, ['-v'])).ended();
  t.regex(history, /^✔ build .*\n {2}│ Step 1\/\d+ : FROM busybox:stable\n/);
  t.true(history.includes('\n  │ hello\n'), history);
});

test.serial('a pull has a bar with bytes and a rate', async t => {
  const { send, go } = held();
  const registry = await startImageRegistry([{ name: 'large', layer: largeLayer(8_000_000), send }]);
  t.teardown(() => registry.close());
  const it = scenario(t, name => pulling(name, `${registry.address}/large:1`));
  t.teardown(() => docker().getImage(`${registry.address}/large:1`).remove({ force: true }));
  const pane = await run(t, it, [], { columns: 100 });
  const bar = /^. pull nuatest-XXXXXXXX {2,}(\d+ s)? {2}━+╸?─+ {2}[\d.]+ [kM]B of 8\.0 MB, [\d.]+ [kM]B\/s$/;
  const screen = await pane.until(text => bar.test(lines(text)[0]?.replace('~', '.') ?? ''));
  t.deepEqual(lines(screen).slice(1), ['· execute host', '  0 of 2 steps, 2 left, N s']);
  await pane.resize(40, 24);
  await pane.until(text => /^. pull \S+ +\d+ s {2}\d/.test(text) && !text.includes('━'));
  go();
  const { history, code } = await pane.ended();
  t.is(code, 0);
  t.true(
    lines(history).some(line => /^✔ pull nuatest-XXXXXXXX /.test(line)),
    history,
  );
});

test.serial('-vv tells each time that bytes of a pulled image or of a base image have come', async t => {
  const images = ['pulled', 'base'].map(name => ({ name, layer: largeLayer(2_000_000) }));
  const registry = await startImageRegistry(images);
  t.teardown(() => registry.close());
  for (const { name } of images)
    t.teardown(() => docker().getImage(`${registry.address}/${name}:1`).remove({ force: true }));
  const it = scenario(
    t,
    name => `
{${name}: {creation: {image: "${registry.address}/pulled:1"}}, ${name}-b: {build: {path: image, tag: ${name}}}}
---
- ${name}: {command: pull}
- ${name}-b: {command: build}
`,
    () => ({ 'image/Dockerfile': `FROM ${registry.address}/base:1\nLABEL a=b\n` }),
  );
  const { stderr } = await it.succeed('start', '-vv');
  for (const kind of ['pull', 'build'])
    t.regex(stderr, new RegExp(`^${kind} \\S+ \\| [0-9a-f]{12} Downloading [\\d.]+ k?M?B of 2\\.0 MB$`, 'm'));
});

test.serial('with nothing to do listr2 is not even loaded', async t => {
  const it = scenario(
    t,
    name => `${name}: {creation: {image: "busybox:stable", command: [sleep, "600"], stop_signal: SIGKILL}}\n`,
  );
  const follow = async (directory: string) => {
    const env = { NODE_V8_COVERAGE: join(it.configuration, directory) };
    mkdirSync(env.NODE_V8_COVERAGE);
    const { history } = await (await run(t, it, [], { env, program: ownProgram })).ended();
    const files = readdirSync(env.NODE_V8_COVERAGE).map(file => join(env.NODE_V8_COVERAGE, file));
    return {
      history,
      loaded: files.some(file => readFileSync(file, 'utf8').includes('/node_modules/listr2/')),
    };
  };
  t.true((await follow('first')).loaded);
  const { history, loaded } = await follow('second');
  t.false(loaded);
  t.deepEqual(lines(history), [
    '- start nuatest-XXXXXXXX          skipped, running, nothing to do',
    'nuatest-XXXXXXXX/start: done, 1 of 1 step (1 skipped) in 0.0 s',
  ]);
});

test.serial('colours on a terminal, none with NO_COLOR', async t => {
  const it = gated(t, () => command('exit 3'));
  const styled = async (env: Readonly<Record<string, string>>) => {
    const pane = await run(t, it, [], { env });
    await pane.ended();
    return pane.styled();
  };
  const colored = await styled({});
  t.true(colored.includes('\u001B[31m✖ execute host'), colored);
  t.false((await styled({ NO_COLOR: '1' })).includes('\u001B'));
});

test.serial('a terminal that knows only ASCII', async t => {
  const it = gated(t, () => command(`echo ${'long '.repeat(40)}; ${waiting}`));
  const pane = await run(t, it, [], { env: { LC_ALL: 'C' } });
  const screen = await pane.until(text => text.includes('| long'));
  t.regex(screen, /^[-\\|/] execute host +(\d+ s +)?on this machine\n {2}\| (long )+lo?n?g?~$/);
  openGate(it);
  t.regex((await pane.ended()).history, /^\+ execute host +\d+\.\d s {2}on this machine\n {2}\| long/);
});

test.serial('-q leaves the last line', async t => {
  const it = gated(t, () => command('echo something'));
  const { history } = await (await run(t, it, ['-q'])).ended();
  t.deepEqual(lines(history), ['nuatest-XXXXXXXX/start: done, 1 of 1 step in 0.0 s']);
});

const plain = [
  'execute host | one',
  'execute host | two',
  'execute host: done (0.0 s)',
  'nuatest-XXXXXXXX/start: done, 1 of 1 step in 0.0 s',
];

test.serial('a dumb terminal gets plain lines', async t => {
  const it = gated(t, () => command('echo one; echo two >&2'));
  const pane = await run(t, it, [], { term: 'dumb' });
  const { history } = await pane.ended();
  t.deepEqual(lines(history), plain);
  t.false((await pane.styled()).includes('\u001B'));
});

test.serial('without a terminal plain lines come, also where colours are asked for', async t => {
  const it = gated(t, () => command('echo one; echo two >&2'));
  const args = ['run', '-c', it.configuration, `${it.name}/start`];
  const { code, stdout, stderr } = await runCli(args, { env: { NO_COLOR: undefined, FORCE_COLOR: '1' } });
  t.is(code, 0);
  t.is(stdout, 'execute host | one\n');
  t.deepEqual(lines(stderr.trimEnd()), plain.slice(1));
});

/** A unit that pulls an image and does one thing more. */
function pulling(name: string, image: string): string {
  return `${name}: {creation: {image: "${image}"}}\n---\n- ${name}: {command: pull}\n${quick}`;
}

/** Sends bit by bit, never the last one, and all the rest at once when told to go on. */
function held(): { send: Send; go: () => void } {
  const gate = new AbortController();
  const send: Send = async (content, response) => {
    const bit = Math.ceil(content.length / 200);
    let sent = 0;
    while (!gate.signal.aborted) {
      const end = Math.min(sent + bit, content.length - bit);
      response.write(content.subarray(sent, end));
      sent = end;
      await delay(100, undefined, { signal: gate.signal }).catch(() => {});
    }
    response.end(content.subarray(sent));
  };
  return { send, go: () => gate.abort() };
}

test.serial(
  'plain lines of steps side by side are whole, though each says half a line at a time',
  async t => {
    const it = scenario(
      t,
      name => `
host: {build: {path: .}}
${name}:
  creation:
    image: busybox:stable
    command: [sh, -c, "until [ -e /conf/one ]; do sleep 0.05; done; printf three; touch /conf/three; printf ,four"]
  startup: {binds: {.: /conf}}
---
- ${name}: {command: start, attach: true}
  host:
    command: execute
    shell: true
    run: 'printf one; touch one; until [ -e three ]; do sleep 0.05; done; printf ,two'
`,
    );
    const { stdout } = await it.succeed('start');
    t.deepEqual(lines(stdout.trimEnd()).toSorted(), [
      'execute host | one,two',
      'start nuatest-XXXXXXXX | three,four',
    ]);
  },
);

/** A scenario with the gate closed. What is written may be orders alone. */
function gated(
  t: ExecutionContext,
  write: (name: string) => string,
  files: Readonly<Record<string, string>> = {},
): Scenario {
  const whole = (text: string): string => (text.startsWith('- ') ? `{}\n---\n${text}` : text);
  return scenario(
    t,
    name => whole(write(name)),
    () => ({ gate: '', ...files }),
  );
}

function openGate({ configuration }: Scenario): void {
  rmSync(join(configuration, 'gate'));
}

/** An order to run a script on this machine. */
function command(script: string): string {
  return `- host: {command: execute, shell: true, run: '${script}'}\n`;
}

function run(
  t: ExecutionContext,
  { name, configuration }: Scenario,
  options: readonly string[],
  pane: Partial<PaneOptions> = {},
): Promise<Pane> {
  return openPane(t, ['run', ...options, `${name}/start`], { cwd: configuration, ...pane });
}

/** What is shown, without what differs from run to run: the unit's name, times, and how far the spinner is. */
function lines(text: string): readonly string[] {
  return text
    .replace(/nuatest-[0-9a-f]{8}/g, 'nuatest-XXXXXXXX')
    .replace(/( *)\d+\.\d s/g, someTime)
    .replace(/(\d+ of \d+ steps.*, )\d+ s$/gm, '$1N s')
    .split('\n')
    .map(line => (/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] /.test(line) ? `~${line.slice(1).replace(/ {2}\d+ s /, blank)}` : line));
}

/** As wide as it was in a column, which ends where it ends. */
function someTime(text: string, blanks: string): string {
  return blanks.length > 1 ? '0.0 s'.padStart(text.length) : `${blanks}0.0 s`;
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}
