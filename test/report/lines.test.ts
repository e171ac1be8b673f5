import test from 'ava';
import type { RunEvent } from '../../src/engine/events.ts';
import { duration, lineReporter, wholeDuration } from '../../src/report/lines.ts';
import { eventsOf } from '../support/events.ts';

const web = eventsOf('build web');
const db = eventsOf('start db');

const run: readonly RunEvent[] = [
  web.started(1000, 'image missing'),
  db.skipped(1100, 'running, nothing\nto do'),
  web.output('Step 1/1 : FROM busybox', 'progress'),
  web.transfer(
    1200,
    { phase: 'fetching', done: 1, total: 2, fraction: 0.5, open: false },
    'aa Downloading 1 B',
  ),
  web.output('10 %\r\u001B[32m100 %\u001B[0m', 'stdout'),
  web.output('', 'stdout'),
  web.output('to stderr', 'stderr'),
  web.output('old link', 'warning'),
  web.done(3340),
  db.started(4000),
  db.failed(4000),
  { type: 'finished', time: 4000, error: undefined },
];

test('a line a step, output with its step in front, stdout apart', async t => {
  t.deepEqual(await told(0), {
    stdout: ['build web | 100 %', 'build web |'],
    stderr: [
      'start db: skipped, running, nothingto do',
      'build web | to stderr',
      'warning: build web: old link',
      'build web: done (2.3 s)',
      'start db: failed (0.0 s)',
    ],
  });
});

test('-v adds reasons, and what builds and pulls say', async t => {
  t.deepEqual(
    (await told(1)).stderr.filter(line => !/skipped|warning|stderr|done|failed/.test(line)),
    ['build web: image missing', 'build web | Step 1/1 : FROM busybox', 'start db: missing'],
  );
});

test('-vv adds each time that bytes have come', async t => {
  const [two, one] = [(await told(2)).stderr, (await told(1)).stderr];
  t.deepEqual(
    two.filter(line => !one.includes(line)),
    ['build web | aa Downloading 1 B'],
  );
});

test('-q leaves everything to the last line', async t => {
  t.deepEqual(await told(-1), { stdout: [], stderr: [] });
});

for (const [milliseconds, exact, whole] of [
  [0, '0.0 s', '0 s'],
  [49, '0.0 s', '0 s'],
  [1960, '2.0 s', '1 s'],
  [59_940, '59.9 s', '59 s'],
  [59_960, '1 min 0 s', '59 s'],
  [125_000, '2 min 5 s', '2 min 5 s'],
  [3_599_000, '59 min 59 s', '59 min 59 s'],
  [7_380_000, '2 h 3 min', '2 h 3 min'],
] as const) {
  test(`${milliseconds} ms in words`, t => {
    t.is(duration(milliseconds), exact);
    t.is(wholeDuration(milliseconds), whole);
  });
}

async function told(verbosity: number) {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const reporter = lineReporter({
    stdout: text => stdout.push(text),
    stderr: text => stderr.push(text),
    verbosity,
    color: false,
  });
  for (const event of run) reporter.tell(event);
  await reporter.end();
  return { stdout, stderr };
}
