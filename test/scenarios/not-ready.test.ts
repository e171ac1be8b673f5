// What ends a wait for a started container, and what is told of the container then.
import { randomBytes } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import * as v from 'valibot';
import { EngineError } from '../../src/core/errors.ts';
import { type JsonObject, objectIn } from '../../src/core/json.ts';
import { connect } from '../../src/docker/dockerode.ts';
import { findEndpoint } from '../../src/docker/endpoint.ts';
import type { Docker } from '../../src/docker/engine.ts';
import { awaitCondition } from '../../src/probes/await-condition.ts';
import type { Wait } from '../../src/probes/condition.ts';
import { NotReady } from '../../src/probes/not-ready.ts';
import { until } from '../../src/probes/until.ts';
import { relayTo } from '../support/relay.ts';
import { turns } from '../support/turns.ts';

const endpoint = findEndpoint({ env: process.env });
const docker = connect(endpoint);
const never = new AbortController().signal;
const prefix = `nuatest-wait-${randomBytes(4).toString('hex')}`;
const second = 1_000_000_000;
const turn = turns(4);

/** Writes a line, and becomes another script when it is given one: see `become`. */
const script = 'echo up; while [ ! -e /tmp/next ]; do sleep 0.05; done; . /tmp/next';

/** A check that has no answer until it is given a script. */
const healthcheck = {
  Test: ['CMD-SHELL', 'while [ ! -e /tmp/health ]; do sleep 0.05; done; . /tmp/health'],
  Interval: second / 10,
  Timeout: 100 * second,
  Retries: 1000,
};

/** Creates a container that goes when the test ends; answers its name. */
async function make(t: ExecutionContext, body: JsonObject = {}): Promise<string> {
  await turn(t);
  const name = `${prefix}-${randomBytes(3).toString('hex')}`;
  t.teardown(() => docker.remove(name, { volumes: true, force: true }));
  const common = { Image: 'busybox:stable', Cmd: ['sh', '-c', script], StopSignal: 'SIGKILL' };
  await docker.create(name, { ...common, Healthcheck: healthcheck, ...body });
  return name;
}

async function give(name: string, file: 'next' | 'health', text: string): Promise<void> {
  const write = 'printf "%s" "$1" > /tmp/new && mv /tmp/new "/tmp/$0"';
  const options = { output: () => undefined, signal: never, mark: `${name}-${file}` };
  await docker.exec(name, ['sh', '-c', write, file, text], options);
}

/** Waits for a condition of a container; what is to happen happens when the wait has looked for the first time. */
async function wait(
  name: string,
  condition: unknown,
  happens: (name: string) => Promise<unknown> = async () => undefined,
  {
    engine = docker,
    removesItself = false,
    ...given
  }: Partial<Wait> & { readonly engine?: Docker; readonly removesItself?: boolean } = {},
): Promise<void> {
  const looked = Promise.withResolvers<void>();
  let started = false;
  const watched: Docker = {
    ...engine,
    inspectContainer: async (...of) => {
      const answer = await engine.inspectContainer(...of);
      if (started) looked.resolve();
      return answer;
    },
  };
  const options = { signal: never, within: 60, exitCode: 0, since: undefined, ...given };
  const about = { name, condition: v.parse(until, condition), docker: watched, removesItself };
  const waiting = awaitCondition(about, options, async () => {
    await docker.start(name);
    started = true;
  });
  await Promise.all([waiting, looked.promise.then(() => happens(name))]);
}

/** The same for a container that has ended before the wait looks at it. */
async function waitLate(
  name: string,
  condition: unknown,
  { removesItself = false, ...given }: Partial<Wait> & { readonly removesItself?: boolean } = {},
): Promise<void> {
  const options = { signal: never, within: 60, exitCode: 0, since: undefined, ...given };
  const about = { name, condition: v.parse(until, condition), docker, removesItself };
  await awaitCondition(about, options, async () => {
    const ended = new AbortController();
    const stream = await docker.watch(name, ({ action }) => action === 'die' && ended.abort(), ended.signal);
    await docker.start(name);
    await Promise.allSettled([stream.ended]);
  });
}

/**
 * What comes of an attempt. A busy engine misses about one in thirty times that memory ran out, in its events and in
 * what it says of the container: then nobody can tell it, and it is tried again.
 */
async function seen<T extends { readonly name: string }>(
  said: string,
  attempt: () => Promise<T>,
): Promise<T> {
  for (let missed = 0; ; missed += 1) {
    const made = await attempt();
    if (!said.includes('out of memory') || missed === 4) return made;
    const state = objectIn(await docker.inspectContainer(made.name), 'State');
    if (state['OOMKilled'] === true) return made;
  }
}

