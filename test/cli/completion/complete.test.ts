// What shells ask at a keypress, without a shell.
import test from 'ava';
import { runCli } from '../../support/cli.ts';
import { completionFiles } from '../../support/completion-rows.ts';
import { withConfiguration } from '../../support/configuration.ts';

test('zsh and fish are told what a word is for, in a line', async t => {
  const cwd = withConfiguration(t, completionFiles);
  const { stdout } = await runCli(['complete', 'zsh', 'run', 'a/start', '--l'], { cwd });
  t.is(stdout, '--level\thow much of it\n');
  const { stdout: kinds } = await runCli(['complete', 'fish', 'help', '--order', 'unp'], { cwd });
  t.regex(kinds, /^unpause\t\S[^\n]*\n$/);
});

for (const words of [
  ['run', 'broken/start:'],
  ['run', 'broken/start', '-'],
  ['run', '-e', 'none', 'a/start:'],
  ['run', '--set', 'wrong', 'a/start:'],
  ['run', '/etc:', ''],
  ['-c', '/nowhere', 'run', ''],
  ['run', '-e', 'nowhere/'],
  ['--nothing', '='],
  [],
]) {
  test(`nothing goes wrong at "${words.join(' ')}"`, async t => {
    const cwd = withConfiguration(t, completionFiles);
    const { code, stderr } = await runCli(['complete', 'bash', ...words], { cwd });
    t.deepEqual([code, stderr], [0, '']);
  });
}

test('no directory at all is no fault', async t => {
  const { code, stdout, stderr } = await runCli(['complete', 'bash', 'run', ''], {
    cwd: '/',
    env: { HOME: '/nowhere' },
  });
  t.deepEqual([code, stdout, stderr], [0, '', '']);
});

test('a secret among the choices is not told', async t => {
  const cwd = withConfiguration(t, {
    'environments/default.yaml': 'word: !secret canary\n',
    'units/a/start.yaml':
      'web: {creation: {image: a}}\n---\n[]\n---\n- add_argument: {name: w, choices: [{{ word }}, other]}\n',
  });
  const { stdout } = await runCli(['complete', 'bash', 'run', 'a/start', ''], { cwd });
  t.is(stdout, '***\nother\n');
});

test('for people it is no sub-command', async t => {
  const { stdout } = await runCli(['--help']);
  t.false(/\bcomplete\b/.test(stdout.replaceAll('completion', '')));
  const { stderr } = await runCli(['nothing']);
  t.false(/'complete'/.test(stderr));
});

test('200 units are no burden: ten times the aim of 100 ms at most', async t => {
  const text = 'web: {creation: {image: a}}\n---\n- web: {command: start, variants: [dev]}\n';
  const units = Array.from({ length: 200 }, (_, index) => [`units/unit${index}/start.yaml`, text] as const);
  const cwd = withConfiguration(t, Object.fromEntries(units));
  const times: number[] = [];
  for (const word of ['unit1', ...Array<string>(5).fill('unit1/start:')]) {
    const start = performance.now();
    const { stdout } = await runCli(['complete', 'bash', 'run', word], { cwd });
    times.push(performance.now() - start);
    t.true(stdout.includes('unit1/start'));
  }
  t.log(`${times.map(Math.round).join(', ')} ms`);
  t.true(Math.min(...times.slice(1)) < 1000);
});
