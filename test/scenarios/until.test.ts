// `until` and `within`: when a started container counts as started, and what is left when it does not.
import { createServer } from 'node:net';
import test from 'ava';
import { request } from 'undici';
import type { JsonObject } from '../../src/core/json.ts';
import { docker } from '../support/engine.ts';
import { actions, execute, exists, freePort, inspect, scenario } from '../support/scenario.ts';

/** What each container does, how it is waited for, and what its log has by then. */
const reached = {
  running: { script: 'sleep 1000', args: { until: 'running' }, log: '' },
  log: {
    script: 'sleep 0.5; echo ready 42 >&2; sleep 1000',
    args: { until: { log: '^ready \\d+$' } },
    log: 'ready 42\n',
  },
  'a line that is its last': {
    script: 'echo ready',
    args: { until: { log: 'ready' } },
    log: 'ready\n',
  },
  'the end': { script: 'sleep 0.5; echo worked', args: { until: 'exited' }, log: 'worked\n' },
  'an end with a code': {
    script: 'sleep 0.5; echo worked; exit 3',
    args: { until: 'exited', exit_code: 3 },
    log: 'worked\n',
  },
  'what takes as long as it takes': {
    script: 'sleep 0.5; echo ready; sleep 1000',
    args: { until: { log: 'ready' }, within: 0 },
    log: 'ready\n',
  },
};

for (const [what, { script, args, log }] of Object.entries(reached)) {
  test(`waits for ${what}`, async t => {
    const it = scenario(t, name => one(name, script, args));
    t.is((await it.succeed('start')).stdout, 'execute host | reached\n');
    t.is((await inspect(`${it.name}-web`)).State.Running, script.endsWith('1000'));
    t.is(await logOf(`${it.name}-web`), log);
  });
}

const lateServer = 'sleep 0.5; httpd -h /etc -p 80; sleep 1000';

test('waits for a port at its own address', async t => {
  const it = scenario(t, name => one(name, lateServer, { until: { port: 80 } }));
  await it.succeed('start');
  t.regex(
    await execute(`${it.name}-web`, 'wget', '-q', '-O', '-', 'http://127.0.0.1/hostname'),
    /^[\da-f]{12}$/,
  );
});

test('waits for a published port', async t => {
  const port = await freePort();
  const startup = { port_bindings: { 80: { HostIp: '127.0.0.1', HostPort: port } } };
  const it = scenario(t, name => one(name, lateServer, { until: { port: 80 } }, { startup }));
  await it.succeed('start');
  t.is((await request(`http://127.0.0.1:${port}/hostname`)).statusCode, 200);
});

test('waits for a port on the network of this machine, and of another container', async t => {
  const [own, shared] = [await freePort(), 80];
  const web = (listen: string, network_mode: string) => ({
    creation: {
      image: 'busybox:stable',
      command: ['sh', '-c', lateServer.replace('80', listen)],
      stop_signal: 'SIGKILL',
    },
    startup: { network_mode },
  });
  const it = scenario(
    t,
    name => `
${name}-net: {creation: {image: busybox:stable, command: sleep 1000, stop_signal: SIGKILL}}
${name}-guest: ${JSON.stringify(web(`${shared}`, `container:${name}-net`))}
${name}-host: ${JSON.stringify(web(`127.0.0.1:${own}`, 'host'))}
---
- ${name}-net: {command: start}
  ${name}-guest: {command: start, until: {port: ${shared}}, within: 20}
  ${name}-host: {command: start, until: {port: ${own}}, within: 20}
- ${name}-net: {command: execute, type: in_running, run: [wget, -q, -O, /dev/null, http://127.0.0.1/hostname]}
`,
  );
  await it.succeed('start');
  t.is((await request(`http://127.0.0.1:${own}/hostname`)).statusCode, 200);
});

const healthcheck = {
  test: ['CMD', 'test', '-e', '/tmp/ready'],
  interval: '200ms',
  timeout: '5s',
  retries: 100,
};

test('waits for health, also unasked where another container depends on it', async t => {
  const web = {
    creation: {
      image: 'busybox:stable',
      command: ['sh', '-c', 'sleep 0.5; touch /tmp/ready; sleep 1000'],
      stop_signal: 'SIGKILL',
      healthcheck,
    },
  };
  const it = scenario(
    t,
    name => `
${name}-asked: ${JSON.stringify(web)}
${name}-needed: ${JSON.stringify(web)}
${name}-needs: ${JSON.stringify({ creation: { image: 'busybox:stable' }, depends_on: [`${name}-needed`] })}
---
- ${name}-asked: {command: start, until: healthy}
- host: {command: execute, run: [echo, "[[.State.Health.Status]](${name}-asked)"]}
- ${name}-needed: {command: start}
- host: {command: execute, run: [echo, "[[.State.Health.Status]](${name}-needed)"]}
`,
  );
  t.is((await it.succeed('start')).stdout, 'execute host | healthy\nexecute host | healthy\n');
});

