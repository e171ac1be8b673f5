import test from 'ava';
import type { Path } from '../../src/core/places.ts';
import { placesIn } from '../../src/unit/source.ts';
import { parseYaml } from '../../src/unit/yaml.ts';
import { faultsOf } from '../support/faults.ts';

const parse = (text: string) => parseYaml(text, placesIn({ file: 'u.yaml', text, firstLine: 1 }));

const values: readonly [string, unknown][] = [
  ['', null],
  ['# only a comment', null],
  ['a: [1, two, true, ~, 1.5]', { a: [1, 'two', true, null, 1.5] }],
  ['a: yes\nb: 22:22\nc: 2020-01-01\nd: 010', { a: 'yes', b: '22:22', c: '2020-01-01', d: 10 }],
  ['{22: 2022, 1.10: x, yes: y, ~: z}', { 22: 2022, '1.10': 'x', yes: 'y', '~': 'z' }],
  ['a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}', { a: { b: 1, c: 2 }, d: { b: 1, c: 3 } }],
  [
    'a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}',
    { a: { b: 1 }, c: { b: 2, d: 3 }, e: { b: 1, d: 3 } },
  ],
  ['"<<": 1', { '<<': 1 }],
  ['a: |\n  one\n  two\nb: >\n  x\n  y\n', { a: 'one\ntwo\n', b: 'x y\n' }],
  ['a: 1\r\nb:\r\n  - c\r\n', { a: 1, b: ['c'] }],
  ['---\n- a\n...\n', ['a']],
  ['toString: 2', { toString: 2 }],
];

for (const [text, value] of values) {
  test(`value of ${JSON.stringify(text)}`, t => t.deepEqual(parse(text).value, value));
}

const unit = `web:
  build: {path: 'services/web', tag: web}
  links:
    - [a, b]
    - c
  start: &more
    ports: {80: 8080}
    text: |
      line one
  empty:
db:
  <<: *more
  again: *more
`;

const places: readonly [Path, 'key' | 'value', string][] = [
  [['web'], 'key', '1:1+3'],
  [['web'], 'value', '1:1+3'],
  [['web', 'build'], 'value', '2:10+1'],
  [['web', 'build', 'path'], 'key', '2:11+4'],
  [['web', 'build', 'path'], 'value', '2:17+14'],
  [['web', 'links'], 'value', '3:3+5'],
  [['web', 'links', 0], 'value', '4:7+1'],
  [['web', 'links', 0, 1], 'value', '4:11+1'],
  [['web', 'links', 1], 'key', '5:7+1'],
  [['web', 'start', 'ports', '80'], 'key', '7:13+2'],
  [['web', 'start', 'ports', 80], 'value', '7:17+4'],
  [['web', 'start', 'text'], 'value', '9:7+8'],
  [['web', 'empty'], 'value', '10:3+5'],
  [['db', 'ports'], 'key', '7:5+5'],
  [['db', 'again'], 'value', '13:10+5'],
  [['db', 'again', 'text'], 'key', '8:5+4'],
  [['db', 'nothing', 'here'], 'key', '11:1+2'],
  [[], 'value', '1:1+3'],
];

for (const [path, what, place] of places) {
  test(`place of the ${what} ${path.join('.')}`, t => {
    const { line, column, length } = parse(unit).placeOf(path, what);
    t.is(`${line}:${column}+${length}`, place);
  });
}

const nested = (depth: number) => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
const wrong: readonly [string, string[]][] = [
  [
    'a: 1\nb: 2\na: 3\nb: 4',
    [
      '3:1+1 the key "a" is given twice: it stands 2 lines above already (keep one of the two)',
      '4:1+1 the key "b" is given twice: it stands 2 lines above already (keep one of the two)',
    ],
  ],
  ['{a: 1, "a": 2}', ['1:8+3 the key "a" is given twice (keep one of the two)']],
  [
    'x: &x {a: 1}\n<<: *x\n<<: *x',
    ['3:1+2 the key "<<" is given twice (merge several mappings with "<<: [*one, *two]")'],
  ],
  ['a:\n  __proto__: 1', ['2:3+9 "__proto__" cannot be a key (choose another name)']],
  [
    'constructor: {"prototype": 1}',
    [
      '1:1+11 "constructor" cannot be a key (choose another name)',
      '1:15+11 "prototype" cannot be a key (choose another name)',
    ],
  ],
  ['? [a]\n: 1', ['1:3+1 a key must be text; found an alias, a list or a mapping']],
  ['a: {: 1}', ['1:5+1 a key is missing before ":" (write a name before it)']],
  [
    'a: .nan\nb: [.inf]',
    ['1:4+4 NaN is no number that can be passed on', '2:5+4 Infinity is no number that can be passed on'],
  ],
  [
    'id: 12345678901234567890',
    ['1:5+20 this number has too many digits to be kept exactly (put it in quotes)'],
  ],
  ['a: &x [*x]', ['1:8+2 the alias "x" stands inside of what it names']],
  ['a: *nope', ['1:4+5 there is no anchor "nope" above (write "&nope" before what the alias means)']],
  ['a:\n\tb: 1', ['2:1+1 wrong YAML: a tab cannot indent (indent with spaces)']],
  ['a: b: c', ['1:5+1 wrong YAML: bad indentation, or a ":" too many (quote a value that holds ": ")']],
  ['a: [1\n\n\n', ['1:6+1 wrong YAML: not indented far enough, or a bracket or quote above is not closed']],
  ['a: !!set {x}', ['1:4+1 wrong YAML: unknown tag "set" (take the tag away)']],
  ['a: !!int x', ['1:4+1 wrong YAML: this is no "int"']],
  ['<<: 1', ['1:1+2 wrong YAML: "<<" merges a mapping or a list of mappings only']],
  ['a: 1\n...\nb: 2', ['3:1+1 a further document begins here (take it away, or put a line "---" before it)']],
  [nested(65), ['1:66+1 wrong YAML: nested deeper than 64 levels']],
  [`a: &x 1\nb: [${'*x,'.repeat(101)}]`, ['2:305+2 more than 100 aliases (write some of the values out)']],
];

for (const [text, faults] of wrong) {
  test(`faults of ${JSON.stringify(text.slice(0, 40))}`, t => {
    const found = faultsOf(() => parse(text));
    t.deepEqual(found, faults);
    t.false(found.some(fault => fault.includes('\n')));
  });
}

test('64 levels and 100 aliases are allowed', t => {
  t.notThrows(() => parse(nested(64)));
  t.notThrows(() => parse(`a: &x 1\nb: [${'*x,'.repeat(100)}]`));
});

test('aliases that multiply are counted as what they stand for', t => {
  const lists = 'bcdefg'.split('').map((name, at) => `${name}: &${name} [${`*${'abcdef'[at]},`.repeat(10)}]`);
  const text = ['a: &a [1,1,1,1,1,1,1,1,1,1]', ...lists].join('\n');
  t.deepEqual(
    faultsOf(() => parse(text)).map(fault => fault.replace(/^\S+ /, '')),
    ['with its aliases written out this is more than 100000 values (use fewer aliases)'],
  );
});
