import test from 'ava';
import * as v from 'valibot';
import { conditionsInWords, until } from '../../src/probes/until.ts';

for (const [condition, unmet] of [
  ['running', 'is not running'],
  ['healthy', 'is not healthy'],
  ['exited', 'has not ended'],
  [{ log: 'ready|up' }, 'has written no line like "ready|up"'],
  [{ port: 80 }, 'does not listen on port 80'],
] as const) {
  test(`a container that ${unmet}`, t => {
    t.is(v.parse(until, condition).unmet, unmet);
  });
}

test('the conditions in words', t => {
  t.is(conditionsInWords, 'running, healthy, exited, {log: PATTERN} or {port: NUMBER}');
});

for (const wrong of [
  'ready',
  'log',
  'toString',
  80,
  null,
  [],
  {},
  { running: true },
  { log: '(' },
  { log: 1 },
  { port: 0 },
  { port: 1.5 },
  { port: 65536 },
  { port: 80, log: 'a' },
  { prt: 80 },
]) {
  test(`${JSON.stringify(wrong)} is no condition`, t => {
    t.false(v.is(until, wrong));
  });
}
