import test from 'ava';
import { nearest, suggest } from '../../src/core/suggest.ts';

test('the nearest known name is found, whatever the case of its letters', t => {
  t.is(nearest('tiemout', ['wait', 'timeout', 'variants']), 'timeout');
  t.is(nearest('Timeout', ['timeout']), 'timeout');
  t.is(nearest('startt', ['starter', 'start']), 'start');
  t.is(nearest('start1', ['start', 'start2', 'restart']), 'start');
});

test('a name of which more than a third of the letters differ is not meant', t => {
  t.is(nearest('ports', ['links']), undefined);
  t.is(nearest('timeout', []), undefined);
});

test('two letters in the wrong order count as one', t => {
  t.is(nearest('stpo', ['start', 'stop']), 'stop');
});

test('of a short name one letter may differ', t => {
  t.is(nearest('rn', ['run']), 'run');
  t.is(nearest('xy', ['ab']), undefined);
});

test('the hint names the nearest, else all, else nothing', t => {
  t.is(suggest('stpo', ['stop', 'start']), 'did you mean "stop"?');
  t.is(suggest('quux', ['stop', 'build'], 'orders'), 'orders: build, stop');
  t.is(suggest('quux', []), undefined);
});
