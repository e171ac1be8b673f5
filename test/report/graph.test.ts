import test from 'ava';
import type { Plan, Step } from '../../src/plan/plan.ts';
import { describeGraph, describeGraphAsMermaid } from '../../src/report/graph.ts';
import { plan, prepare } from '../support/plan.ts';
import { emptyWorld } from '../support/world.ts';

const shop = `
db: {creation: {image: a}}
cache: {creation: {image: a}}
web: {creation: {image: a}, startup: {links: [db, cache]}}
---
- web: {command: start}
  cache: {command: start}
  db: {command: start}
- host: {command: execute, run: [echo, "<b>\\"it's\\" #1 & 50 %"]}
`;
const world = { images: ['a'], containers: { cache: 'running' } } as const;

test('stages of what is done side by side, each step with those that it waits for', t => {
  const made = plan(prepare(t, shop, { world }));
  t.is(
    describeGraph(made, new Map([['1.db.start', 1234]])),
    `
web/start: 6 steps, 5 to run
STAGE           STEP          LAST   AFTER  REASON
1      1  skip  start cache                 running, nothing to do
       2  run   create db                   needed by start db: missing
2      3  run   start db      1.2 s  2      not started yet
3      4  run   create web           1, 3   needed by start web: missing
4      5  run   start web            4      not started yet
5      6  run   execute host         5      on this machine
`.trim(),
  );
});

test('a plan of nothing', t => {
  const empty: Plan = { unit: 'a', command: 'start', groups: [] };
  t.is(describeGraph(empty), 'a/start: 0 steps, nothing to run');
  t.is(describeGraphAsMermaid(empty), 'flowchart TD');
});

test('a flowchart of mermaid, what is skipped in a style of its own', t => {
  const made = plan(prepare(t, shop, { world }));
  t.is(
    describeGraphAsMermaid(made, new Map([['1.db.start', 1234]])),
    `
flowchart TD
  s1["start cache<br/>running, nothing to do"]
  s2["create db<br/>needed by start db: missing"]
  s3["start db<br/>not started yet<br/>1.2 s"]
  s4["create web<br/>needed by start web: missing"]
  s5["start web<br/>not started yet"]
  s6["execute host<br/>on this machine"]
  s2 --> s3
  s1 --> s4
  s3 --> s4
  s4 --> s5
  s5 --> s6
  classDef skipped stroke-dasharray: 4 4, color: #888
  class s1 skipped
`.trim(),
  );
});

test('several that wait for the same several meet in a point', t => {
  const steps = [step('a'), step('b'), step('c', 'a', 'b'), step('d', 'a', 'b'), step('e', 'a', 'c', 'd')];
  t.deepEqual(describeGraphAsMermaid(planOf(steps)).split('\n').slice(6), [
    '  p1_2(( ))',
    '  s1 --- p1_2',
    '  s2 --- p1_2',
    '  p1_2 --> s3',
    '  p1_2 --> s4',
    '  s3 --> s5',
    '  s4 --> s5',
  ]);
});

test('no text of a unit means anything to mermaid', t => {
  const [, line] = describeGraphAsMermaid(
    planOf([{ ...step('a'), reason: 'a "b" <c> #d; [e] {f} |g| `h` \\i &amp;' }]),
  ).split('\n');
  t.is(
    line,
    '  s1["start a<br/>a #34;b#34; #60;c#62; #35;d#59; #91;e#93; #123;f#125; #124;g#124; #96;h#96; #92;i #38;amp#59;"]',
  );
});

function step(target: string, ...after: readonly string[]): Step {
  return { id: target, target, kind: 'start', args: {}, after, action: 'run', reason: '' };
}

function planOf(steps: readonly Step[]): Plan {
  const [group] = [{ id: '', entry: 1, after: [], looks: 'engine' as const, steps }];
  const behaviour = {
    hostPaths: [],
    needs: () => [],
    decide: () => ({ action: 'skip' as const, reason: '', effect: emptyWorld }),
    run: async () => {},
  };
  const reach = { looks: 'engine', changes: 'engine' } as const;
  const tolerance = { retries: 0, retryDelay: 0, ignoreFailure: false, always: false };
  const work = {
    kind: 'start',
    target: '',
    args: {},
    reach,
    place: undefined,
    wait: 0,
    limit: 0,
    tolerance,
    remembered: false,
    behaviour,
  };
  return { unit: 'a', command: 'start', groups: [{ ...group, work }] };
}
