import test from 'ava';
import { allKinds, type Disturbance, disturbances, kindOf, sample } from './points.ts';

const calls = Array.from({ length: 8 }, (_, index) => ({ number: index + 1, method: 'POST', path: '/' }));
const everything = disturbances({ calls, writes: 8 }, allKinds);
const kills = disturbances({ calls, writes: 8 }, ['kill', 'write']);

function lineOf(disturbance: Disturbance): string {
  return `${kindOf(disturbance)} ${disturbance.number}`;
}

test('each kind at each place', t => {
  t.is(everything.length, 9 * 8);
  t.is(new Set(everything.map(lineOf)).size, 9 * 8);
  t.deepEqual([...new Set(kills.map(kindOf))], ['kill before', 'kill after', 'write before', 'write after']);
  t.deepEqual(disturbances({ calls: [], writes: 0 }, allKinds), []);
});

test('a sample takes the same share of each kind, from the whole of the run', t => {
  t.deepEqual(sample(kills, 8).map(lineOf), [
    'kill before 1',
    'kill before 5',
    'kill after 2',
    'kill after 6',
    'write before 3',
    'write before 7',
    'write after 4',
    'write after 8',
  ]);
});

test('a sample is as large as it is asked for, and takes nothing twice', t => {
  for (let size = 0; size <= kills.length; size += 1) {
    for (const turn of [0, 1, 2, 40]) {
      t.is(new Set(sample(kills, size, turn).map(lineOf)).size, size, `${size} in turn ${turn}`);
    }
  }
  t.is(sample(kills, 1000).length, kills.length);
  t.deepEqual(sample([], 3), []);
});

test('where a kind has few places, others give more', t => {
  const few = disturbances({ calls: calls.slice(0, 1), writes: 8 }, ['kill', 'write']);
  t.deepEqual(
    Object.entries(Object.groupBy(sample(few, 8), kindOf)).map(([kind, found]) => `${kind} ${found?.length}`),
    ['kill before 1', 'kill after 1', 'write before 3', 'write after 3'],
  );
});

test('samples of one, turn by turn: every kind, and places from the beginning to the end', t => {
  const chosen = Array.from({ length: 16 }, (_, turn) => sample(kills, 1, turn)).flat();
  t.is(chosen.length, 16);
  t.deepEqual(
    [...Map.groupBy(chosen, kindOf).values()].map(({ length }) => length),
    [4, 4, 4, 4],
  );
  t.is(new Set(chosen.map(({ number }) => number)).size, 8);
});
