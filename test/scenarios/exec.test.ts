// Commands in running containers: on pipes byte for byte, on a terminal as if one sat before the container.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import { docker } from '../support/engine.ts';
import { openPane, type PaneOptions } from '../support/pane.ts';
import { ensureProgram } from '../support/program.js';
import { program } from '../support/program-file.ts';
import { execute, type Scenario, scenario } from '../support/scenario.ts';

test.before(() => ensureProgram('tmux', ['-V']));

const sleeping = (name: string) =>
  `${name}: {creation: {image: "busybox:stable", command: [sleep, "1000"], stop_signal: SIGKILL}}\n`;

async function started(t: ExecutionContext): Promise<Scenario> {
  const it = scenario(t, sleeping);
  await it.succeed('start');
  return it;
}

test('a megabyte goes in and comes out byte for byte, with the end of input', async t => {
  const it = await started(t);
  const bytes = randomBytes(1_000_000);
  const { code, stdout, stderr } = await exec(it, ['--', 'cat'], bytes);
  t.is(code, 0);
  t.true(stdout.equals(bytes));
  t.is(stderr.length, 0);
});

test('two outputs, each as it is, and the exit code', async t => {
  const it = await started(t);
  const both = 'head -c 300000 /dev/zero; head -c 300001 /dev/zero >&2; printf "\\377\\r\\n"; exit 7';
  const { code, stdout, stderr } = await exec(it, ['sh', '-c', both]);
  t.is(code, 7);
  t.true(stdout.equals(Buffer.concat([Buffer.alloc(300_000), Buffer.from([255, 13, 10])])));
  t.true(stderr.equals(Buffer.alloc(300_001)));
});

test('words behind the container are the command, with -- or without', async t => {
  const it = await started(t);
  const show = 'for it; do echo "<$it>"; done';
  for (const words of [
    ['--', 'sh', '-c', show],
    ['sh', '-c', show],
  ]) {
    const { stdout } = await exec(it, [...words, '-', '-l', '--', '--json', '-T', 'a  b']);
    t.is(stdout.toString(), '<-l>\n<-->\n<--json>\n<-T>\n<a  b>\n');
  }
});

test('user, directory, variables', async t => {
  const it = await started(t);
  const options = ['-u', 'nobody', '-w', '/tmp', '--env', 'A=b c', '--env', 'GIVEN', '--env', 'NOT_THERE'];
  const script = 'id -un; pwd; echo "$A $GIVEN"; env | grep -c NOT_THERE; tty';
  const { stdout } = await exec(it, ['--', 'sh', '-c', script], undefined, options, { GIVEN: 'from here' });
  t.is(stdout.toString(), 'nobody\n/tmp\nb c from here\n0\nnot a tty\n');
});

test('a command that ends before its input does, and one that is not there', async t => {
  const it = await started(t);
  const { code, stdout } = await exec(it, ['head', '-c', '3'], Buffer.alloc(5_000_000, 'a'));
  t.deepEqual([code, stdout.toString()], [0, 'aaa']);
  const missing = await exec(it, ['no-such-program']);
  t.is(missing.code, 126);
  t.regex(`${missing.stdout}${missing.stderr}`, /executable file not found/);
});

test('a container that is not running, one that is not there, and none', async t => {
  const it = scenario(t, sleeping);
  const absent = await exec(it, ['true']);
  t.deepEqual(
    [absent.code, absent.stderr.toString()],
    [1, `error: there is no container "${it.name}"\n  hint: make it: nua-start run ${it.name}/start\n`],
  );
  await it.succeed('create');
  const created = await exec(it, ['true']);
  t.deepEqual(
    [created.code, created.stderr.toString()],
    [
      1,
      `error: container "${it.name}" is not running: it is created\n  hint: nua-start run ${it.name}/start\n`,
    ],
  );
  await it.succeed('start');
  await it.succeed('pause');
  t.regex(
    (await exec(it, ['true'])).stderr.toString(),
    /it is paused\n {2}hint: nua-start run \S+\/unpause\n$/,
  );
  t.is((await exec(it, [])).code, 2);
  t.is((await exec({ ...it, name: `${it.name}x` }, ['true'])).code, 2);
});

test('interrupted, it leaves nothing behind in the container', async t => {
  const it = await started(t);
  const child = begin(it, ['sh', '-c', 'echo begun; sleep 987']);
  child.stdin.end();
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  t.is(code, 130);
  t.notRegex(await execute(it.name, 'ps'), /987/);
});

test('a reader that has had enough ends the command, too', async t => {
  const it = await started(t);
  const child = begin(it, ['yes', 'much']);
  child.stdin.end();
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const [code] = await once(child, 'close');
  t.is(code, 141);
  t.notRegex(await execute(it.name, 'ps'), /yes much/);
});

test('on a terminal: a shell with its own, keys as they are, the size as it changes', async t => {
  const it = await started(t);
  const pane = await open(t, it, ['sh'], { columns: 90, rows: 20 });
  await pane.until(screen => screen.endsWith('#'));
  await pane.press('tty; stty size\n');
  await pane.until(screen => /^\/dev\/pts\/\d+\n20 90$/m.test(screen));
  await pane.press('sleep 1000\n');
  await pane.until(screen => screen.endsWith('sleep 1000'));
  await pane.press('C-c');
  await pane.until(screen => /\^C\n.*#$/.test(screen));
  await pane.resize(70, 15);
  // The size arrives some time after the window has it.
  await pane.press('until [ "$(stty size)" = "15 70" ]; do usleep 10000; done; echo resi""zed\n');
  await pane.until(screen => /^resized$/m.test(screen));
  await pane.press('exit 9\n');
  t.is((await pane.ended()).code, 9);
});

test('the terminal is as before, however it ends', async t => {
  const it = await started(t);
  const pane = await open(t, it, ['sh', '-c', 'stty raw -echo; echo ready; sleep 1000']);
  await pane.until(screen => screen.includes('ready'));
  await docker().getContainer(it.name).kill();
  t.is((await pane.ended()).code, 137);
  // What is typed now is shown, as by a terminal that is not raw.
  await pane.press('typed');
  await pane.until(screen => screen.endsWith('typed'));
});

test('without a terminal where none is wanted', async t => {
  const it = await started(t);
  const pane = await open(t, it, ['tty'], { options: ['-T'] });
  const { history, code } = await pane.ended();
  t.deepEqual([history, code], ['not a tty', 1]);
});

/** With what goes in, if anything; and what comes out, as bytes. */
async function exec(
  it: Scenario,
  words: readonly string[],
  input = Buffer.alloc(0),
  options: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const child = begin(it, words, options, env);
  // A command that reads no more closes its end.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    buffer(child.stdout),
    buffer(child.stderr),
    once(child, 'close'),
  ]);
  return { code, stdout, stderr };
}

function begin(
  { configuration, name }: Scenario,
  words: readonly string[],
  options: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
) {
  const args = [program, 'exec', '-c', configuration, ...options, `${name}/${name}`, ...words];
  return spawn(process.execPath, args, { env: { ...process.env, NO_COLOR: '1', ...env }, stdio: 'pipe' });
}

function open(
  t: ExecutionContext,
  { configuration, name }: Scenario,
  words: readonly string[],
  { options = [], ...pane }: Partial<PaneOptions> & { readonly options?: readonly string[] } = {},
) {
  return openPane(t, ['exec', ...options, `${name}/${name}`, '--', ...words], {
    cwd: configuration,
    ...pane,
  });
}
