import test from 'ava';
import { readCells } from './cells.ts';
import { drawTerminal } from './svg.ts';

const begin = '\u001B';
const plain = { color: undefined, dim: false, bold: false };

test('a screen is taken apart into pieces of one look, which goes on over line ends', t => {
  const screen = `${begin}[32m✔${begin}[39m a${begin}[1;2mb\nc${begin}[22md${begin}[0m`;
  t.deepEqual(readCells(screen), [
    [
      { column: 0, text: '✔', look: { ...plain, color: 'green' } },
      { column: 1, text: ' a', look: plain },
      { column: 3, text: 'b', look: { ...plain, dim: true, bold: true } },
    ],
    [
      { column: 0, text: 'c', look: { ...plain, dim: true, bold: true } },
      { column: 1, text: 'd', look: plain },
    ],
  ]);
});

test('words stand in their columns, held at their width; lines are drawn', t => {
  const svg = drawTerminal(`a <b>  c\n${begin}[36m━━╸${begin}[39m──│`, 'x & y', 20);
  const texts = [...svg.matchAll(/<text x="(\S+)" .*textLength="(\S+)".*>(.*)<\/text>/g)];
  t.deepEqual(
    texts.map(([, x, width, text]) => [x, width, text]),
    [
      ['18', '42', 'a &lt;b&gt;'],
      ['76.8', '8.4', 'c'],
    ],
  );
  t.true(svg.includes('<title>x &amp; y</title>'));
  t.deepEqual(
    [...svg.matchAll(/<rect x="(\S+)" y="\S+" width="(\S+)"/g)].map(([, x, width]) => [x, width]),
    [
      ['18', '21'],
      ['43.2', '16.8'],
      ['63.7', '1'],
    ],
  );
});
