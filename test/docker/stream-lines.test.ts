import test from 'ava';
import { lineSplitter, longestLine } from '../../src/docker/stream-lines.ts';

function linesOf(chunks: readonly (string | Buffer)[]): readonly string[] {
  const lines: string[] = [];
  const splitter = lineSplitter(line => lines.push(line));
  for (const chunk of chunks) splitter.take(chunk);
  splitter.end();
  return lines;
}

const euro = Buffer.from('€');
const long = 'x'.repeat(longestLine);

const cases: readonly (readonly [
  what: string,
  chunks: readonly (string | Buffer)[],
  lines: readonly string[],
])[] = [
  ['nothing', [], []],
  ['an empty chunk', [''], []],
  ['lines of one chunk', ['a\nb\n'], ['a', 'b']],
  ['empty lines', ['\n\na\n'], ['', '', 'a']],
  ['a last line without end', ['a\nb'], ['a', 'b']],
  ['a line over several chunks', ['a', 'b', 'c\nd', 'e'], ['abc', 'de']],
  ['CRLF', ['a\r\nb\r\n'], ['a', 'b']],
  ['CRLF split between chunks', ['a\r', '\nb'], ['a', 'b']],
  ['a CR inside a line', ['10%\r20%\n'], ['10%\r20%']],
  ['a character split over chunks', [euro.subarray(0, 1), euro.subarray(1, 2), euro.subarray(2)], ['€']],
  ['half a character at the end', [Buffer.from('a'), euro.subarray(0, 2)], ['a\uFFFD']],
  ['a line of just the longest length', [long, '\n'], [long]],
  ['a longest line with CRLF', [long, '\r', '\n'], [long]],
  ['a longer line in one chunk', [`${long}y\nz\n`], [long, 'y', 'z']],
  ['a longer line in small chunks', [long, 'y', 'z', '\n'], [long, 'yz']],
  ['a very long line without end', [long + long, long, 'y'], [long, long, long, 'y']],
  [
    'a word at the cut',
    [`${long.slice(9)} pass`, 'word-and-more\n'],
    [`${long.slice(9)} `, 'password-and-more'],
  ],
  ['a word in quotes at the cut', [`${long.slice(5)}"password"\n`], [`${long.slice(5)}"`, 'password"']],
  ['a word as long as that', [`${long} y\n`], [long, ' y']],
  ['a pair of surrogates at the cut', [`${long.slice(1)}😀y\n`], [long.slice(1), '😀y']],
];

for (const [what, chunks, lines] of cases) {
  test(`lines: ${what}`, t => t.deepEqual(linesOf(chunks), lines));
}

test('a line is said as soon as it ends', t => {
  const lines: string[] = [];
  lineSplitter(line => lines.push(line)).take('now\nlater');
  t.deepEqual(lines, ['now']);
});
