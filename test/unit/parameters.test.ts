import test from 'ava';
import { readCommand } from '../../src/plan/commands.ts';
import { parseUnitName } from '../../src/unit/names.ts';
import { describeUnit } from '../../src/unit/print.ts';
import { type Given, planError, prepare, sourcesOf } from '../support/plan.ts';

/** A unit whose one order echoes what templates see of the words. */
const unit = (parameters: string, shown: string) => `
web: {creation: {image: busybox:stable}}
---
- web: {command: start}
- host: {command: execute, run: [echo, {{ (${shown}) | json }}]}
---
${parameters}
`;

const echoed = (t: Parameters<typeof prepare>[0], text: string, given: Given = {}) => {
  const { orders } = describeUnit(prepare(t, text, given).unit);
  const [, last] = orders;
  return JSON.stringify(last).replace(/^.*"echo",(.*)\]\}\}$/, '$1');
};

const language = `
- add_argument:
    name: --language
    short: -l
    choices: [python, node]
    default: python
- add_argument: {name: command, nargs: '?', default: exec}
- add_argument: {name: args, nargs: argparse.REMAINDER}
`;

for (const [parameters, words, shown, expected] of [
  [language, [], 'args.language', '"python"'],
  [language, ['-l', 'node'], 'args.language', '"node"'],
  [language, ['--language=node', 'bash'], 'args.command', '"bash"'],
  [language, ['exec', 'ls', '-l', '--all'], 'args.args | join(" ")', '"ls -l --all"'],
  ['- add_argument: {name: --count, type: int, default: 3}', [], 'args.count + 1', '4'],
  ['- add_argument: {name: --count, type: int}', ['--count', '5'], 'args.count + 1', '6'],
  ['- add_argument: {name: --ratio, type: float}', ['--ratio', '0.5'], 'args.ratio * 2', '1'],
  ['- add_argument: {name: --on, type: bool}', ['--on', 'yes'], '"on" if args.on else "off"', '"on"'],
  [
    '- add_argument: {name: --no-cleanup, action: store_true}',
    ['--no-cleanup'],
    '"kept" if args.no_cleanup else ""',
    '"kept"',
  ],
  ['- add_argument: {name: --x, dest: other}', ['--x', '1'], 'args.other', '"1"'],
  ['- add_argument: {name: --v, action: append}', ['--v', 'a', '--v', 'b'], 'args.v | join("+")', '"a+b"'],
  ['- add_argument: {name: --v, action: count, default: 0}', ['--v', '--v'], 'args.v', '2'],
  [
    '- add_argument: {name: --mode, action: store_const, const: fast, default: slow}',
    ['--mode'],
    'args.mode',
    '"fast"',
  ],
  ['- add_argument: {name: --home, default: {{ HOSTNAME }}}', [], 'args.home', '"here"'],
] as const) {
  test(`${words.join(' ') || 'no words'}: ${shown} of ${parameters.trim()}`, t => {
    t.is(echoed(t, unit(parameters, shown), { words }), expected);
  });
}

for (const [parameters, words, message] of [
  [
    language,
    ['-l', 'perl'],
    /^error: web\/start: argument -l\/--language: invalid choice: 'perl'.*\n {2}hint: usage: nua-start run web\/start/,
  ],
  ['- add_argument: {name: file}', [], /the following arguments are required: file/],
  ['- add_argument: {name: --count, type: int}', ['--count', 'x'], /invalid 'int' value: 'x'/],
  ['- add_argument: {name: --count}', ['--cou', '1'], /unrecognized arguments: --cou/],
] as const) {
  test(`refused: ${words.join(' ') || 'no words'} for ${parameters.trim()}`, t => {
    t.regex(planError(t, unit(parameters, '"x"'), { words }), message);
  });
}

