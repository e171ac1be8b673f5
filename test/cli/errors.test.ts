// What is wrong with a command line is said before any engine is asked.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { promisify } from 'node:util';
import test from 'ava';
import { runCli } from '../support/cli.ts';
import { withConfiguration } from '../support/configuration.ts';
import { program } from '../support/program-file.ts';

const files = {
  'units/web/start.yaml':
    "web: {creation: {image: 'busybox:stable'}}\n---\n- web: {command: start, variants: [app]}\n",
  'units/broken/start.yaml':
    'web: {creation: {image: a}}\n---\n- web: {command: strat}\n- web: {command: stop, tiemout: 5}\n',
  'environments/default.yaml': 'port: 8080\n',
  'environments/prod/values.yaml': 'port: 80\n',
  'wrong/osenv.yaml': 'port: 80\nosenv: {}\n',
  'wrong/list.yaml': '- port: 80\n',
};

/** The words behind `nua-start`, the exit code, and all that is written to stderr; DIR is the configuration directory. */
const cases: readonly [words: string, code: number, stderr: string][] = [
  ['', 2, 'error: the following arguments are required: COMMAND\n  hint: "nua-start -h" shows what it takes'],
  [
    'rnu web/start',
    2,
    "error: argument COMMAND: invalid choice: 'rnu', maybe you meant 'run'? (choose from ALL)\n  hint: \"nua-start -h\" shows what it takes",
  ],
  [
    'run',
    2,
    'error: the following arguments are required: UNIT/COMMAND\n  hint: "nua-start run -h" shows what it takes',
  ],
  [
    'run web',
    2,
    'error: "web" is no UNIT/COMMAND\n  hint: did you mean "web/start"? "nua-start list" shows all',
  ],
  [
    'run wbe:app',
    2,
    'error: "wbe:app" is no UNIT/COMMAND\n  hint: did you mean "web/start:app"? "nua-start list" shows all',
  ],
  ['run other', 2, 'error: "other" is no UNIT/COMMAND\n  hint: "nua-start list" shows all units'],
  [
    'run :',
    2,
    'error: ":" is no UNIT/COMMAND\n  hint: name a unit and its command, as in web/start; "nua-start list" shows all',
  ],
  ['run wbe/start', 2, 'error: unknown unit "wbe" in DIR\n  hint: did you mean "web"?'],
  ['run web/strat', 2, 'error: unknown command "web/strat"\n  hint: did you mean "web/start"?'],
  ['run web/strat:app', 2, 'error: unknown command "web/strat"\n  hint: did you mean "web/start:app"?'],
  [
    'run web/start:ap',
    2,
    'error: no order of web/start carries the variant "ap"\n  hint: did you mean "app"?',
  ],
  [
    'run ../web/start',
    2,
    'error: "../web/start" is no UNIT/COMMAND\n  hint: "nua-start list" shows all units',
  ],
  ['run /etc/start', 2, 'error: "/etc/start" is no UNIT/COMMAND\n  hint: "nua-start list" shows all units'],
  [
    'run web/start word',
    2,
    'error: web/start takes no words, but "word" follows it\n  hint: say only: nua-start run web/start',
  ],
  [
    'run web/start --plan',
    2,
    'error: web/start takes no words, but "--plan" follows it\n  hint: options of nua-start stand before the unit: nua-start run --plan web/start',
  ],
  ['run --pla web/start', 2, 'error: unrecognized arguments: --pla\n  hint: did you mean "--plan"?'],
  [
    'run --jobs 0 web/start',
    2,
    'error: --jobs takes a whole number from 1, found "0"\n  hint: "nua-start run -h" shows what it takes',
  ],
  [
    'run --jobs many web/start',
    2,
    'error: --jobs takes a whole number from 1, found "many"\n  hint: "nua-start run -h" shows what it takes',
  ],
  [
    'run --jobs',
    2,
    'error: argument --jobs: expected one argument\n  hint: "nua-start run -h" shows what it takes',
  ],
  ['run -e prd web/start', 2, 'error: there is no environment "prd"\n  hint: did you mean "prod"?'],
  [
    'run -e default web/start',
    2,
    'error: environments/default.yaml is always read, so it cannot be chosen\n  hint: to choose it, move it to environments/default/',
  ],
  [
    'run -e ./none.yaml web/start',
    2,
    "error: there is no environment file DIR/none.yaml\n  hint: -e takes a file's path, or the name of a set below environments/",
  ],
  [
    'run -e wrong/osenv.yaml web/start',
    3,
    [
      'error: "osenv" is set by nua-start itself',
      '  wrong/osenv.yaml:2:1',
      '    2 | osenv: {}',
      '      | ^^^^^',
      '  hint: choose another name',
    ].join('\n'),
  ],
  [
    'run -e wrong/list.yaml web/start',
    3,
    [
      'error: an environment file is a mapping of names to values; found a list',
      '  wrong/list.yaml:1:1',
      '    1 | - port: 80',
      '      | ^',
      '  hint: write "name: value", one a line',
    ].join('\n'),
  ],
  [
    'run --set port web/start',
    2,
    'error: --set port has no "="\n  hint: write --set KEY=VALUE or --set KEY.INNER=VALUE',
  ],
  [
    'run --set args=1 web/start',
    2,
    'error: --set args=1 names "args", which nua-start sets itself\n  hint: write --set KEY=VALUE or --set KEY.INNER=VALUE',
  ],
  [
    'run -c none web/start',
    2,
    'error: DIR/none, named by -c, is no configuration directory: it holds no "units/"\n  hint: run `nua-start init DIR/none` to make it one, or name another',
  ],
  [
    'run -H nonsense web/start',
    2,
    "error: -H nonsense: a port is required\n  hint: write unix:///var/run/docker.sock or tcp://127.0.0.1:2375; 2375 is Docker's usual port",
  ],
  [
    'run -H tcp://docker.example:2375 web/start',
    2,
    'error: -H tcp://docker.example:2375: unencrypted TCP gives everybody on the way control over that machine\n  hint: reach it over a unix socket, or pass --insecure if the network is yours alone',
  ],
  [
    'run -H unix://DIR/none.sock web/start',
    4,
    [
      'error: no Docker engine answers at unix://DIR/none.sock: there is no such socket',
      '  because: connect ENOENT DIR/none.sock',
      '  hint: start Docker there (systemctl start docker)',
    ].join('\n'),
  ],
  [
    'run --plan -H tcp://127.0.0.1:1 web/start',
    4,
    [
      'error: no Docker engine answers at tcp://127.0.0.1:1: the connection is refused',
      '  because: connect ECONNREFUSED 127.0.0.1:1',
      '  hint: start Docker there (systemctl start docker)',
    ].join('\n'),
  ],
  [
    'run broken/start',
    3,
    [
      'error: unknown order "strat"',
      '  units/broken/start.yaml:3:18',
      '    3 | - web: {command: strat}',
      '      |                  ^^^^^',
      '  hint: did you mean "start"?',
      '',
      'error: unknown field "tiemout" in order "stop"',
      '  units/broken/start.yaml:4:24',
      '    4 | - web: {command: stop, tiemout: 5}',
      '      |                        ^^^^^^^',
      '  hint: did you mean "timeout"? "stop" takes: timeout, wait, variants, retries, retry_delay, ignore_failure, always',
    ].join('\n'),
  ],
  [
    'list --frob',
    2,
    'error: unrecognized arguments: --frob\n  hint: "nua-start list -h" shows what it takes',
  ],
  ['help --order strat', 2, 'error: unknown order "strat"\n  hint: did you mean "start"?'],
  ['help --unit wbe', 2, 'error: there is no README in units/wbe\n  hint: write units/wbe/README.md'],
];

