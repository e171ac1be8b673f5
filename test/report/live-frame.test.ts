import test from 'ava';
import type { Transfer } from '../../src/docker/transfer.ts';
import type { RunEvent } from '../../src/engine/events.ts';
import { type Plan, stepsOf } from '../../src/plan/plan.ts';
import { nameOf } from '../../src/report/lines.ts';
import { frameOf } from '../../src/report/live-frame.ts';
import { lookOf } from '../../src/report/live-look.ts';
import { after, planned } from '../../src/report/live-steps.ts';
import { eventsOf } from '../support/events.ts';
import { planOf } from '../support/steps.ts';

const many = planOf(...Array.from({ length: 200 }, (_, index) => `start web${index + 1}`));
const three = planOf('build web', 'create web', 'start web');
const web = eventsOf('build web');

test('before anything has begun: the next steps, and how many more', t => {
  t.deepEqual(draw([], { plan: three }), [
    ...['. build web', '. create web', '. start web'],
    '= 0 of 3 steps, 3 left, 0 s',
  ]);
  t.deepEqual(draw([], { plan: many }), [
    ...[1, 2, 3, 4, 5].map(number => `. start web${number}`),
    '. 195 more steps',
    '= 0 of 200 steps, 200 left, 0 s',
  ]);
});

test('a running step with its time from the first second on, its reason and its last output', t => {
  const output = ['a', 'b\u001B[2J', '', 'c\r', 'd', 'e', 'f'].map(line => web.output(line, 'progress'));
  const events = [web.started(1000, 'image missing'), ...output];
  t.deepEqual(draw(events, { plan: three, now: 1999 })[0], '> build web           image missing');
  t.deepEqual(draw(events, { plan: three, now: 66_000 }), [
    '> build web   1 min 5 s  image missing',
    ...['b', 'c', 'd', 'e', 'f'].map(line => `  | ${line}`),
    '. create web',
    '. start web',
    '= 0 of 3 steps, 3 left, 1 min 6 s',
  ]);
});

test('room is shared: titles first, then waiting steps, then the last output of each', t => {
  const events = [1, 2, 3].flatMap(number => {
    const step = eventsOf(`${number} start web${number}`);
    return [step.started(0), ...['x', 'y', 'z'].map(line => step.output(line))];
  });
  const shown = (height: number) => draw(events, { plan: many, height });
  t.deepEqual(shown(9), [
    ...['> start web1            missing', '  | z', '> start web2            missing', '  | z'],
    ...['> start web3            missing', '  | z', '. start web4', '. 196 more steps'],
    '= 0 of 200 steps, 200 left, 0 s',
  ]);
  t.deepEqual(shown(5), [
    ...[1, 2, 3].map(number => `> start web${number}            missing`),
    ...['. 197 more steps', '= 0 of 200 steps, 200 left, 0 s'],
  ]);
  t.deepEqual(shown(2), ['> start web1            missing', '. 2 more steps running']);
  t.deepEqual(shown(1), ['. 3 steps running']);
});

test('never more lines than fit', t => {
  const plan = planOf(...Array.from({ length: 30 }, (_, index) => `start web${index}`));
  const events: RunEvent[] = [];
  for (let number = 1; number <= 20; number++) {
    const step = eventsOf(`${number} start web${number - 1}`);
    events.push(step.started(0), ...Array.from({ length: number }, (_, line) => step.output(`line ${line}`)));
    for (let height = 1; height <= 24; height++) {
      for (const interrupted of [false, true]) {
        const lines = draw(events, { plan, height, interrupted });
        t.true(lines.length <= height && lines.length > 0, `${number} running on ${height}: ${lines.length}`);
      }
    }
  }
});

test('bytes on their way stand for the reason and the output, until all have come', t => {
  const pull = eventsOf('1 build web');
  const bytes = (done: number, phase: Transfer['phase'] = 'fetching') =>
    pull.transfer(done * 1000, { phase, done: done * 1e6, total: 8e6, fraction: done / 8, open: false });
  const begun = [pull.started(0, 'image missing'), pull.output('FROM busybox', 'progress')];
  const shown = (...events: readonly RunEvent[]) =>
    draw([...begun, ...events], { plan: three, now: 4000 }).slice(0, 2);
  t.deepEqual(shown(bytes(2), bytes(4)), [
    '> build web      4 s  ###########...........  4.0 MB of 8.0 MB, 1.0 MB/s',
    '. create web',
  ]);
  t.regex(shown(bytes(4, 'unpacking'))[0] ?? '', / unpacking 4.0 MB of 8.0 MB$/);
  t.deepEqual(shown(bytes(8, 'unpacking')), ['> build web      4 s  image missing', '  | FROM busybox']);
});

