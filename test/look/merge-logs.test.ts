import test from 'ava';
import { ApiError } from '../../src/docker/api-error.ts';
import type { LogLine } from '../../src/docker/engine.ts';
import { mergeLogs } from '../../src/look/merge-logs.ts';

async function* log(...times: readonly string[]): AsyncGenerator<LogLine> {
  for (const time of times) yield { stream: 'stdout', time, line: time };
}

async function merged(logs: Parameters<typeof mergeLogs>[0]): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { container, time } of mergeLogs(logs, () => {})) found.push(`${container} ${time}`);
  return found;
}

test('lines come by time; of the same time those of the first container first', async t => {
  const logs = [
    ['a', log('1', '4', '5')],
    ['b', log()],
    ['c', log('2', '3', '5', '6')],
  ] as const;
  t.deepEqual(await merged(logs), ['a 1', 'c 2', 'c 3', 'a 4', 'a 5', 'c 5', 'c 6']);
  t.deepEqual(await merged([]), []);
});

test('whoever stops reading closes all logs', async t => {
  const closed: string[] = [];
  async function* endless(name: string): AsyncGenerator<LogLine> {
    try {
      for (;;) yield { stream: 'stdout', time: '1', line: name };
    } finally {
      closed.push(name);
    }
  }
  for await (const _ of mergeLogs(
    [
      ['a', endless('a')],
      ['b', endless('b')],
    ],
    () => {},
  ))
    break;
  t.deepEqual(closed.sort(), ['a', 'b']);
});

test('a log that fails fails the whole', async t => {
  async function* broken(): AsyncGenerator<LogLine> {
    yield { stream: 'stdout', time: '1', line: '' };
    throw new Error('gone');
  }
  await t.throwsAsync(merged([['a', broken()]]), { message: 'gone' });
});

test('a log that the engine refuses is told of, and the others go on', async t => {
  async function* refused(): AsyncGenerator<LogLine> {
    yield* [];
    throw new ApiError('no such driver', 501);
  }
  const heard: string[] = [];
  const lines: string[] = [];
  const logs = [
    ['a', refused()],
    ['b', log('1', '2')],
  ] as const;
  for await (const { time } of mergeLogs(logs, (name, { message }) => heard.push(`${name}: ${message}`)))
    lines.push(time);
  t.deepEqual([heard, lines], [['a: no such driver'], ['1', '2']]);
});
