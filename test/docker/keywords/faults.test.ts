import test from 'ava';
import * as v from 'valibot';
import { buildSchema, creationSchema, startupSchema } from '../../../src/docker/keywords.ts';

type Case = readonly [section: v.GenericSchema, given: unknown, path: string | null, message: string];

const cases: readonly Case[] = [
  [
    startupSchema,
    { mem_limit: 'lots' },
    'mem_limit',
    'wanted a size like 512m or a number of bytes, found "lots"',
  ],
  [
    startupSchema,
    { mem_limit: [] },
    'mem_limit',
    'wanted a size like 512m or a number of bytes, found a list',
  ],
  [startupSchema, { mem_limit: -1 }, 'mem_limit', 'wanted a size like 512m or a number of bytes, found -1'],
  [startupSchema, { cpu_shares: 1.5 }, 'cpu_shares', 'wanted a whole number from 0, found 1.5'],
  [
    startupSchema,
    { oom_score_adj: 2000 },
    'oom_score_adj',
    'wanted a whole number from -1000 to 1000, found 2000',
  ],
  [startupSchema, { privileged: 'maybe' }, 'privileged', 'wanted yes or no, found "maybe"'],
  [startupSchema, { privileged: 1 }, 'privileged', 'wanted yes or no, found 1'],
  [
    startupSchema,
    { port_bindings: { '80/http': 1 } },
    'port_bindings',
    'wanted a container port like 80 or 53/udp as key, found "80/http"',
  ],
  [
    startupSchema,
    { port_bindings: { 80: [1, 'localhost:x'] } },
    'port_bindings.80.1',
    'wanted a host port, "ADDRESS:PORT", "ADDRESS", [ADDRESS, PORT] or {HostIp, HostPort}, found "localhost:x"',
  ],
  [
    startupSchema,
    { port_bindings: [80] },
    'port_bindings',
    'wanted a mapping of container ports to host ports, found a list',
  ],
  [
    startupSchema,
    { binds: { '/a': { bind: '/b', ro: true, mode: 'rw' } } },
    'binds./a',
    'wanted "ro" or "mode", found both; mode: ro says the same as ro: yes',
  ],
  [
    startupSchema,
    { binds: ['/only'] },
    'binds.0',
    'wanted HOST:CONTAINER, HOST:CONTAINER:MODE, or HOST: {bind: CONTAINER, ro: yes|no}, found "/only"',
  ],
  [
    startupSchema,
    { links: [['a']] },
    'links.0.1',
    'wanted the second name of [CONTAINER, ALIAS], found nothing',
  ],
  [
    startupSchema,
    { links: 'a:b:c' },
    'links',
    'wanted "CONTAINER:ALIAS", [CONTAINER, ALIAS], or CONTAINER: {alias, else: ADDRESS}, found "a:b:c"',
  ],
  [startupSchema, { extra_hosts: ['a'] }, 'extra_hosts.0', 'wanted NAME:ADDRESS, found "a"'],
  [
    startupSchema,
    { restart_policy: { Name: 'always', MaximumRetryCount: 2 } },
    'restart_policy',
    'only on-failure counts: leave MaximumRetryCount out, or take Name: on-failure',
  ],
  [
    startupSchema,
    { restart_policy: 'always:3' },
    'restart_policy',
    'wanted no, always, unless-stopped, on-failure, on-failure:TIMES or {Name, MaximumRetryCount}, found "always:3"',
  ],
  [startupSchema, { ulimits: [{ name: 'nofile' }] }, 'ulimits.0', 'wanted "soft", "hard" or both'],
  [
    startupSchema,
    { mounts: [{ target: '/a', type: 'bind' }] },
    'mounts.0',
    'a mount of type bind needs a "source"',
  ],
  [
    startupSchema,
    { mounts: [{ target: '/a', type: 'tmpfs', source: 'x' }] },
    'mounts.0',
    'a mount of type tmpfs takes no "source"',
  ],
  [
    startupSchema,
    { mounts: [{ target: '/a', propagation: 'shared' }] },
    'mounts.0',
    'a mount of type volume takes no "propagation"',
  ],
  [
    startupSchema,
    { device_requests: [{ count: 1, device_ids: ['0'] }] },
    'device_requests.0',
    'wanted "count" or "device_ids", found both',
  ],
  [
    startupSchema,
    { cpu_count: 2 },
    'cpu_count',
    '"cpu_count" is for Windows containers only; use "nano_cpus"',
  ],
  [startupSchema, { image: 'x' }, 'image', 'Invalid key: Expected never but received "image"'],
  [
    creationSchema,
    { command: 'sh -c "a' },
    'command',
    'wanted a command line whose quotes are closed, found "sh -c \\"a"',
  ],
  [creationSchema, { tag: 1.1 }, 'tag', 'wanted the tag in quotes: 1.10 is the number 1.1'],
  [creationSchema, { ports: [0] }, 'ports.0', 'wanted a port like 80, "53/udp" or [53, udp], found 0'],
  [
    creationSchema,
    { ports: ['80-90'] },
    'ports.0',
    'wanted a port like 80, "53/udp" or [53, udp], found "80-90"',
  ],
  [
    creationSchema,
    { volumes: ['/a:/b'] },
    'volumes',
    'wanted paths in the container; host paths and named volumes stand in "binds"',
  ],
  [
    creationSchema,
    { healthcheck: { test: ['curl', 'x'] } },
    'healthcheck.test',
    'wanted a command line for the shell, or a list that begins with CMD, CMD-SHELL or NONE, found a list',
  ],
  [
    creationSchema,
    { healthcheck: { test: 'x', interval: 30 } },
    'healthcheck.interval',
    'wanted a duration like 30s, or nanoseconds (0, or at least 1000000), found 30',
  ],
  [
    creationSchema,
    { stop_timeout: 'soon' },
    'stop_timeout',
    'wanted whole seconds, or a duration like 1m30s, found "soon"',
  ],
  [buildSchema, { path: '/a' }, null, 'a build with a "path" needs a "tag": the name of the image it makes'],
  [
    buildSchema,
    { path: 'https://a/b.git', tag: 'x', dockerfile: '/D' },
    null,
    'the "dockerfile" of a build from a URL stands there: give its path in the repository or archive',
  ],
  [
    buildSchema,
    { timeout: 3 },
    'timeout',
    '"timeout" of a build stands on the order: {command: build, timeout: 600}',
  ],
];

for (const [schema, given, path, message] of cases) {
  test(`refused: ${JSON.stringify(given)}`, t => {
    const { issues } = v.safeParse(schema, given);
    t.deepEqual(
      issues?.map(issue => [v.getDotPath(issue), issue.message]),
      [[path, message]],
    );
  });
}

test('null is as good as absent', t => {
  t.true(v.is(startupSchema, { mem_limit: null, binds: null }));
  t.true(v.is(buildSchema, { path: null }));
});
