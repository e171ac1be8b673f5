import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { OrderError } from '../../src/core/errors.ts';
import { shell } from '../../src/host/shell.ts';

type Options = {
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  readonly said?: (line: string) => void;
};

async function run(command: readonly string[], { cwd = '/', signal, said }: Options = {}) {
  const lines: string[] = [];
  const code = await shell.run(command, {
    cwd,
    variables: { GIVEN: 'yes' },
    signal: signal ?? new AbortController().signal,
    output: (stream, line) => {
      lines.push(`${stream}: ${line}`);
      said?.(line);
    },
  });
  return { code, lines };
}

test('output comes line by line, named by its stream, the last line also without an end', async t => {
  t.deepEqual(await run(['sh', '-c', 'printf "one\\ntwo"']), {
    code: 0,
    lines: ['stdout: one', 'stdout: two'],
  });
  t.deepEqual(await run(['sh', '-c', 'echo bad >&2; exit 3']), { code: 3, lines: ['stderr: bad'] });
});

test('a command sees the variables that are given beside those of this process', async t => {
  const { lines } = await run(['sh', '-c', 'echo $GIVEN; test -n "$PATH" && echo too']);
  t.deepEqual(lines, ['stdout: yes', 'stdout: too']);
});

test('words are words: nothing is taken for shell', async t => {
  t.deepEqual((await run(['echo', '$HOME', 'a  b', '*', ';'])).lines, ['stdout: $HOME a  b * ;']);
});

test('it runs in its directory, with nothing to read', async t => {
  const directory = directoryOf(t);
  t.deepEqual((await run(['sh', '-c', 'pwd; cat'], { cwd: directory })).lines, [`stdout: ${directory}`]);
});

test('a command that a signal ended has 128 and its number', async t => {
  t.is((await run(['sh', '-c', 'kill -9 $$'])).code, 137);
  t.is((await run(['sh', '-c', 'kill -15 $$'])).code, 143);
});

test('a command or a directory that is not there', async t => {
  const command = await t.throwsAsync(run(['no-such-command-here']), { instanceOf: OrderError });
  t.is(command?.message, 'cannot run "no-such-command-here" on this machine: there is no such command');
  const directory = await t.throwsAsync(run(['true'], { cwd: '/no/such/directory' }), {
    instanceOf: OrderError,
  });
  t.is(directory?.message, 'cannot run "true": the directory /no/such/directory does not exist');
  const plain = join(directoryOf(t), 'plain');
  writeFileSync(plain, 'text', { mode: 0o644 });
  const file = await t.throwsAsync(run([plain]), { instanceOf: OrderError });
  t.is(file?.message, `cannot run "${plain}" on this machine: permission denied`);
});

test('on abort the command ends, and what it started', async t => {
  const controller = new AbortController();
  // What holds on to the output keeps the run from ending.
  t.timeout(20_000);
  const running = run(['sh', '-c', 'sleep 100 & echo begun; wait'], {
    signal: controller.signal,
    said: () => controller.abort(),
  });
  t.deepEqual(await running, { code: 143, lines: ['stdout: begun'] });
});

test('a signal that has aborted before ends it at once', async t => {
  t.is((await run(['sleep', '60'], { signal: AbortSignal.abort() })).code, 143);
});

test('a command does not outlive this program, whatever it traps', async t => {
  const pipe = join(directoryOf(t), 'pipe');
  execFileSync('mkfifo', [pipe]);
  const script = `trap '' INT TERM; exec 3>${pipe}; echo up; sleep 20; echo survived >&3`;
  const program = `
    import { shell } from ${JSON.stringify(import.meta.resolve('../../src/host/shell.ts'))};
    const output = (_, line) => process.stdout.write(line, () => process.exit(7));
    const signal = new AbortController().signal;
    await shell.run(['sh', '-c', ${JSON.stringify(script)}], { cwd: '/', output, signal });
  `;
  const said = readFile(pipe, 'utf8');
  const ended = await run([process.execPath, '--input-type=module', '-e', program]);
  t.deepEqual(ended, { code: 7, lines: ['stdout: up'] });
  t.is(await said, '');
});

test.serial('nothing is left on this program when its commands have ended', async t => {
  const [listeners, most] = [process.listenerCount('exit'), process.getMaxListeners()];
  await Promise.all(Array.from({ length: 12 }, () => run(['true'])));
  t.deepEqual([process.listenerCount('exit'), process.getMaxListeners()], [listeners, most]);
});

function directoryOf(t: ExecutionContext): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'nua-start-test-')));
  t.teardown(() => rmSync(directory, { recursive: true }));
  return directory;
}