for (const [words, code, stderr] of cases) {
  test.serial(`nua-start ${words}`, async t => {
    const directory = withConfiguration(t, files);
    const answer = await runIn(directory, words);
    t.is(answer.stderr.replaceAll(directory, 'DIR').replace(/(?<=choose from )'.*'/, 'ALL'), `${stderr}\n`);
    t.is(answer.code, code);
    t.is(answer.stdout, '');
  });
}

test.serial('with --json the error is one object on stdout too', async t => {
  const directory = withConfiguration(t, files);
  const { code, stdout } = await runIn(directory, 'run --json broken/start');
  t.is(code, 3);
  t.deepEqual(JSON.parse(stdout.replaceAll(directory, 'DIR')), {
    type: 'finished',
    ok: false,
    exitCode: 3,
    error: {
      message: 'unknown order "strat"',
      faults: [
        {
          file: 'DIR/units/broken/start.yaml',
          line: 3,
          column: 18,
          message: 'unknown order "strat"',
          hint: 'did you mean "start"?',
          code: 'orders',
        },
        {
          file: 'DIR/units/broken/start.yaml',
          line: 4,
          column: 24,
          message: 'unknown field "tiemout" in order "stop"',
          hint: 'did you mean "timeout"? "stop" takes: timeout, wait, variants, retries, retry_delay, ignore_failure, always',
          code: 'orders',
        },
      ],
    },
  });
});

