import test from 'ava';
import { readDetails } from '../../src/docker/details.ts';

const running = {
  Created: '2030-01-01T00:00:00.5Z',
  State: {
    Status: 'running',
    ExitCode: 0,
    StartedAt: '2030-01-02T03:04:05.123456789Z',
    FinishedAt: '0001-01-01T00:00:00Z',
    Health: { Status: 'healthy' },
  },
  Config: { Image: 'shop/web:1' },
  NetworkSettings: {
    Ports: {
      '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }],
      '81/tcp': null,
      '53/udp': [{ HostIp: '', HostPort: '53' }],
    },
  },
};

test('one that runs: since when, how healthy, what is published', t => {
  t.deepEqual(readDetails(running), {
    state: 'running',
    health: 'healthy',
    exitCode: undefined,
    since: '2030-01-02T03:04:05.123Z',
    image: 'shop/web:1',
    ports: [
      { hostIp: '127.0.0.1', hostPort: 8080, containerPort: 80, protocol: 'tcp' },
      { hostIp: '', hostPort: 53, containerPort: 53, protocol: 'udp' },
    ],
  });
});

test('one that has ended: its exit code and end, and no health, which is the last it had', t => {
  const State = { ...running.State, Status: 'exited', ExitCode: 137, FinishedAt: '2030-01-03T00:00:00Z' };
  const { state, health, exitCode, since } = readDetails({ ...running, State });
  t.deepEqual([state, health, exitCode, since], ['exited', undefined, 137, '2030-01-03T00:00:00.000Z']);
});

test('one that never ran is as it is since it was created', t => {
  const never = '0001-01-01T00:00:00Z';
  const State = { Status: 'created', ExitCode: 0, StartedAt: never, FinishedAt: never };
  const { since, exitCode } = readDetails({ ...running, State });
  t.deepEqual([since, exitCode], ['2030-01-01T00:00:00.500Z', undefined]);
});

test('a health check that is switched off tells nothing', t => {
  const State = { ...running.State, Health: { Status: 'none' } };
  t.is(readDetails({ ...running, State }).health, undefined);
});
