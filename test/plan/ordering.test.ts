import test, { type ExecutionContext } from 'ava';
import { plan, prepare } from '../support/plan.ts';

/** A diamond: `app` needs `left` and `right`, which need `base`; `alone` needs nothing. */
const diamond = `
app: {creation: {image: a}, startup: {links: {left: l}}, depends_on: right}
left: {creation: {image: a}, startup: {volumes_from: [base]}}
right: {creation: {image: a}, startup: {pid_mode: 'container:base'}}
base: {creation: {image: a}}
alone: {creation: {image: a}}
---
`;
const there = {
  images: ['a'],
  containers: { app: 'running', left: 'running', right: 'running', base: 'running', alone: 'running' },
} as const;

/** Each order with those that it waits for: `app < left right`. */
function order(t: ExecutionContext, orders: string): readonly string[] {
  const { groups } = plan(prepare(t, diamond + orders, { world: there }));
  const targets = new Map(groups.map(({ id, work }) => [id, work.target]));
  return groups.map(({ work, after }) => [work.target, '<', ...after.map(id => targets.get(id))].join(' '));
}

test('on the way up what is depended on comes first', t => {
  t.deepEqual(
    order(
      t,
      '- {app: {command: start}, left: {command: start}, right: {command: start}, base: {command: start}, alone: {command: start}}',
    ),
    ['base <', 'alone <', 'left < base', 'right < base', 'app < base left right'],
  );
});

test('on the way down it comes last', t => {
  t.deepEqual(
    order(
      t,
      '- {app: {command: stop}, left: {command: stop}, right: {command: stop}, base: {command: stop}, alone: {command: stop}}',
    ),
    ['app <', 'alone <', 'left < app', 'right < app', 'base < app left right'],
  );
});

test('a container that has no order in the entry does not cut what depends through it', t => {
  t.deepEqual(order(t, '- {app: {command: start}, base: {command: start}}'), ['base <', 'app < base']);
});

test('up and down in one entry do not wait for each other in a circle', t => {
  t.deepEqual(order(t, '- {left: {command: start}, base: {command: stop}}'), ['base <', 'left < base']);
});

test('an entry waits for the whole entry before it', t => {
  t.deepEqual(
    order(
      t,
      '- {left: {command: start}, alone: {command: start}}\n- {app: {command: start}}\n- {base: {command: stop}}',
    ),
    ['left <', 'alone <', 'app < left alone', 'base < app'],
  );
});

test('an empty entry is as good as none', t => {
  t.deepEqual(order(t, '- {alone: {command: start}}\n- {}\n- {app: {command: start}}'), [
    'alone <',
    'app < alone',
  ]);
});

test('the ids of steps name the entry, the target and the kind, and who comes before', t => {
  const { groups } = plan(
    prepare(t, `${diamond}- base: {command: start}\n- left: {command: start}\n`, {
      world: { images: ['a'] },
    }),
  );
  t.deepEqual(
    groups.flatMap(group => group.steps).map(({ id, after }) => [id, ...after]),
    [
      ['1.base.create'],
      ['1.base.start', '1.base.create'],
      ['2.left.create', '1.base.start'],
      ['2.left.start', '2.left.create'],
    ],
  );
});
