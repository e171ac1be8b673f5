// What a wait makes of what the engine says of a container, and of what its events told.
import test from 'ava';
import type { JsonObject } from '../../src/core/json.ts';
import type { ContainerEvent } from '../../src/docker/engine.ts';
import { exited, exitedOnce } from '../../src/probes/exited.ts';
import { healthy } from '../../src/probes/healthy.ts';
import { hopeless } from '../../src/probes/not-ready.ts';
import { running } from '../../src/probes/running.ts';
import { hearing, nothingHeard, readState, type State } from '../../src/probes/state.ts';

const oom: ContainerEvent = { action: 'oom', exitCode: undefined };
const die = (exitCode: number): ContainerEvent => ({ action: 'die', exitCode });
const begin: ContainerEvent = { action: 'start', exitCode: undefined };

type Seen = { readonly events?: readonly ContainerEvent[]; readonly removesItself?: boolean };

function stateOf(state: JsonObject | undefined, { events = [], removesItself = false }: Seen = {}): State {
  return readState(state && { State: state }, events.reduce(hearing, nothingHeard), removesItself);
}

const up = { Running: true, Status: 'running', ExitCode: 0 };
const health = (Status: string, FailingStreak: number, ...Log: JsonObject[]): JsonObject => ({
  Health: { Status, FailingStreak, Log },
});
const failed = { ExitCode: 1, Output: 'no good\n' };

/** What is seen, and the reason why such a container is not waited for any longer. */
const seen: readonly (readonly [string, State, string | undefined])[] = [
  ['runs', stateOf(up), undefined],
  ['is paused', stateOf({ ...up, Paused: true, ...health('unhealthy', 0) }), undefined],
  ['is paused after a failed check', stateOf({ ...up, Paused: true, ...health('unhealthy', 1) }), undefined],
  ['goes on after a pause', stateOf({ ...up, ...health('unhealthy', 0) }), undefined],
  ['starts', stateOf({ ...up, ...health('starting', 1, failed) }), undefined],
  ['is about to be restarted', stateOf({ ...up, Restarting: true, ExitCode: 3 }), undefined],
  ['has ended', stateOf({ Running: false, ExitCode: 3 }), 'ended with exit code 3'],
  [
    'was killed',
    stateOf({ Running: false, ExitCode: 137, OOMKilled: true }),
    'ended with exit code 137, out of memory',
  ],
  [
    'was killed, and only an event tells why',
    stateOf({ Running: false, ExitCode: 137, OOMKilled: false }, { events: [oom, die(137)] }),
    'ended with exit code 137, out of memory',
  ],
  [
    'was short of memory in a run before',
    stateOf({ Running: false, ExitCode: 1 }, { events: [oom, die(137), begin, die(1)] }),
    'ended with exit code 1',
  ],
  ['is gone', stateOf(undefined, { events: [die(137)] }), 'was removed while it was waited for'],
  [
    'is about to go',
    stateOf({ Running: false, Status: 'removing', ExitCode: 137 }),
    'was removed while it was waited for',
  ],
  [
    'has removed itself',
    stateOf(undefined, { events: [die(3)], removesItself: true }),
    'ended with exit code 3',
  ],
  ['is unhealthy', stateOf({ ...up, ...health('unhealthy', 3, {}, failed) }), 'is unhealthy: no good'],
  [
    'is unhealthy without a word',
    stateOf({ ...up, ...health('unhealthy', 1, { ExitCode: 7, Output: '' }) }),
    'is unhealthy: exit code 7',
  ],
  [
    'has ended, and its check is called unhealthy',
    stateOf({ Running: false, ExitCode: 0, ...health('unhealthy', 2, failed) }),
    'ended with exit code 0',
  ],
];

for (const [what, state, reason] of seen) {
  test(`a container that ${what}`, t => {
    t.is(hopeless(state)?.what, reason);
  });
}

test('which states meet which condition', t => {
  const judged = [running, healthy, exited, exitedOnce].map(({ judge }) =>
    [
      stateOf(up),
      stateOf({ ...up, Paused: true }),
      stateOf({ ...up, ...health('healthy', 0) }),
      stateOf({ ...up, Paused: true, ...health('healthy', 0) }),
      stateOf({ ...up, Restarting: true, ExitCode: 2 }),
      stateOf({ ...up, RestartCount: 1 }, { events: [die(2), begin] }),
      stateOf({ Running: false, ExitCode: 0 }),
      stateOf({ Running: false, ExitCode: 2 }),
      stateOf(undefined, { events: [die(2)], removesItself: true }),
    ].map(state => {
      const verdict = judge(state, { exitCode: 2 });
      return typeof verdict === 'string' ? verdict : verdict.what;
    }),
  );
  const none = 'has no health check';
  const zero = 'ended with exit code 0';
  t.deepEqual(judged, [
    ['met', 'met', 'met', 'met', 'open', 'met', 'met', 'open', 'open'],
    [none, none, 'met', 'open', none, none, none, none, none],
    ['open', 'open', 'open', 'open', 'met', 'met', 'open', 'met', 'met'],
    ['open', 'open', 'open', 'open', 'met', 'met', zero, 'met', 'met'],
  ]);
});

const finished = { Running: false, ExitCode: 0, FinishedAt: '2030-01-02T03:04:05.5Z' };
const at = (End: string, ExitCode: number, Output: string): JsonObject => ({ End, ExitCode, Output });
const earlier = at('2030-01-02T04:04:04+01:00', 1, 'no good');

const unstarted = 'OCI runtime exec failed: exec failed: unable to start container process:';
const notEntered = `${unstarted} error executing setns process: exit status 1: unknown`;
const noCommand = `${unstarted} exec: "curl": executable file not found in $PATH: unknown`;

for (const [what, checks, complaint] of [
  ['failed', [earlier], 'no good'],
  ['was killed when the container ended', [earlier, at('2030-01-02T03:04:05.4Z', 137, '')], 'no good'],
  ['could not begin any more', [earlier, at('2030-01-02T03:04:05.6Z', -1, 'exec failed')], 'no good'],
  ['could not enter it any more', [earlier, at('2030-01-02T03:04:05Z', -1, notEntered)], 'no good'],
  ['has no command', [earlier, at('2030-01-02T03:04:05Z', -1, noCommand)], noCommand],
  ['passed', [earlier, at('2030-01-02T03:04:05Z', 0, 'well')], undefined],
] as const) {
  test(`of a container that has ended, the last check ${what}`, t => {
    const state = stateOf({ ...finished, ...health('unhealthy', 1, ...checks) });
    t.is(state.health?.complaint, complaint);
  });
}
