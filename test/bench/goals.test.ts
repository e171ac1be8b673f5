import test from 'ava';
import type { Contestant } from './contestants.ts';
import { footprintRows, isMet, rowsOf } from './goals.ts';
import { describeSpread, spreadOf } from './spread.ts';

const contestant = (name: string): Contestant => ({ name, command: () => [] });
const phases = (took: readonly number[]) => ({
  start: [...took],
  'no-op': [...took],
  stop: [...took],
  purge: [...took],
});

/** Three rounds, in the second of which the machine was busy. */
function rows(own: readonly number[], bare: readonly number[], containers = 20) {
  const times = new Map([
    ['own', phases(own)],
    ['bare', phases(bare)],
  ]);
  return rowsOf({ times, node: [20, 80, 20] }, contestant('own'), contestant('bare'), containers);
}

test('the middle of an even number of values is between two of them', t => {
  t.deepEqual(spreadOf([4, 1, 2, 3]), { min: 1, median: 2.5, max: 4 });
  t.is(describeSpread(spreadOf([1.5, 1, 12]), 2), ' 1.00  1.50 12.00');
});

test('pairs are compared, so that a busy round counts for both', t => {
  const [start, , , noOp] = rows([105, 420, 105], [100, 400, 100]);
  t.deepEqual([start?.spread.median, start && isMet(start)], [1.05, true]);
  t.deepEqual([noOp?.spread.median, noOp && isMet(noOp)], [85, true]);
});

test('one goal that is missed is one row; without a goal none is missed', t => {
  const slow = [200, 460, 200];
  t.deepEqual(rows(slow, slow).map(isMet), [true, true, true, false]);
  t.deepEqual(rows(slow, slow, 100).map(isMet), [true, true, true, true]);
  t.deepEqual(rows([111, 450, 111], [100, 400, 100]).map(isMet), [false, false, false, true]);
});

test('rounds that were not run meet no goal', t => {
  t.deepEqual(rows([], []).map(isMet), [false, false, false, false]);
});

test('what ten times the containers need is compared with what few need', t => {
  const few = { memory: 100, descriptors: 30 };
  const verdicts = (memory: number, descriptors: number) =>
    footprintRows(few, { memory, descriptors }, ['20', '200']).map(isMet);
  t.deepEqual(verdicts(130, 46), [true, true]);
  t.deepEqual(verdicts(131, 47), [false, false]);
});