test.serial('-d shows where an error of a unit comes from, and only for nua-start itself', async t => {
  const directory = withConfiguration(t, files);
  t.regex((await runIn(directory, 'run -d broken/start')).stderr, /\n {2}at \S+/);
  t.regex((await runIn(directory, '-d run wbe/start')).stderr, /\n {2}at \S+/);
  t.notRegex((await runIn(directory, 'run web/start -d')).stderr, /\n {2}at \S+/);
});

test.serial('validate --json answers a wrong environment as it answers a wrong unit', async t => {
  const directory = withConfiguration(t, { ...files, 'environments/wrong.yaml': '- port: 80\n' });
  const { code, stdout, stderr } = await runIn(directory, 'validate --json');
  t.is(code, 3);
  t.is(stderr, '');
  const { faults, ...others } = JSON.parse(stdout);
  t.deepEqual(others, { warnings: [] });
  t.like(faults, [{ file: `${directory}/environments/wrong.yaml`, line: 1, code: 'environment' }]);
  t.is(faults.length, 1);
});

test.serial('colours are for the stream that has a terminal', async t => {
  const directory = withConfiguration(t, files);
  const line = `${process.execPath} ${program} validate >found 2>/dev/tty`;
  const env = { ...process.env, TERM: 'xterm', NO_COLOR: '' };
  await t.throwsAsync(promisify(execFile)('script', ['-qec', line, '/dev/null'], { cwd: directory, env }));
  const found = readFileSync(`${directory}/found`, 'utf8');
  t.true(found.startsWith('error: unknown order "strat"\n'), found);
});

test.serial('DOCKER_HOST that names no engine is said to do so', async t => {
  const directory = withConfiguration(t, files);
  const { code, stderr } = await runCli(['run', 'web/start'], {
    cwd: directory,
    env: { DOCKER_HOST: 'tcp://127.0.0.1:1' },
  });
  t.is(code, 4);
  t.true(stderr.includes('or correct or unset DOCKER_HOST, which names it'), stderr);
});

function runIn(cwd: string, words: string) {
  return runCli(words.replaceAll('DIR', cwd).split(' ').filter(Boolean), { cwd });
}

test('a unit that is wrong is told at once, although an engine that says nothing has been asked already', async t => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const asked = once(server, 'connection');
  const { code, stderr } = await runCli(['run', '-H', `tcp://127.0.0.1:${port}`, 'broken/start'], {
    cwd: withConfiguration(t, files),
    env: { NUA_ENGINE_TIMEOUT: '3600' },
  });
  t.is(code, 3);
  t.regex(stderr, /^error: .*strat/);
  await asked;
});