const conditions = { healthy: 'healthy', exited: 'exited', log: { log: 'ready' }, port: { port: 80 } };

/** What happens to a container, what is said of it then, and what it has written by then. */
const happenings = {
  dies: {
    happens: (name: string) => give(name, 'next', 'echo dying; exit 3'),
    said: 'ended with exit code 3',
    output: ['up', 'dying'],
    hint: /^look at it: docker logs NAME$/,
  },
  'is killed for want of memory': {
    happens: (name: string) => give(name, 'next', 'exec tail /dev/zero'),
    said: 'ended with exit code 137, out of memory',
    output: ['up'],
    hint: /^look at it: docker logs NAME$/,
  },
  'turns unhealthy': {
    happens: (name: string) => give(name, 'health', 'echo no good; exit 1'),
    said: 'is unhealthy: no good',
    output: ['up'],
    hint: /^look at it: docker logs NAME$/,
  },
  'is removed': {
    happens: (name: string) => docker.remove(name, { volumes: true, force: true }),
    said: 'was removed while it was waited for',
    output: [],
    hint: /^see what happened to it: docker events .*--filter container=NAME$/,
  },
};

for (const [kind, condition] of Object.entries(conditions)) {
  for (const [what, { happens, said, output, hint }] of Object.entries(happenings)) {
    test(`${kind}: one that ${what} is not waited for`, async t => {
      const Healthcheck = { ...healthcheck, Retries: what === 'turns unhealthy' ? 1 : 1000 };
      const { name, error } = await seen(said, async () => {
        const name = await make(t, { Healthcheck, HostConfig: { Memory: 16 << 20, MemorySwap: 16 << 20 } });
        const failing = wait(name, condition, happens, { within: 0 });
        return { name, error: await t.throwsAsync(failing, { instanceOf: NotReady }) };
      });
      t.is(error.message, `container "${name}" ${said}`);
      t.deepEqual(error.output, output);
      t.regex(error.hint?.replace(name, 'NAME') ?? '', hint);
      t.is(error.exitCode, 1);
    });
  }
}

/** How each condition is not met in time. */
const unmet = [
  ['healthy', 'is not healthy after 3 s'],
  ['exited', 'has not ended after 3 s'],
  [{ log: 'ready' }, 'has written no line like "ready" after 3 s'],
  [{ port: 80 }, 'does not listen on port 80 after 3 s'],
] as const;

for (const [condition, said] of unmet) {
  // Alone: the check has to have run by then.
  test.serial(`one that ${said} fails, with what its check says`, async t => {
    const Test = ['CMD-SHELL', 'echo not yet; exit 1'];
    const name = await make(t, { Healthcheck: { ...healthcheck, Test, Interval: second / 20 } });
    const error = await t.throwsAsync(wait(name, condition, undefined, { within: 3 }), {
      instanceOf: NotReady,
    });
    t.is(error.message, `container "${name}" ${said}\nits health check said: not yet`);
    t.deepEqual(error.output, ['up']);
    t.is(error.exitCode, 1);
  });
}

/** How one that is only to run may have ended before anybody looks. */
const ended = [
  ['exit 3', {}, 'ended with exit code 3', 'look at it: docker logs NAME'],
  ['tail /dev/zero', {}, 'ended with exit code 137, out of memory', 'look at it: docker logs NAME'],
  [
    'exit 3',
    { AutoRemove: true },
    'ended with exit code 3',
    'leave out "auto_remove", so that one can look at it',
  ],
] as const;

for (const [end, host, said, hint] of ended) {
  test(`running: one that ${said} at once did not run, ${JSON.stringify(host)}`, async t => {
    const HostConfig = { Memory: 16 << 20, MemorySwap: 16 << 20, ...host };
    const removesItself = 'AutoRemove' in host;
    const { name, error } = await seen(said, async () => {
      const name = await make(t, { Cmd: ['sh', '-c', `echo up; ${end}`], HostConfig });
      const failing = waitLate(name, 'running', { removesItself });
      return { name, error: await t.throwsAsync(failing, { instanceOf: NotReady }) };
    });
    t.is(error.message, `container "${name}" ${said}`);
    t.deepEqual(error.output, 'AutoRemove' in host ? [] : ['up']);
    t.is(error.hint?.replace(name, 'NAME'), hint);
  });
}

test('running: one that has ended well did run, also when it is gone', async t => {
  const Cmd = ['true'];
  await t.notThrowsAsync(waitLate(await make(t, { Cmd }), 'running'));
  await t.notThrowsAsync(
    waitLate(await make(t, { Cmd, HostConfig: { AutoRemove: true } }), 'running', { removesItself: true }),
  );
});

