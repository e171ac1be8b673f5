import test from 'ava';
import { type LayerState, layerCounter, type Transfer } from '../../src/docker/transfer.ts';

/** What is answered to each state: `aa Downloading 1 9` is a layer, its status, and perhaps bytes. */
function count(...states: readonly string[]): readonly (Transfer | undefined)[] {
  const counter = layerCounter();
  return states.map(text => counter.take(parse(text)));
}

function parse(text: string): LayerState {
  const [, id = '', status = '', current, total] = /^(\w+) (.*?)(?: (\d+))?(?: (\d+))?$/.exec(text) ?? [];
  return {
    id,
    status,
    current: current === undefined ? undefined : Number(current),
    total: total === undefined ? undefined : Number(total),
  };
}

const fetching = { phase: 'fetching', open: false } as const;

test('one layer is fetched, then unpacked', t => {
  t.deepEqual(
    count(
      'aa Pulling fs layer',
      'aa Downloading 2 8',
      'aa Download complete',
      'aa Extracting 4 8',
      'aa Pull complete',
    ),
    [
      undefined,
      { ...fetching, done: 2, total: 8, fraction: 0.25 },
      { phase: 'unpacking', open: false, done: 0, total: 8, fraction: 0 },
      { phase: 'unpacking', open: false, done: 4, total: 8, fraction: 0.5 },
      { phase: 'unpacking', open: false, done: 8, total: 8, fraction: 1 },
    ],
  );
});

test('layers are added up; one of unknown size keeps the bar back', t => {
  t.deepEqual(
    count(
      'aa Pulling fs layer',
      'bb Pulling fs layer',
      'aa Downloading 6 6',
      'bb Downloading 0 2',
      'aa Extracting 3 6',
      'bb Downloading 2 2',
    ).slice(2),
    [
      { ...fetching, open: true, done: 6, total: 6, fraction: 0.5 },
      { ...fetching, done: 6, total: 8, fraction: 0.75 },
      { ...fetching, done: 6, total: 8, fraction: 0.75 },
      { phase: 'unpacking', open: false, done: 3, total: 8, fraction: 3 / 8 },
    ],
  );
});

test('a layer that comes without a word of its size has none', t => {
  t.like(count('aa Pulling fs layer', 'aa Download complete', 'bb Downloading 1 4')[2], {
    ...fetching,
    done: 1,
    total: 4,
    fraction: 0.25,
  });
});

test('what is there already, and what is no layer, does not count', t => {
  t.deepEqual(
    count('stable Pulling from library/busybox', 'aa Already exists', 'bb Waiting', 'cc Pull complete'),
    [undefined, undefined, undefined, undefined],
  );
});

test('a fetch that begins anew goes back', t => {
  t.like(count('aa Downloading 7 8', 'aa Retrying in 5 seconds', 'aa Downloading 1 8')[2], { done: 1 });
});

test('the next image begins at nothing', t => {
  t.like(count('aa Downloading 8 8', 'aa Pull complete', 'bb Downloading 1 4')[2], { done: 1, total: 4 });
});
