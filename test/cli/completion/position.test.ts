import argparse from 'argparse';
import test from 'ava';
import { findPosition } from '../../../src/cli/completion/position.ts';

/** A parser with each kind of option and word. */
function makeParser(): argparse.ArgumentParser {
  const parser = new argparse.ArgumentParser({ prog: 'p', add_help: false });
  parser.add_argument('-q', { action: 'store_true', dest: 'quiet' });
  parser.add_argument('--hidden', { help: argparse.SUPPRESS });
  const list = parser.add_subparsers({ dest: 'sub' });
  const run = list.add_parser('run', { add_help: false });
  run.add_argument('-c', '--config', { dest: 'config' });
  run.add_argument('--pair', { nargs: 2, dest: 'pair' });
  run.add_argument('--maybe', { nargs: '?', dest: 'maybe' });
  run.add_argument('--many', { nargs: '+', dest: 'many' });
  run.add_argument('-v', { action: 'count', dest: 'verbose' });
  run.add_argument('name');
  run.add_argument('words', { nargs: '...' });
  const two = list.add_parser('two', { add_help: false });
  two.add_argument('first');
  two.add_argument('others', { nargs: '*' });
  return parser;
}

const runOptions = '-c --config --pair --maybe --many -v';

/** Words, of which the last is completed; whose value it is, the word itself, the options that may stand there. */
const rows: readonly (readonly [words: string, value: string | undefined, word: string, options: string])[] =
  [
    ['', 'sub', '', ''],
    ['-', undefined, '-', '-q'],
    ['-q ru', 'sub', 'ru', ''],
    ['run ', 'name', '', ''],
    ['run -', undefined, '-', runOptions],
    ['run -c ', 'config', '', ''],
    ['run -c -', 'config', '-', ''],
    ['run -c d ', 'name', '', ''],
    ['run -cd ', 'name', '', ''],
    ['run --config=d', 'config', 'd', ''],
    ['run --config=d ', 'name', '', ''],
    ['run --unknown=d', undefined, 'd', ''],
    ['run --unknown d', 'name', 'd', ''],
    ['run -v ', 'name', '', ''],
    ['run -vv -c ', 'config', '', ''],
    ['run --pair a ', 'pair', '', ''],
    ['run --pair a b ', 'name', '', ''],
    ['run --maybe ', 'maybe', '', ''],
    ['run --maybe -', undefined, '-', runOptions],
    ['run --many a b ', 'many', '', ''],
    ['run --many a -v ', 'name', '', ''],
    ['run -- -', 'name', '-', ''],
    ['run a ', 'words', '', ''],
    ['run a -', 'words', '-', ''],
    ['run a b --config c', 'words', 'c', ''],
    ['two a ', 'others', '', ''],
    ['two a b c ', 'others', '', ''],
    ['none ', undefined, '', ''],
  ];

for (const [words, value, word, options] of rows) {
  test(`at the end of "${words}"`, t => {
    const position = findPosition(makeParser(), words.split(' '));
    t.is(position.value?.dest, value);
    t.is(position.word, word);
    t.is(position.options.flatMap(({ option_strings }) => option_strings).join(' '), options);
  });
}

test('what was given is kept by name, in either spelling', t => {
  const words = ['run', '-c', 'a', '--config=b', '-cc', '--pair', 'd', 'e', 'unit', '-v', 'w', ''];
  t.deepEqual(Object.fromEntries(findPosition(makeParser(), words).given), {
    sub: ['run'],
    config: ['a', 'b', 'c'],
    pair: ['d', 'e'],
    name: ['unit'],
    words: ['-v', 'w'],
  });
});