test('exited: the code of one that is gone is known', async t => {
  const name = await make(t, { Cmd: ['sh', '-c', 'exit 3'], HostConfig: { AutoRemove: true } });
  await t.notThrowsAsync(waitLate(name, 'exited', { exitCode: 3 }));
});

/** Ends with 1 twice, and goes on after its third line. */
const third = 'echo >> /tmp/runs; n=$(wc -l < /tmp/runs); echo "run $n"; [ $n -lt 3 ] && exit 1; $0';
const RestartPolicy = { Name: 'on-failure', MaximumRetryCount: 5 };

for (const [condition, then] of [
  [{ log: 'run 3' }, 'sleep 1000'],
  ['exited', 'true'],
] as const) {
  test(`${JSON.stringify(condition)} is waited for while the engine restarts the container`, async t => {
    const name = await make(t, {
      Cmd: ['sh', '-c', third.replace('$0', then)],
      HostConfig: { RestartPolicy },
    });
    await wait(name, condition);
    t.deepEqual(await docker.lastLines(name, 9), ['run 1', 'run 2', 'run 3']);
  });
}

test('one that the engine has given up fails, and how often it was restarted is told', async t => {
  const HostConfig = { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } };
  const name = await make(t, { Cmd: ['sh', '-c', 'echo up; exit 4'], HostConfig });
  const error = await t.throwsAsync(wait(name, { log: 'ready' }, undefined, { within: 0 }));
  t.is(error.message, `container "${name}" ended with exit code 4\nit was restarted 2 times`);
});

/** What makes each condition true. */
const happy = [
  ['healthy', (name: string) => give(name, 'health', 'exit 0')],
  ['exited', (name: string) => give(name, 'next', 'exit 0')],
  [{ log: '^ready$' }, (name: string) => give(name, 'next', 'echo ready; sleep 1000')],
  [{ port: 80 }, (name: string) => give(name, 'next', 'exec httpd -f -p 80')],
] as const;

for (const [condition, happens] of happy) {
  test(`${JSON.stringify(condition)} comes true, and nothing else has to happen`, async t => {
    const name = await make(t);
    await t.notThrowsAsync(wait(name, condition, happens, { within: 0 }));
  });

  test(`${JSON.stringify(condition)} comes true while the engine cannot be reached`, async t => {
    const name = await make(t);
    const relay = await relayTo(t, endpoint);
    const meanwhile = async (): Promise<void> => {
      await relay.cut();
      await happens(name);
      await relay.mend();
    };
    const engine = connect(relay.endpoint);
    await t.notThrowsAsync(wait(name, condition, meanwhile, { within: 0, engine }));
  });

  test(`${JSON.stringify(condition)}: an engine that stays away fails the wait`, async t => {
    const name = await make(t);
    const relay = await relayTo(t, endpoint);
    const engine = connect(relay.endpoint);
    const error = await t.throwsAsync(wait(name, condition, relay.cut, { within: 3, engine }), {
      instanceOf: EngineError,
    });
    t.is(error.exitCode, 4);
    t.regex(error.message, /^no Docker engine answers at unix:/);
  });
}

test('one that dies while the engine cannot be reached fails the wait', async t => {
  const name = await make(t);
  const relay = await relayTo(t, endpoint);
  const meanwhile = async (): Promise<void> => {
    await relay.cut();
    await happenings.dies.happens(name);
    await relay.mend();
  };
  const engine = connect(relay.endpoint);
  const error = await t.throwsAsync(wait(name, 'healthy', meanwhile, { within: 0, engine }));
  t.is(error.message, `container "${name}" ended with exit code 3`);
});

test('an engine that does not answer any more fails the wait', async t => {
  const name = await make(t);
  const relay = await relayTo(t, endpoint);
  const freeze = async (): Promise<void> => relay.freeze();
  const engine = connect(relay.endpoint);
  const error = await t.throwsAsync(wait(name, 'exited', freeze, { within: 3, engine }), {
    instanceOf: EngineError,
  });
  t.is(error.message, 'the Docker engine has not answered for 5 s');
});

test('another container that gets the name is not waited for', async t => {
  const name = await make(t);
  const replaced = async (): Promise<void> => {
    await docker.rename(name, `${name}-former`);
    await docker.create(name, { Image: 'busybox:stable', Cmd: ['echo', 'ready'] });
    await docker.start(name);
    await docker.remove(`${name}-former`, { volumes: true, force: true });
  };
  const error = await t.throwsAsync(wait(name, { log: 'ready' }, replaced, { within: 0 }), {
    instanceOf: NotReady,
  });
  t.is(error.message, `container "${name}" was removed while it was waited for`);
  t.deepEqual(error.output, []);
});
