import test from 'ava';
import { printable } from '../../src/report/printable.ts';

const rows: readonly [string, string, string][] = [
  ['plain text', 'all is well — 日本', 'all is well — 日本'],
  ['colours', '\u001B[1;31mred\u001B[0m and \u001B[38;5;12mblue\u001B[39m', 'red and blue'],
  ['moves and erasures', 'a\u001B[2K\u001B[1A\u001B[10;4Hb\u001B[?25l', 'ab'],
  ['a title and a link', '\u001B]0;evil\u0007x\u001B]8;;http://a/\u0007y\u001B]8;;\u0007', 'xy'],
  ['a bar drawn over itself', ' 10 %\r 50 %\r100 %', '100 %'],
  ['a bar that ends with a return', '10 %\r100 %\r', '100 %'],
  ['a cleared line', 'working\r\u001B[K', 'working'],
  ['tabs', 'a\tb', 'a    b'],
  ['other control characters', 'a\u0000\u0007\u0008\u000B\u009Bb\u007F', 'ab'],
  ['an unfinished sequence', 'a\u001B', 'a'],
  ['indentation', '    at line 3', '    at line 3'],
  ['nothing', '\r\r', ''],
];

for (const [name, line, shown] of rows) {
  test(`what is left of a line: ${name}`, t => t.is(printable(line), shown));
}
