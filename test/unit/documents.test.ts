import test from 'ava';
import { splitDocuments } from '../../src/unit/documents.ts';
import { faultsOf } from '../support/faults.ts';

const split = (text: string) => splitDocuments({ file: 'u.yaml', text, firstLine: 1 });

const cases: readonly [string, [firstLine: number, text: string][]][] = [
  ['', [[1, '']]],
  ['a: 1\n', [[1, 'a: 1\n']]],
  [
    'a: 1\n---\n- b\n',
    [
      [1, 'a: 1\n'],
      [3, '- b\n'],
    ],
  ],
  [
    '---\na: 1\n---\n- b\n',
    [
      [1, '---\na: 1\n'],
      [4, '- b\n'],
    ],
  ],
  ['# c\n\n--- # first\na: 1', [[1, '# c\n\n--- # first\na: 1']]],
  [
    '{# one\ntwo #}{% set a = 1 %}\n---\na: 1\n---\nb',
    [
      [1, '{# one\ntwo #}{% set a = 1 %}\n---\na: 1\n'],
      [6, 'b'],
    ],
  ],
  [
    'a\n--- # orders\nb\n---  \nc',
    [
      [1, 'a\n'],
      [3, 'b\n'],
      [5, 'c'],
    ],
  ],
  [
    'a\r\n---\r\nb\r\n',
    [
      [1, 'a\r\n'],
      [3, 'b\r\n'],
    ],
  ],
  [
    'a\n---\n---\nc',
    [
      [1, 'a\n'],
      [3, ''],
      [4, 'c'],
    ],
  ],
  [
    'a\n---\nb\n---\n# nothing\n---\n',
    [
      [1, 'a\n'],
      [3, 'b\n'],
    ],
  ],
  ['a: |\n  ---\n  x\n----\n---x', [[1, 'a: |\n  ---\n  x\n----\n---x']]],
];

for (const [text, parts] of cases) {
  test(`parts of ${JSON.stringify(text)}`, t => {
    const found = split(text);
    t.deepEqual(
      found.map(part => [part.firstLine, part.text]),
      parts,
    );
    for (const part of found) t.is(text.slice(part.offset, part.offset + part.text.length), part.text);
  });
}

test('more than three documents', t => {
  t.deepEqual(
    faultsOf(() => split('a\n---\nb\n---\nc\n---\nd')),
    [
      '6:1+3 a further document begins here; a unit has at most 3 (they are: the containers, the orders, the parameters)',
    ],
  );
});

test('a long head of comments takes no long time', t => {
  const head = '# a # b # c {# d #} {# e #}\n'.repeat(2000);
  t.is(split(`${head}x\n---\ny`).length, 2);
});
