import test from 'ava';
import { logLines } from '../../src/report/log-lines.ts';

const line = {
  container: 'db',
  stream: 'stdout',
  time: '2030-01-02T03:04:05.000000001Z',
  line: 'ready\t\u001B[31m!\u001B[0m',
} as const;
const plain = { color: false, isTerminal: false, timestamps: false };

test('names are as wide as the longest; what is no terminal gets lines as they are', t => {
  const describe = logLines(['db', 'worker']);
  t.is(describe(line, plain), 'db     | ready\t\u001B[31m!\u001B[0m');
  t.is(describe({ ...line, line: '' }, plain), 'db     |');
  t.is(describe({ ...line, line: 'trailing  ' }, plain), 'db     | trailing  ');
});

test('a terminal gets nothing that steers it', t => {
  t.is(logLines(['db'])(line, { ...plain, isTerminal: true }), 'db | ready    !');
});

test('with the time', t => {
  const shown = logLines(['db'])({ ...line, line: 'x' }, { ...plain, timestamps: true });
  t.is(shown, 'db | 2030-01-02T03:04:05.000000001Z x');
});

test('each container has a colour, which come again when there are no more', t => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const describe = logLines(names);
  const codes = names.map(
    container => /\[\d+m/.exec(describe({ ...line, container }, { ...plain, color: true }))?.[0],
  );
  t.is(new Set(codes).size, 5);
  t.is(codes[0], codes[5]);
});
