import test from 'ava';
import { parseArguments } from '../../src/cli/arguments.ts';
import { commandNames, loadCommands } from '../../src/cli/commands.ts';
import { runCli } from '../support/cli.ts';

const env = { COLUMNS: '80' };

test('help lists every command, and fits in 80 columns', async t => {
  const { code, stdout } = await runCli(['-h'], { env });
  t.is(code, 0);
  const [, list = ''] = /\ncommands:\n(.*?)\n\n/s.exec(stdout) ?? [];
  t.deepEqual(
    list.split('\n').map(line => line.trim().split(' ')[0]),
    commandNames,
  );
  t.deepEqual(tooWide(stdout), []);
});

test("run's help begins with what to run, then what changes nothing; what all commands take comes last", async t => {
  const { stdout } = await runCli(['run', '-h'], { env });
  t.true(stdout.startsWith('usage: nua-start run [OPTION]... UNIT/COMMAND[:VARIANT]... [WORD]...\n'), stdout);
  t.deepEqual(stdout.match(/^\S.*:$/gm), [
    'what to run:',
    'look, and change nothing:',
    'how it is run:',
    'values for the templates of unit files:',
    'the Docker engine:',
    'with every command:',
    'examples:',
  ]);
});

for (const { name, examples = [] } of await loadCommands()) {
  test(`the help of ${name} fits in 80 columns`, async t => {
    const { code, stdout } = await runCli([name, '-h'], { env });
    t.is(code, 0);
    t.deepEqual(tooWide(stdout), []);
  });

  for (const [words] of examples) {
    test(`an example in the help: ${words}`, async t => {
      const [program, ...argv] = words.split(' ');
      t.is(program, 'nua-start');
      const { command } = await parseArguments(argv, '0');
      t.is(command.name, name);
    });
  }
}

function tooWide(text: string): readonly string[] {
  return text.split('\n').filter(line => line.length > 80);
}
