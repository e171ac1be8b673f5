import test from 'ava';
import { describePlan, describePlanAsJson } from '../../src/report/plan.ts';
import { planOf } from '../support/steps.ts';

test('one line a step, in columns', t => {
  t.is(
    describePlan(planOf('create web', 'start database: running, nothing to do')),
    `shop/start: 2 steps, 1 to run
  run   create web      missing
  skip  start database  running, nothing to do`,
  );
});

test('a single step, nothing to run, no step at all', t => {
  t.is(describePlan(planOf('start web')), 'shop/start: 1 step, 1 to run\n  run   start web  missing');
  t.is(
    describePlan(planOf('start web: running')),
    'shop/start: 1 step, nothing to run\n  skip  start web  running',
  );
  t.is(describePlan(planOf()), 'shop/start: 0 steps, nothing to run');
});

test('as data', t => {
  t.deepEqual(describePlanAsJson(planOf('start web: running')), {
    unit: 'shop',
    command: 'start',
    steps: [
      {
        id: '1.web.start',
        target: 'web',
        kind: 'start',
        args: {},
        after: [],
        action: 'skip',
        reason: 'running',
      },
    ],
  });
});
