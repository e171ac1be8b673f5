import test from 'ava';
import { isObject, mergeDeep, objectIn, textsIn } from '../../src/core/json.ts';

test('mappings are merged key by key, all else is replaced', t => {
  const below = { a: { b: 1, c: { d: [1, 2] } }, e: 'old' };
  t.deepEqual(mergeDeep(below, { a: { c: { d: [3], f: null } }, e: { g: true } }), {
    a: { b: 1, c: { d: [3], f: null } },
    e: { g: true },
  });
  t.deepEqual(below, { a: { b: 1, c: { d: [1, 2] } }, e: 'old' });
});

test('a key called __proto__ is a key like any other', t => {
  const merged = mergeDeep({}, JSON.parse('{"__proto__": {"polluted": true}}'));
  t.deepEqual(Object.keys(merged), ['__proto__']);
  t.false('polluted' in {});
});

test('neither null nor a list is a mapping', t => {
  t.deepEqual([{}, null, [], 'text', 1].map(isObject), [true, false, false, false, false]);
});

test('what is no mapping has nothing in it, and what is no text is left out', t => {
  t.deepEqual(objectIn({ a: { b: 1 } }, 'a'), { b: 1 });
  for (const value of [{ a: [1] }, { a: null }, {}, [], 'a', undefined])
    t.deepEqual(objectIn(value, 'a'), {});
  t.deepEqual(textsIn({ a: ['x', 1, null, 'y'] }, 'a'), ['x', 'y']);
  for (const value of [{ a: 'x' }, { a: null }, {}, ['a'], undefined]) t.deepEqual(textsIn(value, 'a'), []);
});