for (const [parameters, fault] of [
  [
    '- add_argument: {name: --x, chioces: [a]}',
    /unknown field "chioces" in parameter\n {2}units\/web\/start\.yaml:7:29\n(?:.*\n)*.*did you mean "choices"/,
  ],
  [
    '- add_argument: {name: --x, type: integer}',
    /"type" in parameter: wanted int, float, str or bool, found "integer"/,
  ],
  [
    '- add_argumnet: {name: --x}',
    /a parameter: expected one "add_argument" mapping\n {2}units\/web\/start\.yaml:7:/,
  ],
  ['name: --x', /the third document: expected a list of parameters\n {2}units\/web\/start\.yaml:7:1/],
  ['- add_argument: {default: x}', /"name" is missing in parameter/],
  ['- add_argument: {name: x, required: true}', /parameter "x": .*required/],
  ['- add_argument: {name: --x, short: xy}', /"short" in parameter: .*expected a dash and one letter/],
  ['- add_argument: {name: --x, default: {{ args.y }}}', /"args"/],
  [
    '- add_argument: {name: --x}\n- add_argument: {name: --x}',
    /parameter "--x": --x is the name of another one already\n {2}units\/web\/start\.yaml:8:24/,
  ],
  [
    '- add_argument: {name: --xa, short: -x}\n- add_argument: {name: --xb, short: -x}',
    /parameter "--xb": .*-x is the name of another one already\n {2}units\/web\/start\.yaml:8:24/,
  ],
] as const) {
  test(`wrong: ${parameters}`, t => {
    t.regex(planError(t, unit(parameters, '"x"')), fault);
  });
}

test('generated commands take the words of start', t => {
  const text = `
{{ args.name }}: {creation: {image: busybox:stable}}
---
- {{ args.name }}: {command: start}
---
- add_argument: {name: --name, default: web}
`;
  const { unit: stop } = prepare(t, text, { command: 'web/stop', words: ['--name', 'other'] });
  t.deepEqual(describeUnit(stop).orders, [{ other: { command: 'stop' } }]);
});

test('an imported unit takes what it declares and ignores the rest; what it requires must be there', t => {
  const files = {
    'units/base/start.yaml': `
db: {creation: {image: 'busybox:{{ args.tag }}'}}
---
---
- add_argument: {name: --tag, required: true}
`,
  };
  const text = `
import: base/start
---
- db: {command: create}
---
- add_argument: {name: --tag}
- add_argument: {name: --other}
`;
  const { unit: read } = prepare(t, text, { files, words: ['--tag', 'stable', '--other', '1'] });
  t.is(read.composition.containers.get('db')?.creation.image, 'busybox:stable');
  t.regex(planError(t, text, { files, words: ['--other', '1'] }), /required: --tag/);
});

test('without words parameters take samples', t => {
  const parameters = `
- add_argument: {name: --given, default: d}
- add_argument: {name: --choice, choices: [first, second], required: true}
- add_argument: {name: file}
- add_argument: {name: rest, nargs: argparse.REMAINDER}
`;
  const shown = '[args.given, args.choice, args.file, args.rest | length] | join(" ")';
  const sources = { ...sourcesOf(t, unit(parameters, shown)), words: undefined };
  const read = readCommand(parseUnitName('web/start'), sources);
  t.regex(JSON.stringify(describeUnit(read).orders), /"d first <file> 0"/);
});

test('words behind a unit that declares none are refused, and options get a hint', t => {
  const text = 'web: {creation: {image: busybox:stable}}\n';
  t.is(
    planError(t, text, { words: ['--plan'] }),
    'error: web/start takes no words, but "--plan" follows it\n' +
      '  hint: options of nua-start stand before the unit: nua-start run --plan web/start',
  );
  t.regex(planError(t, text, { words: ['x'] }), /hint: say only: nua-start run web\/start/);
});

test('-h asks for the usage of the unit', t => {
  const sources = sourcesOf(t, unit(language, '"x"'), { words: ['-h'] });
  const error = t.throws(() => readCommand(parseUnitName('web/start'), sources));
  t.regex(error?.message ?? '', /^usage: nua-start run web\/start \[-h\] \[-l \{python,node\}\]/);
});
