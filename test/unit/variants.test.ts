import test, { type ExecutionContext } from 'ava';
import { knownVariants, selectVariants } from '../../src/unit/variants.ts';
import { prepare } from '../support/plan.ts';

const text = `
web: {creation: {image: a}}
db: {creation: {image: a}}
---
- db: {command: start, variants: [all, db]}
  web: {command: start, variants: [all]}
- web: {command: stop}
- db: {command: stop, variants: [db]}
`;

function selected(t: ExecutionContext, ...variants: string[]) {
  const { entries } = selectVariants(prepare(t, text).unit, variants);
  return entries.map(entry => entry.map(({ kind, target }) => `${kind} ${target}`));
}

test('without a variant all orders are there', t => {
  t.deepEqual(selected(t), [['start db', 'start web'], ['stop web'], ['stop db']]);
});

test('with one only the orders that carry it; entries without any go', t => {
  t.deepEqual(selected(t, 'all'), [['start db', 'start web']]);
  t.deepEqual(selected(t, 'db'), [['start db'], ['stop db']]);
});

test('with several those that carry any of them', t => {
  t.deepEqual(selected(t, 'all', 'db'), [['start db', 'start web'], ['stop db']]);
});

test('the known ones are those that orders carry, each once', t => {
  t.deepEqual(knownVariants(prepare(t, text).unit), ['all', 'db']);
});
