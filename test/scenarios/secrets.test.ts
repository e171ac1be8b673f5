import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import test from 'ava';
import { commandNames } from '../../src/cli/commands.ts';
import { runCli } from '../support/cli.ts';
import { docker } from '../support/engine.ts';
import { execute, inspect, scenario } from '../support/scenario.ts';

const canary = 'canary-of-8f1b"\'{{x}}&%+/=é';

/** Every way in which the canary could come out. */
const traces = [
  canary,
  'canary-of-8f1b',
  encodeURIComponent(canary),
  Buffer.from(canary).toString('base64').slice(0, -4),
  Buffer.from(`user:${canary}`).toString('base64').slice(8, -4),
];

const unit = (name: string) => `
${name}-web:
  creation:
    image: busybox:stable
    command: [sh, -c, 'echo "$PW"; echo "user:$PW" | base64 -w0; echo; echo "the secret is $PW" >&2; exec sleep 1000']
    stop_signal: SIGKILL
    environment: {PW: {{ PW | json }}}
---
- ${name}-web: {command: start, until: {log: the secret is}}
- ${name}-web: {command: execute, type: in_running, run: [sh, -c, 'echo in "$PW"; echo "$PW" | base64 -w0']}
- ${name}-web: {command: execute, type: temporary, run: [sh, -c, 'echo temporary "$PW"']}
`;

/** What each sub-command is tried with; one that is missing here fails the test. */
const tries: Readonly<Record<string, readonly (readonly string[])[]>> = {
  run: [
    ['--print-unit', 'UNIT/start'],
    ['--json', '--print-unit', 'UNIT/start'],
    ['--print-substitutions', 'UNIT/start'],
    ['--plan', 'UNIT/start'],
    ['--plan', '--json', 'UNIT/purge'],
    ['-v', '-d', 'UNIT/start'],
    ['--json', 'UNIT/start'],
    ['--json', '--recreate', 'UNIT/start'],
    ['UNIT/wrong'],
    ['UNIT/fails'],
    ['--json', 'UNIT/fails'],
    ['UNIT/broken'],
    ['--json', 'UNIT/broken'],
  ],
  status: [['UNIT'], ['--json'], ['--set', 'PW=another', 'UNIT']],
  logs: [['UNIT'], ['--json', 'UNIT/UNIT-web']],
  exec: [
    ['UNIT/UNIT-web', '--', 'true'],
    ['UNIT/nothing', 'true'],
  ],
  graph: [['UNIT/purge'], ['--format', 'mermaid', 'UNIT/start'], ['--json', 'UNIT/start'], ['UNIT/fails']],
  history: [[], ['UNIT'], ['--json', 'UNIT'], ['show', 'LAST'], ['--json', 'show', 'LAST']],
  recover: [[], ['--json', 'UNIT']],
  list: [[], ['--json'], ['--variants']],
  validate: [[], ['--json']],
  env: [[], ['--json']],
  schema: [[]],
  completion: [['bash']],
  init: [],
  help: [['--unit', 'UNIT']],
  version: [[]],
};

/** What comes when all sub-commands have had a container to look at. */
const farewell = [
  ['run', ['UNIT/stop']],
  ['run', ['UNIT/purge']],
] as const;

test.serial('a secret is in no output, file, label or list of processes of any sub-command', async t => {
  const it = scenario(t, unit, name => ({
    'environments/secret.yaml': `PW: !secret ${JSON.stringify(canary)}\n`,
    [`units/${name}/README.md`]: 'A unit with a secret.\n',
    [`units/${name}/wrong.yaml`]: `${name}-web: {creation: {image: busybox:stable, mem_limit: {{ PW | json }}}}\n`,
    [`units/${name}/fails.yaml`]: `{}
---
- host: {command: execute, run: [sh, -c, 'echo "$1" >&2; exit 3', sh, {{ PW | json }}]}
`,
    [`units/${name}/asks.yaml`]: `{}\n---\n---\n- add_argument: {name: --which, choices: [{{ PW | json }}]}\n`,
    [`units/${name}/broken.yaml`]: '{{ PW }}: {{ PW }}: [\n',
  }));
  const outputs: string[] = [];
  let lastRun = 'none yet';
  const all = commandNames.flatMap(name =>
    (tries[name] ?? t.fail(`no try for ${name}`) ?? []).map(words => [name, words] as const),
  );
  for (const [name, words] of [...all, ...farewell]) {
    const args = words.map(word => word.replaceAll('UNIT', it.name).replace('LAST', lastRun));
    const { stdout, stderr } = await runCli([name, '-c', it.configuration, ...args]);
    outputs.push(`${name} ${args.join(' ')}\n${stdout}${stderr}`);
    lastRun = /^[\da-f]{10}(?= )/m.exec(name === 'history' ? stdout : '')?.[0] ?? lastRun;
    if (name === 'logs') t.regex(stdout, /\*\*\*/, 'the secret is in the log');
    if (name === 'run' && args.includes('-d')) await lookAround(outputs, it.name);
  }
  // What shells ask at a keypress: no sub-command that help shows.
  const line = ['run', '-c', it.configuration, `${it.name}/asks`, '--which', ''];
  const completed = await runCli(['complete', 'zsh', ...line]);
  t.regex(completed.stdout, /\*\*\*/, 'the secret is among the choices');
  outputs.push(`complete\n${completed.stdout}${completed.stderr}`);
  outputs.push(
    ...filesIn(it.configuration)
      .filter(file => !file.endsWith('environments/secret.yaml'))
      .map(file => readFileSync(file, 'utf8')),
  );
  for (const output of outputs) {
    t.deepEqual(
      traces.filter(trace => output.includes(trace)),
      [],
      output,
    );
  }
});

