import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import test from 'ava';
import { runCli } from '../support/cli.ts';
import { withConfiguration } from '../support/configuration.ts';
import { program } from '../support/program-file.ts';

const coloured = '\u001B[31mred\u001B[0m';
const files = {
  'units/web/start.yaml': `# ${coloured}\nweb: {creation: {image: '{{ image }}'}}\n`,
  'units/web/README.md': `# web ${coloured}\n`,
  'services/app/README.md': `# app ${coloured}\n`,
  'environments/default.yaml': 'image: busybox:stable\n',
};

const rendered = `# ${coloured}\nweb: {creation: {image: 'busybox:stable'}}\n`;

for (const [words, answer, text] of [
  [
    ['run', '--print-substitutions', 'web/start'],
    { unit: 'web', command: 'start', text: rendered },
    rendered,
  ],
  [['help', '--unit', 'web'], { unit: 'web', text: `# web ${coloured}\n` }, `# web ${coloured}\n`],
  [['help', '--service', 'app'], { service: 'app', text: `# app ${coloured}\n` }, `# app ${coloured}\n`],
] as const) {
  const [command, ...others] = words;

  test(`${words.join(' ')} with --json answers one object`, async t => {
    const cwd = withConfiguration(t, files);
    const { code, stdout } = await runCli([command, '--json', ...others], { cwd });
    t.is(code, 0);
    t.deepEqual(JSON.parse(stdout), answer);
  });

  test(`${words.join(' ')} leaves a text as it is in a pipe, and steers no terminal with it`, async t => {
    const cwd = withConfiguration(t, files);
    t.is((await runCli(words, { cwd })).stdout, text);
    const line = [process.execPath, program, ...words].join(' ');
    const { stdout } = await promisify(execFile)('script', ['-qec', line, '/dev/null'], { cwd });
    t.is(stdout.replaceAll('\r\n', '\n'), text.replace(coloured, 'red'));
  });
}

test('what an order takes, as one object', async t => {
  const { code, stdout } = await runCli(['help', '--json', '--order', 'stop']);
  t.is(code, 0);
  const { arguments: taken, ...others } = JSON.parse(stdout);
  t.deepEqual(others, {
    order: 'stop',
    help: 'stop the container; skipped when it is not running',
    on: 'container',
  });
  t.deepEqual(taken[1], { name: 'wait', help: 'seconds to sleep after the order', required: false });
});

test('a list of nothing has no line', async t => {
  const cwd = withConfiguration(t, {});
  for (const words of [[], ['--units'], ['--variants'], ['--services']]) {
    t.deepEqual(await runCli(['list', ...words], { cwd }), { code: 0, stdout: '', stderr: '' });
  }
});
