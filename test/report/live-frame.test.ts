import test from 'ava';
import type { RunEvent } from '../../src/engine/events.ts';
import { stepsOf } from '../../src/plan/plan.ts';
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
  t.deepEqual(draw([], { plan: three }), ['. build web', '. create web', '. start web']);
  t.deepEqual(draw([], { plan: many }), [
    ...[1, 2, 3, 4, 5].map(number => `. start web${number}`),
    '. 195 more steps',
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
  ]);
});

test('room is shared: titles first, then waiting steps, then the last output of each', t => {
  const events = [1, 2, 3].flatMap(number => {
    const step = eventsOf(`${number} start web${number}`);
    return [step.started(0), ...['x', 'y', 'z'].map(line => step.output(line))];
  });
  const shown = (height: number) => draw(events, { plan: many, height });
  t.deepEqual(shown(8), [
    ...['> start web1            missing', '  | z', '> start web2            missing', '  | z'],
    ...['> start web3            missing', '  | z', '. start web4', '. 196 more steps'],
  ]);
  t.deepEqual(shown(4), [
    ...[1, 2, 3].map(number => `> start web${number}            missing`),
    '. 197 more steps',
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

test('a step that is not in the plan is shown when it begins', t => {
  const events = [eventsOf('pull web').started(0, 'changed since the plan: image missing')];
  t.is(draw(events, { plan: three })[0], '> pull web            changed since the plan: image missing');
});

test('after a failure what waits will not begin; what runs goes on', t => {
  const events = [web.started(0), eventsOf('2 create web').started(0), web.failed(10)];
  t.deepEqual(draw(events, { plan: three }), ['> create web          missing', '. start web  not begun']);
  t.is(draw(events, { plan: many }).at(-1), '. 195 more steps not begun');
});

test('when the user has asked for the end the last line says what is waited for', t => {
  const events = [web.started(0)];
  t.deepEqual(draw(events, { plan: three, interrupted: true }).slice(-2), [
    '. start web  not begun',
    '. interrupted: waiting for what still runs (Ctrl-C again ends at once)',
  ]);
});

test('at the end nothing is left', t => {
  const events = ['build', 'create', 'start'].map((kind, index) =>
    eventsOf(`${index + 1} ${kind} web`).skipped(0, 'there'),
  );
  t.deepEqual(draw(events, { plan: three }), []);
});

type Setting = { plan: typeof three; now?: number; height?: number; interrupted?: boolean };

function draw(
  events: readonly RunEvent[],
  { plan, now = 0, height = 16, interrupted = false }: Setting,
): string[] {
  const names = stepsOf(plan).map(nameOf);
  const look = lookOf(names, { color: false, unicode: false, columns: 80 });
  const rows = frameOf(events.reduce(after, planned(plan)), { height, now, interrupted, look });
  return rows.flatMap(({ running, lines }) =>
    lines.map((line, index) => `${index > 0 ? ' ' : running ? '>' : '.'} ${line}`),
  );
}
