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

test('200 units are no burden: a completion takes four times as long as among two, at most', async t => {
  const text = 'web: {creation: {image: a}}\n---\n- web: {command: start, variants: [dev]}\n';
  const configurationOf = (count: number): string => {
    const units = Array.from(
      { length: count },
      (_, index) => [`units/unit${index}/start.yaml`, text] as const,
    );
    return withConfiguration(t, Object.fromEntries(units));
  };
  const timeIn = async (cwd: string, word: string): Promise<number> => {
    const start = performance.now();
    const { stdout } = await runCli(['complete', 'bash', 'run', word], { cwd });
    t.true(stdout.includes('unit1/start'));
    return performance.now() - start;
  };
  const [few, many] = [configurationOf(2), configurationOf(200)];
  await timeIn(many, 'unit1');
  const ratios: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const least = await timeIn(few, 'unit1/start:');
    ratios.push((await timeIn(many, 'unit1/start:')) / least);
  }
  t.log(ratios.map(ratio => ratio.toFixed(2)).join(', '));
  t.true(Math.min(...ratios) < 4);
});
