// A few of the faults that `npm run faults` lets happen, and an engine that goes away within a run. The kills are in
// fault-points.test.ts.
import { randomBytes } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import type { Disturbance } from '../faultruns/points.ts';
import { openRoom, type Room } from '../faultruns/trial.ts';
import { type Case, referenceUnits } from '../faultruns/units.ts';
import { runCli } from '../support/cli.ts';
import { type EngineProxy, openProxy } from '../support/proxy/engine-proxy.ts';
import type { Fault, ProxiedCall } from '../support/proxy/fault.ts';
import { type Scenario, scenario } from '../support/scenario.ts';

/** A call of an undisturbed run, by its method and a part of its path. */
type Point = readonly [method: string, path: string];

/** Disturbs a command of a reference unit at a call, with each of the faults. */
const disturbed = test.macro(
  async (t, about: string, of: Case, [method, path]: Point, faults: readonly Fault[]) => {
    const room = await openRoomFor(t, about);
    const calm = await room.calm(of);
    const number = calm.calls.find(call => call.method === method && call.path.includes(path))?.number;
    if (number === undefined) return t.fail(`no ${method} ${path} in ${calm.calls.map(lineOf).join('\n')}`);
    for (const fault of faults) {
      const disturbance: Disturbance = { at: 'call', number, fault };
      t.deepEqual(await room.disturb(of, calm, disturbance), [], fault.kind);
    }
  },
);

async function openRoomFor(t: ExecutionContext, about: string): Promise<Room> {
  const unit = referenceUnits.find(each => each.about === about);
  if (!unit) throw new TypeError(`there is no reference unit "${about}"`);
  const room = await openRoom(unit, `nuatest-${randomBytes(4).toString('hex')}`);
  t.teardown(() => room.close());
  return room;
}

function lineOf({ method, path }: ProxiedCall): string {
  return `${method} ${path}`;
}

const start: Case = { command: 'start', from: 'nothing' };
const purge: Case = { command: 'purge', from: 'started' };

// One at a time: each runs the program four times.
test.serial(
  'reads',
  disturbed,
  'links',
  start,
  ['GET', '/containers/json'],
  [{ kind: 'cut' }, { kind: 'hang' }],
);
test.serial(
  'a create',
  disturbed,
  'links',
  start,
  ['POST', '/containers/create'],
  [{ kind: 'lose' }, { kind: 'hang' }],
);
test.serial('a start', disturbed, 'links', start, ['POST', '/start'], [{ kind: 'error' }]);
test.serial(
  'a build',
  disturbed,
  'build',
  { command: 'build', from: 'nothing' },
  ['POST', '/build'],
  [{ kind: 'cut' }],
);
test.serial(
  'a remove',
  disturbed,
  'links',
  purge,
  ['DELETE', '/containers/'],
  [{ kind: 'lose' }, { kind: 'refuse' }],
);

/** A unit that becomes healthy after a second, in front of it a proxy, and what becomes of its start. */
async function startThrough(t: ExecutionContext, meet: (call: ProxiedCall, proxy: EngineProxy) => void) {
  const proxy = await openProxy();
  t.teardown(() => proxy.close());
  const it: Scenario = scenario(
    t,
    name => `
${name}:
  creation:
    image: busybox:stable
    command: [sh, -c, 'sleep 1; touch /ready; sleep 600']
    stop_signal: SIGKILL
    healthcheck: {test: 'test -f /ready', interval: 200ms, retries: 50}
---
- ${name}: {command: start, until: healthy, within: 30}
`,
  );
  proxy.expect(call => {
    meet(call, proxy);
    return undefined;
  });
  const args = ['run', '-c', it.configuration, `${it.name}/start`];
  return await runCli(args, { env: { DOCKER_HOST: proxy.address } });
}

test('an engine that breaks every connection while a container is waited for, and is back at once', async t => {
  let broken = 0;
  const { code, stderr } = await startThrough(t, ({ path }, proxy) => {
    if (!path.startsWith('/events') || broken > 1) return;
    broken += 1;
    setTimeout(proxy.hangUp, 100);
  });
  t.is(code, 0, stderr);
  t.is(broken, 2);
});

test('an engine that goes away while a container is waited for', async t => {
  const { code, stderr } = await startThrough(t, ({ path }, proxy) => {
    if (path.startsWith('/events')) setTimeout(() => void proxy.close(), 100);
  });
  t.is(code, 4, stderr);
  t.regex(
    stderr,
    /error: start nuatest-\w+: (no Docker engine answers at unix:.*: there is no such socket|.* broke the connection)/,
  );
});