test('steps of one order wait in one line, which says what of the same entry it waits for', t => {
  const plan = planOf('pull db', 'build web', 'start db', 'start cache', 'create web', 'stop db');
  const [pull, build, db, cache, web, stop] = plan.groups;
  const [made] = web?.steps ?? [];
  if (!pull || !build || !db || !cache || !web || !stop || !made) throw new TypeError('groups are lost');
  const shared = [pull.id, build.id];
  const groups = [
    ...[pull, build, { ...db, after: shared }, { ...cache, after: shared }].map(group => ({
      ...group,
      entry: 1,
    })),
    {
      ...web,
      entry: 1,
      after: [...shared, db.id, cache.id],
      steps: [made, { ...made, id: '5.web.start', kind: 'start' }],
    },
    { ...stop, entry: 2, after: [db.id, cache.id, web.id] },
  ];
  const shown = (...events: readonly RunEvent[]) =>
    draw(events, { plan: { ...plan, groups } }).filter(line => !line.startsWith('>'));
  const begun = ['1 pull db', '2 build web'].map(name => eventsOf(name).started(0));
  t.deepEqual(shown(...begun), [
    ...['. start db', '. start cache', '. create web, start web  after pull db, build web and 2 more'],
    ...['. stop db', '= 0 of 7 steps, 7 left, 0 s'],
  ]);
  const pulled = ['1 pull db', '2 build web'].map(name => eventsOf(name).done(1));
  t.deepEqual(shown(...begun, ...pulled, eventsOf('3 start db').started(1)), [
    ...['. start cache', '. create web, start web  after start db, start cache'],
    ...['. stop db', '= 2 of 7 steps, 5 left, 0 s'],
  ]);
});

test('a step that is not in the plan is shown when it begins', t => {
  const events = [eventsOf('pull web').started(0, 'changed since the plan: image missing')];
  t.is(draw(events, { plan: three })[0], '> pull web            changed since the plan: image missing');
});

test('after a failure what waits will not begin; what runs goes on', t => {
  const events = [web.started(0), eventsOf('2 create web').started(0), web.failed(10)];
  t.deepEqual(draw(events, { plan: three }), [
    ...['> create web          missing', '. start web  not begun'],
    '= 1 of 3 steps, 0 s',
  ]);
  t.is(draw(events, { plan: many }).at(-2), '. 195 more steps not begun');
});

test('when the user has asked for the end the last line says what is waited for', t => {
  const events = [web.started(0)];
  t.deepEqual(draw(events, { plan: three, interrupted: true }).slice(-3), [
    ...['. start web  not begun', '= 0 of 3 steps, 0 s'],
    '. interrupted: waiting for what still runs (Ctrl-C again ends at once)',
  ]);
});

test('at the end nothing is left', t => {
  const events = ['build', 'create', 'start'].map((kind, index) =>
    eventsOf(`${index + 1} ${kind} web`).skipped(0, 'there'),
  );
  t.deepEqual(draw(events, { plan: three }), []);
});

type Setting = { plan: Plan; now?: number; height?: number; interrupted?: boolean };

const signs = { running: '>', waiting: '.', sum: '=' };

function draw(
  events: readonly RunEvent[],
  { plan, now = 0, height = 16, interrupted = false }: Setting,
): string[] {
  const names = stepsOf(plan).map(nameOf);
  const look = lookOf(names, { color: false, unicode: false, columns: 80 });
  const rows = frameOf(events.reduce(after, planned(plan)), {
    height,
    columns: 76,
    now,
    began: 0,
    interrupted,
    look,
  });
  return rows.flatMap(({ kind, lines }) =>
    lines.map((line, index) => `${index > 0 ? ' ' : signs[kind]} ${line}`),
  );
}
