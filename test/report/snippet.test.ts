import test from 'ava';
import { snippet } from '../../src/report/snippet.ts';

const shown = (text: string, line: number) => snippet({ file: 'a.yaml', line, column: 1 }, text)[0]?.slice(8);

test('no line of a secret is shown, and every other one is', t => {
  const text = 'A: 1\nP: !secret |\n  first\n second\n\nQ: 3\n';
  t.deepEqual(
    [1, 2, 3, 4, 6].map(line => shown(text, line)),
    ['A: 1', 'P: !secret ***', '***', '***', 'Q: 3'],
  );
  t.is(shown('P: !secret "aa\n  bb" : d\n', 2), '***');
  t.is(shown('x:\n  P: !secret\n    plain\n  Q: 1\n', 3), '***');
  t.is(shown('x:\n  P: !secret\n    plain\n  Q: 1\n', 4), '  Q: 1');
});
