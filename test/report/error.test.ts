import { stripVTControlCharacters } from 'node:util';
import test from 'ava';
import {
  EngineError,
  exitCodeOf,
  Interrupted,
  OrderError,
  StepError,
  UnitError,
  UsageError,
} from '../../src/core/errors.ts';
import { describeError } from '../../src/report/error.ts';

const files: Readonly<Record<string, string>> = {
  'units/web/stop.yaml': `${'\n'.repeat(16)}    tiemout: 5\n\tx: 1\r\n\n`,
  '/conf/units/a.yaml': 'a: 1\nb: 2\n',
  'long.yaml': `${'a'.repeat(300)}X${'b'.repeat(300)}`,
  'evil.yaml': 'a: \u001B[31mred',
};
const describe = (error: unknown, style = {}) =>
  describeError(error, { readFile: file => files[file], color: false, debug: false, ...style });

const stop = { file: 'units/web/stop.yaml', line: 17, column: 5, length: 7 };

test('message, place, line, carets, hint', t => {
  const fault = {
    message: 'unknown field "tiemout" in order "stop"',
    place: stop,
    hint: 'did you mean "timeout"? "stop" takes: timeout, wait, variants',
  };
  t.is(
    describe(new UnitError([fault])),
    `error: unknown field "tiemout" in order "stop"
  units/web/stop.yaml:17:5
   17 |     tiemout: 5
      |     ^^^^^^^
  hint: did you mean "timeout"? "stop" takes: timeout, wait, variants`,
  );
});

test('all faults, sorted, each once', t => {
  const at = (line: number, column: number) => ({ file: '/conf/units/a.yaml', line, column });
  const faults = [
    { message: 'third', place: { ...stop, line: 1, column: 1 } },
    { message: 'second', place: at(2, 1) },
    { message: 'first', place: at(1, 4) },
    { message: 'second', place: at(2, 1) },
    { message: 'anywhere' },
  ] as const;
  t.is(
    describe(new UnitError([...faults]), { cwd: '/conf' }),
    `error: anywhere

error: first
  units/a.yaml:1:4
    1 | a: 1
      |    ^

error: second
  units/a.yaml:2:1
    2 | b: 2
      | ^

error: third
  units/web/stop.yaml:1:1`,
  );
});

test('no more than twenty', t => {
  const fault = (line: number) => ({ message: `fault ${line}`, place: { file: 'f', line, column: 1 } });
  const text = describe(
    new UnitError([fault(0), ...Array.from({ length: 24 }, (_, index) => fault(index + 1))]),
  );
  t.is(text.match(/^error:/gm)?.length, 20);
  t.true(text.endsWith('error: fault 19\n  f:19:1\n\nand 5 more'));
});

test('last output, causes that say something new', t => {
  const cause = new Error('connect ECONNREFUSED', { cause: new Error('ECONNREFUSED') });
  t.is(
    describe(
      new OrderError('"make test" ended with 2', { output: ['one', 'two\u001B[2J'], cause, hint: 'mend it' }),
    ),
    `error: "make test" ended with 2
    one
    two
  because: connect ECONNREFUSED
  hint: mend it`,
  );
  t.is(
    describe(new EngineError('no engine: refused', { cause: new Error('refused') })),
    'error: no engine: refused',
  );
});

test('a message of several lines is indented', t => {
  t.is(describe(new UsageError('one\ntwo')), 'error: one\n  two');
});

test('files outside of the current directory stay absolute', t => {
  const error = new UnitError([
    { message: 'm', place: { file: '/conf/units/none.yaml', line: 1, column: 1 } },
  ]);
  t.is(describe(error, { cwd: '/conf/units' }), 'error: m\n  none.yaml:1:1');
  t.is(describe(error, { cwd: '/confuse' }), 'error: m\n  /conf/units/none.yaml:1:1');
  t.is(describe(error), 'error: m\n  /conf/units/none.yaml:1:1');
});

const snippets: readonly [
  title: string,
  file: string,
  line: number,
  column: number,
  length: number,
  lines: string[],
][] = [
  ['a tab before', stop.file, 18, 2, 1, ['   18 | \tx: 1', '      | \t^']],
  [
    'a length beyond the line',
    stop.file,
    17,
    5,
    100,
    ['   17 |     tiemout: 5', `      |     ${'^'.repeat(10)}`],
  ],
  [
    'a column beyond the line',
    stop.file,
    17,
    99,
    1,
    ['   17 |     tiemout: 5', `      | ${' '.repeat(14)}^`],
  ],
  ['an empty line', stop.file, 19, 1, 1, []],
  ['no such line', stop.file, 99, 1, 1, []],
  [
    'a long line',
    'long.yaml',
    1,
    301,
    1,
    [`    1 | ${'a'.repeat(80)}X${'b'.repeat(79)}`, `      | ${' '.repeat(80)}^`],
  ],
  ['control characters', 'evil.yaml', 1, 4, 1, ['    1 | a: \uFFFD[31mred', '      |    ^']],
];

for (const [title, file, line, column, length, lines] of snippets) {
  test(`the line of ${title}`, t => {
    const text = describe(new UnitError([{ message: 'm', place: { file, line, column, length } }]));
    t.deepEqual(text.split('\n').slice(2), lines);
  });
}

test('a fault of our own is said to be one, with its stack', t => {
  const lines = describe(new TypeError('x is not a function')).split('\n');
  t.is(lines[0], 'error: nua-start itself failed: x is not a function');
  t.regex(lines[1] ?? '', /^ {2}at .*error\.test\.ts/);
  t.is(
    lines.at(-1),
    '  hint: this is a fault of nua-start, not of your files; please report it with these lines',
  );
  t.is(describe('text').split('\n')[0], 'error: nua-start itself failed: text');
});

test('debug shows stacks', t => {
  const error = new UsageError('wrong', { cause: new Error('inner') });
  t.regex(
    describe(error, { debug: true }),
    /^error: wrong\n {2}because: inner\n\n {2}at [\s\S]*\n {2}inner\n {2}at /,
  );
});

test('color', t => {
  const text = describe(new UnitError([{ message: 'm', place: stop, hint: 'h' }]), { color: true });
  t.true(text.startsWith('\u001B[31m\u001B[1merror:'));
  t.is(stripVTControlCharacters(text), describe(new UnitError([{ message: 'm', place: stop, hint: 'h' }])));
});

test('exit codes', t => {
  const errors = [
    new OrderError('m'),
    new UsageError('m'),
    new UnitError([{ message: 'm' }]),
    new EngineError('m'),
    new Interrupted('SIGINT'),
    new Interrupted('SIGTERM'),
    new Error('m'),
    undefined,
  ];
  t.deepEqual(errors.map(exitCodeOf), [1, 2, 3, 4, 130, 143, 70, 70]);
});

test('a cause that only says the same in more words is left out', t => {
  const cause = new Error('(HTTP code 409) unexpected - name in use ');
  const step = new StepError('start web', new OrderError('name in use', { cause }), {});
  t.is(
    describeError(step, { readFile: () => undefined, color: false, debug: false }),
    'error: start web: name in use',
  );
});
