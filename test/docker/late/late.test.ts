import test from 'ava';
import { findLate } from '../../../src/docker/late/late.ts';

type Found = readonly [
  written: string,
  path: readonly string[],
  of?: { container: string } | { image: string },
];

const container = (name: string) => ({ container: name });

const cases: readonly (readonly [text: string, ...found: Found[]])[] = [
  ['{{.A}}', ['{{.A}}', ['A']]],
  ['[[.A.B-c_9]]', ['[[.A.B-c_9]]', ['A', 'B-c_9']]],
  ['{{ .A.B }}(web)', ['{{ .A.B }}(web)', ['A', 'B'], container('web')]],
  [
    '[[\t.A\t]](image://busybox:stable)',
    ['[[\t.A\t]](image://busybox:stable)', ['A'], { image: 'busybox:stable' }],
  ],
  [
    '[[.Id]](image://127.0.0.1:5000/a/b@sha256:0f)',
    ['[[.Id]](image://127.0.0.1:5000/a/b@sha256:0f)', ['Id'], { image: '127.0.0.1:5000/a/b@sha256:0f' }],
  ],
  ['{{.Mounts.0.Source}}', ['{{.Mounts.0.Source}}', ['Mounts', '0', 'Source']]],
  ['[[.Mounts[12].Source]]', ['[[.Mounts[12].Source]]', ['Mounts', '12', 'Source']]],
  ['[[.A[0]]]', ['[[.A[0]]]', ['A', '0']]],
  ['{{.Labels["any key.x"]}}', ['{{.Labels["any key.x"]}}', ['Labels', 'any key.x']]],
  ['[[.A["]]"]]]', ['[[.A["]]"]]]', ['A', ']]']]],
  ['{{.A["say \\"x\\" \\\\"]}}', ['{{.A["say \\"x\\" \\\\"]}}', ['A', 'say "x" \\']]],
  ['{{["A"].B}}', ['{{["A"].B}}', ['A', 'B']]],
  ["[[ inspect['A']['B'] ]]", ["[[ inspect['A']['B'] ]]", ['A', 'B']]],
  [
    "[[inspect['NetworkSettings']['IPAddress']]](cgit)",
    [
      "[[inspect['NetworkSettings']['IPAddress']]](cgit)",
      ['NetworkSettings', 'IPAddress'],
      container('cgit'),
    ],
  ],
  ['http://{{.N}}(c):80/{{.M}}', ['{{.N}}(c)', ['N'], container('c')], ['{{.M}}', ['M']]],
  ['{{.A}} (web)', ['{{.A}}', ['A']]],
  ['{{.A}}(hello world)', ['{{.A}}', ['A']]],
  ['{{.A}}(image)', ['{{.A}}(image)', ['A'], container('image')]],
  ['{{{.A}}}', ['{{.A}}', ['A']]],
  // What is none of ours.
  ['{{ name }}'],
  ['{{.A]]'],
  ['[[.A}}'],
  ['{{}}'],
  ['{{.}}'],
  ['{{.A | json}}'],
  ['{{json .A}}'],
  ['{{ inspect["A"] }}'],
  ['[[ inspect ]]'],
  ['[[ inspect["A"].keys() ]]'],
  ['[[ -f x ]]'],
  ['[[1, 2], [3]]'],
  ['{{.A["x]}}'],
  ['{{.A["x"}}'],
  ['{{.A\n}}'],
  ['{{.A[-1]}}'],
  ['$.A'],
];

for (const [text, ...expected] of cases) {
  test(`late expressions of ${JSON.stringify(text)}`, t => {
    const found = findLate(text).map(late => [text.slice(late.start, late.end), late.path, late.of]);
    t.deepEqual(
      found,
      expected.map(([written, path, of]) => [written, path, of]),
    );
  });
}

test('a backslash belongs to the expression and marks it', t => {
  t.deepEqual(findLate('a \\{{.A}}(web) \\\\[[.B]]'), [
    { start: 2, end: 14, path: ['A'], of: { container: 'web' }, escaped: true },
    { start: 16, end: 23, path: ['B'], of: undefined, escaped: true },
  ]);
});