test('health that nobody depends on is not waited for', async t => {
  const it = scenario(t, name => one(name, 'sleep 1000', {}, { creation: { healthcheck } }));
  await it.succeed('start');
  t.is((await inspect(`${it.name}-web`)).State.Health?.Status, 'starting');
});

/** What each container does after its first line, how it is waited for, and what is said of it then. */
const missed = {
  'ends with a code': { script: 'exit 3', args: { until: { log: 'ready' } }, said: 'ended with exit code 3' },
  'ends before its port': {
    script: 'sleep 0.3',
    args: { until: { port: 80 } },
    said: 'ended with exit code 0',
  },
  'ends with another code': {
    script: 'exit 4',
    args: { until: 'exited', exit_code: 3 },
    said: 'ended with exit code 4',
  },
  'says nothing': {
    script: 'sleep 1000',
    args: { until: { log: 'ready' }, within: 1 },
    said: 'has written no line like "ready" after 1 s',
  },
  'opens no port': {
    script: 'sleep 1000',
    args: { until: { port: 80 }, within: 1 },
    said: 'does not listen on port 80 after 1 s',
  },
  'does not end': {
    script: 'sleep 1000',
    args: { until: 'exited', within: 1 },
    said: 'has not ended after 1 s',
  },
};

for (const [what, { script, args, said }] of Object.entries(missed)) {
  test(`one that ${what} fails its order and is kept`, async t => {
    const it = scenario(t, name => one(name, `echo the reason; ${script}`, args));
    const { code, stdout, stderr } = await it.run('start');
    const web = `${it.name}-web`;
    t.is(code, 1);
    t.is(stdout, '');
    t.true(stderr.includes(`error: start ${web}: container "${web}" ${said}\n`), stderr);
    t.regex(stderr, /start\.yaml:4:\d+\n/);
    t.regex(stderr, /^ {4}the reason$/m);
    t.regex(stderr, new RegExp(`^ {2}hint: .*docker logs ${web}`, 'm'));
    t.regex(stderr, /^not started: execute host$/m);
    t.is((await inspect(web)).State.Running, script === 'sleep 1000');
  });
}

test('one that becomes unhealthy fails at once, with what its check said', async t => {
  const creation = { healthcheck: { test: 'echo no good; exit 1', interval: '200ms', retries: 2 } };
  const it = scenario(t, name => one(name, 'sleep 1000', { until: 'healthy' }, { creation }));
  const { code, stderr } = await it.run('start');
  t.is(code, 1);
  t.true(stderr.includes(`container "${it.name}-web" is unhealthy: no good\n`), stderr);
  t.true((await inspect(`${it.name}-web`)).State.Running);
});

test('health without a check is an error', async t => {
  const it = scenario(t, name => one(name, 'sleep 1000', { until: 'healthy' }));
  const { code, stderr } = await it.run('start');
  t.is(code, 1);
  t.true(stderr.includes(`container "${it.name}-web" has no health check\n`), stderr);
});

test('waiting is ended by an interrupt', async t => {
  const it = scenario(t, name => one(name, 'sleep 1000', { until: { log: 'never' }, within: 0 }));
  const { code, stderr } = await it.interrupt('start', `create ${it.name}-web: done`, 'SIGTERM');
  t.is(code, 143);
  t.regex(stderr, /^not started: .*execute host$/m);
});

test('one that runs and was never ready is waited for by the next run, until it has been ready once', async t => {
  const script = 'echo up; while [ ! -e /tmp/go ]; do sleep 0.05; done; echo ready; sleep 1000';
  const it = scenario(t, name => one(name, script, { until: { log: 'ready' }, within: 1 }));
  const id = `1.${it.name}-web.start`;
  const missed = await it.run('start');
  t.is(missed.code, 1);
  const { steps, finished } = await it.follow('start');
  t.is(finished['exitCode'], 1, 'it is still not ready');
  t.deepEqual(steps.at(-1), { id, action: 'run', reason: 'running, until it is ready' });
  t.like((await it.plan('start')).at(-2), { id, action: 'run', reason: 'running, until it is ready' });
  await execute(`${it.name}-web`, 'touch', '/tmp/go');
  t.is((await it.run('start')).code, 0);
  t.like((await it.follow('start')).steps.at(-2), { id, action: 'skip', reason: 'running, nothing to do' });
});

test('an attached container goes on when it is interrupted', async t => {
  const it = scenario(t, name => one(name, 'echo up; sleep 1000', { attach: true }));
  t.is((await it.interrupt('start', 'up')).code, 130);
  t.true((await inspect(`${it.name}-web`)).State.Running);
});