/** Writes two halves of a secret with something between them that a terminal does not show. */
const halves = `printf 'a\\033[01;31m%s\\033[m\\033[K%s\\n' dragon- fly-77; printf 'b%s\\000%s\\n' dragon- fly-77; printf 'c%s\\r%s\\n' dragon- fly-77`;

test.serial('a secret that is coloured, or cut by what no terminal shows, is masked as well', async t => {
  const it = scenario(
    t,
    name => `
${name}-web:
  creation:
    image: busybox:stable
    command: [sh, -c, ${JSON.stringify(`${halves}; echo up; sleep 1000`)}]
    stop_signal: SIGKILL
---
- ${name}-web: {command: start, until: {log: up}}
- host: {command: execute, shell: true, run: ${JSON.stringify(halves)}}
`,
    name => ({
      'environments/secret.yaml': 'PW: !secret dragon-fly-77\n',
      [`units/${name}/fails.yaml`]: `import: ${name}/start\n---\n- host: {command: execute, shell: true, run: ${JSON.stringify(`${halves}; exit 3`)}}\n`,
    }),
  );
  const outputs: string[] = [];
  for (const line of [
    'run N/start',
    'run --json N/start',
    'run N/fails',
    'run --json N/fails',
    'logs N',
    'logs --json N',
  ]) {
    const [command = '', ...words] = line.replace('N', it.name).split(' ');
    const { stdout, stderr } = await runCli([command, '-c', it.configuration, ...words]);
    t.regex(stdout + stderr, /a\*\*\*/, `${line}: the secret is in it`);
    outputs.push(stdout, stderr);
  }
  outputs.push(...filesIn(join(it.configuration, '.nua-start')).map(file => readFileSync(file, 'latin1')));
  for (const output of outputs) {
    const drawn = stripVTControlCharacters(
      output.replaceAll(/\\u00([01][\da-f])/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
    );
    t.notRegex(drawn.replaceAll(/(?!\n)\p{Cc}/gu, ''), /dragon-fly/, output);
  }
});

test.serial('a secret reaches the container, and --reveal shows it', async t => {
  const it = scenario(t, unit, () => ({
    'environments/secret.yaml': `PW: !secret ${JSON.stringify(canary)}\n`,
  }));
  await it.succeed('start');
  t.is(await execute(`${it.name}-web`, 'sh', '-c', 'echo "$PW"'), canary);
  const { stdout } = await it.succeed('start', '--print-unit', '--reveal', '--json');
  t.is(JSON.parse(stdout).composition[`${it.name}-web`].creation.environment.PW, canary);
  const { stderr } = await it.succeed('start');
  t.notRegex(stderr, /differs/, 'a masked declaration is no changed one');
  const changed = await it.run('start', '--set', 'PW=another');
  t.regex(changed.stderr, /creation\.environment\.PW: \*\*\* [0-9a-f]{8} -> another/);
});

/** What others on the machine see while the container runs. */
async function lookAround(outputs: string[], unitName: string): Promise<void> {
  const { Config } = await inspect(`${unitName}-web`);
  outputs.push(
    JSON.stringify(Config.Labels),
    execFileSync('ps', ['axww', '-o', 'args'], { encoding: 'utf8' }),
  );
  for (const image of await docker().listImages()) outputs.push(JSON.stringify(image.Labels));
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

test.serial('a short secret is in no label, and of a long one no message shows the beginning', async t => {
  const long = `lark-${'of-the-morning-'.repeat(9)}`;
  const it = scenario(
    t,
    name => `
${name}-web:
  creation: {image: busybox:stable, command: [sleep, '600'], stop_signal: SIGKILL, environment: {PIN: "{{ PIN }}"}}
`,
    name => ({
      'environments/secret.yaml': `PIN: !secret "482"\nLONG: !secret ${long}\n`,
      [`units/${name}/wrong.yaml`]: `${name}-web: {creation: {image: busybox:stable, mem_limit: "{{ LONG }}"}}\n`,
    }),
  );
  await it.succeed('start');
  const { Config } = await inspect(`${it.name}-web`);
  t.true(Config.Env.includes('PIN=482'));
  t.notRegex(JSON.stringify(Config.Labels), /482/);
  t.regex(JSON.stringify(Config.Labels), /creation\.environment\.PIN\W+\*\*\* [\da-f]{8}/);
  const { code, stderr } = await it.run('wrong');
  t.is(code, 3);
  t.regex(stderr, /mem_limit" in .*found "\*\*\*…/);
  t.notRegex(stderr, /lark/);
});
