import test from 'ava';
import { logReader } from '../../src/docker/log-lines.ts';

function read(...messages: readonly (readonly ['stdout' | 'stderr', string])[]) {
  const lines: string[] = [];
  const reader = logReader(({ stream, time, line }) => lines.push(`${stream} ${time} ${line}`));
  for (const [stream, message] of messages) reader.take(stream, Buffer.from(message));
  reader.end();
  return lines;
}

test('lines with their times, of which all have nine digits', t => {
  t.deepEqual(
    read(['stdout', '2030-01-02T03:04:05.5Z one\n'], ['stderr', '2030-01-02T03:04:05Z two three\n']),
    ['stdout 2030-01-02T03:04:05.500000000Z one', 'stderr 2030-01-02T03:04:05.000000000Z two three'],
  );
});

test('a long line in several messages is one, of the time of the first, whatever comes between', t => {
  t.deepEqual(
    read(
      ['stdout', '2030-01-02T03:04:05.1Z aaa'],
      ['stderr', '2030-01-02T03:04:05.2Z other\n'],
      ['stdout', '2030-01-02T03:04:05.3Z bbb\n'],
      ['stdout', '2030-01-02T03:04:05.4Z next\n'],
    ),
    [
      'stderr 2030-01-02T03:04:05.200000000Z other',
      'stdout 2030-01-02T03:04:05.100000000Z aaabbb',
      'stdout 2030-01-02T03:04:05.400000000Z next',
    ],
  );
});

test('a last line without an end, and an empty one', t => {
  t.deepEqual(read(['stdout', '2030-01-02T03:04:05.1Z \n'], ['stdout', '2030-01-02T03:04:05.2Z $ ']), [
    'stdout 2030-01-02T03:04:05.100000000Z ',
    'stdout 2030-01-02T03:04:05.200000000Z $ ',
  ]);
});