test('a job that something comes after is waited for', async t => {
  const it = scenario(
    t,
    name => `
${name}-job:
  creation: {image: busybox:stable, command: sh -c "sleep 0.5; exit 2"}
  job: {exit_code: 2}
---
- ${name}-job: {command: start}
- host: {command: execute, run: [echo, "[[.State.Status]](${name}-job)"]}
`,
  );
  t.is((await it.succeed('start')).stdout, 'execute host | exited\n');
});

test('"attach" shows the output and wants exit code 0', async t => {
  const creation = { environment: { CODE: '{{ CODE }}' } };
  const it = scenario(
    t,
    name => one(name, 'echo to stdout; echo to stderr >&2; exit $CODE', { attach: true }, { creation }),
    () => ({ 'environments/default.yaml': 'CODE: 0\n' }),
  );
  const good = await it.succeed('start');
  t.is(good.stdout, `start ${it.name}-web | to stdout\nexecute host | reached\n`);
  t.true(good.stderr.includes(`start ${it.name}-web | to stderr\n`));
  const bad = await it.run('start', '--recreate', '--set', 'CODE=5');
  t.is(bad.code, 1);
  t.is(bad.stdout, `start ${it.name}-web | to stdout\n`);
  t.regex(bad.stderr, /container ".*" ended with exit code 5$/m);
  t.regex(bad.stderr, /^ {4}to stderr$/m);
  t.true(await exists(`${it.name}-web`));
});

test('what the engine refuses to start goes again, what was there before stays', async t => {
  const taken = createServer();
  await new Promise<void>(listening => taken.listen(0, '127.0.0.1', listening));
  t.teardown(() => taken.close());
  const address = taken.address();
  const HostPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const startup = { port_bindings: { 80: { HostIp: '127.0.0.1', HostPort } } };
  const it = scenario(t, name => one(name, 'sleep 1000', {}, { startup }));
  const web = `${it.name}-web`;
  const refused = async (): Promise<void> => {
    const { code, stderr } = await it.run('start');
    t.is(code, 1);
    t.regex(
      stderr,
      new RegExp(`^error: start ${web}: .*(port is already allocated|address already in use)`, 'm'),
    );
    t.regex(stderr, /start\.yaml:4:\d+\n/);
  };
  await refused();
  t.false(await exists(web));

  await it.succeed('create');
  const { Id } = await inspect(web);
  await refused();
  t.is((await inspect(web)).Id, Id);
  await new Promise<unknown>(closed => taken.close(closed));
  await it.succeed('start');
  t.is((await inspect(web)).Id, Id);
});

test('"restart" stops what runs, and starts what does not', async t => {
  const script = 'trap "exit 0" TERM; sleep 0.5; echo up; while :; do sleep 0.1; done';
  const args = { restart: true, timeout: 5, until: { log: 'up' } };
  const it = scenario(t, name => one(name, script, args, { creation: { stop_signal: 'SIGTERM' } }));
  const web = `${it.name}-web`;
  const { steps: first } = await it.follow('start');
  t.deepEqual(actions(first).slice(0, 2), [`run 1.${web}.create`, `run 1.${web}.start`]);
  const { StartedAt } = (await inspect(web)).State;
  const plan = await it.plan('start');
  const { steps } = await it.follow('start');
  t.deepEqual(actions(steps), actions(plan));
  t.deepEqual(actions(steps).slice(0, 2), [`run 1.${web}.stop`, `run 1.${web}.start`]);
  t.not((await inspect(web)).State.StartedAt, StartedAt);
  t.is(await logOf(web), 'up\nup\n', 'what it said before it was restarted does not count');
  await it.succeed('stop');
  t.is((await inspect(web)).State.ExitCode, 0, 'it was asked, not killed');
});

async function logOf(container: string): Promise<string> {
  const log = await docker().getContainer(container).logs({ stdout: true, stderr: true, follow: false });
  // Without a terminal each piece has eight bytes before it, the last four of which are its length.
  const pieces: string[] = [];
  for (let rest = log; rest.length > 8; ) {
    const end = 8 + rest.readUInt32BE(4);
    pieces.push(rest.subarray(8, end).toString());
    rest = rest.subarray(end);
  }
  return pieces.join('');
}

type Sections = { readonly creation?: JsonObject; readonly startup?: JsonObject };

/** A unit with one container that runs a script, with the arguments of its start. */
function one(
  name: string,
  script: string,
  args: JsonObject = {},
  { creation, startup }: Sections = {},
): string {
  const common = { image: 'busybox:stable', stop_signal: 'SIGKILL', command: ['sh', '-c', script] };
  const container = { creation: { ...common, ...creation }, startup: { ...startup } };
  return `
${name}-web: ${JSON.stringify(container)}
---
- ${name}-web: ${JSON.stringify({ command: 'start', ...args })}
- host: {command: execute, run: [echo, reached]}
`;
}
