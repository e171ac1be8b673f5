import test from 'ava';
import { OrderError, UnitError } from '../../src/core/errors.ts';
import type { RunEvent } from '../../src/engine/events.ts';
import { describeErrorAsJson, finished, jsonReporter } from '../../src/report/json.ts';

const at = { step: '1.web.start', target: 'web', kind: 'start', time: Date.UTC(2026, 0, 2, 3, 4, 5, 6) };
const place = { file: '/conf/units/web/start.yaml', line: 3, column: 5, length: 4 };

function told(...events: RunEvent[]): readonly unknown[] {
  const lines: string[] = [];
  const { tell } = jsonReporter(event => void lines.push(JSON.stringify(event)));
  events.forEach(tell);
  return lines.map(line => JSON.parse(line));
}

test('each event is one object, with its time in UTC', t => {
  const time = '2026-01-02T03:04:05.006Z';
  t.deepEqual(
    told(
      { ...at, type: 'started', reason: 'missing' },
      { ...at, type: 'output', stream: 'stdout', line: 'a\nb' },
      { ...at, type: 'skipped', reason: 'running' },
      { ...at, type: 'done' },
      { type: 'finished', time: at.time, error: undefined },
    ),
    [
      { ...at, time, type: 'started', reason: 'missing' },
      { ...at, time, type: 'output', stream: 'stdout', line: 'a\nb' },
      { ...at, time, type: 'skipped', reason: 'running' },
      { ...at, time, type: 'done' },
      { time, type: 'finished', ok: true, exitCode: 0 },
    ],
  );
});

test('how many bytes have come is not told', t => {
  const transfer = { phase: 'fetching', done: 1, total: 2, fraction: 0.5, open: false } as const;
  t.deepEqual(told({ ...at, type: 'transfer', transfer, line: 'aa Downloading 1 B of 2 B' }), []);
});

test('a failure has its place, hint and last lines, and no more than there is', t => {
  const error = new OrderError('no', { place, hint: 'do', output: ['one', 'two'] });
  const data = { file: place.file, line: 3, column: 5, message: 'no', hint: 'do', output: ['one', 'two'] };
  const [failed, end] = told({ ...at, type: 'failed', error }, { type: 'finished', time: at.time, error });
  t.like(failed, { type: 'failed', error: data });
  t.like(end, { type: 'finished', ok: false, exitCode: 1, error: data });
  t.deepEqual(describeErrorAsJson(new OrderError('no')), { message: 'no' });
});

test('of a unit every fault is told', t => {
  const error = new UnitError([
    { message: 'one', place },
    { message: 'two', hint: 'do' },
  ]);
  t.like(finished(error), { ok: false, exitCode: 3 });
  t.deepEqual(Reflect.get(describeErrorAsJson(error), 'faults'), [
    { file: place.file, line: 3, column: 5, message: 'one' },
    { message: 'two', hint: 'do' },
  ]);
});

test('a fault of our own is 70', t => {
  t.like(finished(new TypeError('oops')), { ok: false, exitCode: 70, error: { message: 'oops' } });
});
