import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import nunjucks from 'nunjucks';
import { renderTemplate } from '../../../src/unit/template.ts';
import { directoryOf } from '../../support/directory.ts';
import { faultsOf } from '../../support/faults.ts';

const values = { x: { a: 1 }, list: [1, 2], text: 'abc' };
const render = (text: string, root = '/nowhere') =>
  renderTemplate({ file: 'u', text, firstLine: 1 }, values, root).text;

const run = 'constructor("globalThis.reached = true; return 1")()';
const leaving = '" + (globalThis.reached = true) + "';
const quoted = JSON.stringify(leaving).slice(1, -1);

/** Each would run code in stock nunjucks, or come a step nearer to it. */
const probes: Readonly<Record<string, readonly string[]>> = {
  'constructors of functions': [
    `{{ range.${run} }}`,
    `{{ cycler.${run} }}`,
    `{{ cycler(1).next.${run} }}`,
    `{{ joiner().${run} }}`,
    `{% macro m() %}{% endmacro %}{{ m.${run} }}`,
    `{% macro m() %}{{ caller.${run} }}{% endmacro %}{% call m() %}{% endcall %}`,
    `{% set f = range.constructor %}{{ f("1")() }}`,
    '{{ range.call(1) }}',
    '{{ range.bind }}',
  ],
  'constructors of values': [
    `{{ "".constructor.${run} }}`,
    `{{ text.constructor.${run} }}`,
    `{{ text.sub.${run} }}`,
    `{{ x.constructor.${run} }}`,
    `{{ x["con" ~ "structor"]["constructor"] }}`,
    `{{ list.constructor.${run} }}`,
    `{{ list.map.${run} }}`,
    `{{ (1).constructor.${run} }}`,
    `{{ r/a/.constructor.${run} }}`,
    `{% macro m() %}{% endmacro %}{{ m().constructor.${run} }}`,
    `{% for i in list %}{{ loop.constructor.${run} }}{% endfor %}`,
    '{{ x.__proto__ }}',
    '{{ x["__proto__"]["constructor"] }}',
    '{{ {"__proto__": range}.constructor }}',
    '{% set __proto__ = range %}',
  ],
  descriptors: [
    '{{ x.__lookupGetter__("__proto__") }}',
    '{{ x.__defineGetter__("a", range) }}',
    '{{ x.__lookupSetter__("__proto__").call }}',
    '{{ x.hasOwnProperty("a") }}',
    '{{ x.propertyIsEnumerable }}',
    '{{ range.caller }}',
    '{{ range.arguments }}',
    '{{ range.prototype }}',
    '{% macro m() %}{% endmacro %}{{ m.prototype.constructor }}',
  ],
  'names of the context and of generated code': [
    `{{ constructor.${run} }}`,
    `{{ toString.${run} }}`,
    '{{ hasOwnProperty }}',
    '{{ __proto__ }}',
    '{{ env }}{{ context }}{{ frame }}{{ runtime }}{{ cb }}{{ output }}{{ lineno }}',
    '{{ process }}{{ globalThis }}{{ require("fs") }}{{ module }}',
    '{{ super() }}',
    '{{ caller() }}',
  ],
  'filters and tests that are none': [
    '{{ text | constructor }}',
    '{{ text | __defineGetter__("a", range) }}',
    '{{ text | valueOf }}',
    '{{ text is constructor }}',
    '{{ list | select("constructor") }}',
    '{{ list | reject("__defineGetter__") }}',
    '{{ text | loop over items }}',
  ],
  'filters that look into items': [
    '{{ [range] | join(",", "constructor") }}',
    '{{ [range] | sum("constructor") }}',
    '{{ [range] | selectattr("constructor") }}',
    '{{ [range] | rejectattr("constructor") }}',
    `{{ "x" | replace(r/x/, range.constructor) }}`,
  ],
  'text that would leave the generated code': [
    '{{ a"^Function`globalThis.reached\\x3dtrue````^" }}',
    `{{ x["${JSON.stringify(quoted).slice(1, -1)}"]() }}`,
    `{{ 1 is "${quoted}" }}`,
    `{% set "${quoted}" = 1 %}`,
    `{% macro "${quoted}"() %}{% endmacro %}`,
    `{% macro m("${quoted}"=1) %}{% endmacro %}`,
    `{% macro m({"${quoted}": 1}) %}{% endmacro %}`,
    `{% import "x" as "${quoted}" %}`,
    '{% from "x" import a"b %}',
    '{% block a"b %}{% endblock %}',
    '{% for a"b in list %}{% endfor %}',
    '{% for a, "b" in list %}{% endfor %}',
    '{{ range(a"b=1) }}',
    '{{ {a"b: 1} }}',
    '{{ text | a.b }}',
  ],
  'asynchronous tags': [
    '{% asyncEach i in list %}{% endeach %}',
    '{% asyncAll i in list %}{% endall %}',
    '{% ifAsync 1 %}{% endif %}',
  ],
};

for (const [title, templates] of Object.entries(probes)) {
  for (const template of templates) {
    test(`${title}: ${template}`, t => {
      t.not(faultsOf(() => render(template)).length, 0);
      t.false('reached' in globalThis);
    });
  }
}

test('strings in templates stay strings', t => {
  for (const odd of ['"', "'", '\\', '`', '\n', '\u2028', `\${1}`, '*/', '</script>', leaving]) {
    t.is(render(`{{ ${JSON.stringify(odd)} }}`), odd);
    t.is(render(`{% set v = ${JSON.stringify(odd)} %}{{ v }}`), odd);
  }
  t.is(render(`a"b'c\\d\`\${1}\``), `a"b'c\\d\`\${1}\``);
});

test('nunjucks itself stays as it is for others', t => {
  t.throws(() => render('{{ "".constructor }}'));
  const { Environment } = nunjucks;
  const stock = new Environment({ getSource: () => null }, { autoescape: false, dev: false });
  t.is(typeof stock.filters['constructor'], 'function');
  t.is(Object.getPrototypeOf(stock.globals), Object.prototype);
});

const outside = [
  '../secret.yaml',
  'in/../../secret.yaml',
  '/etc/passwd',
  './../secret.yaml',
  'ROOT/secret.yaml',
];
const tags = [
  'include "F"',
  'include "F" ignore missing',
  'extends "F"',
  'import "F" as f',
  'from "F" import f',
];

for (const tag of tags) {
  test(`no file outside of units/ is read by ${tag}`, t => {
    const root = directoryOf(t, { 'secret.yaml': 'secret', 'units/in/x.yaml': '' });
    for (const name of outside.map(path => path.replace('ROOT', root))) {
      const [fault, ...others] = faultsOf(() =>
        render(`{% ${tag.replace('F', name)} %}`, join(root, 'units')),
      );
      t.regex(fault ?? '', /lies outside of units/);
      t.deepEqual(others, []);
    }
  });
}

test('a link out of units/ is not followed, one inside is', t => {
  const root = directoryOf(t, { 'secret.yaml': 'secret', 'units/in.yaml': 'in', 'outside/x.yaml': 'secret' });
  symlinkSync('../secret.yaml', join(root, 'units/out.yaml'));
  symlinkSync('../outside', join(root, 'units/linked'));
  symlinkSync('in.yaml', join(root, 'units/again.yaml'));
  const units = join(root, 'units');
  for (const name of ['out.yaml', 'linked/x.yaml']) {
    t.deepEqual(
      faultsOf(() => render(`{% include "${name}" %}`, units)).map(fault => fault.replace(/ \(.*/, '')),
      [`1:12+${name.length + 2} "${name}" is a link to a file outside of units/`],
    );
  }
  t.is(render('{% include "again.yaml" %}', units), 'in');
});

test('units/ may itself be a link', t => {
  const root = directoryOf(t, { 'real/in.yaml': 'in' });
  symlinkSync('real', join(root, 'units'));
  t.is(render('{% include "in.yaml" %}', join(root, 'units')), 'in');
});

const limits: readonly [string, string][] = [
  ['{{ range(10001) }}', '1:4+5 range makes at most 10000 numbers'],
  ['{{ range(0, 1, 0) }}', '1:4+5 range makes at most 10000 numbers'],
  ['{{ range("x") }}', '1:4+5 range takes one to three numbers'],
  ['{{ text | indent(10001) }}', '1:11+6 "indent" takes a number up to 10000'],
  ['{{ text | center(1e9) }}', '1:18+3 "1e9" is no name'],
  [
    '{% for i in range(1000) %}{% for j in range(1000) %}{% endfor %}{% endfor %}',
    '1:39+5 more than 100000 turns of loops in one file',
  ],
  [
    `{% for i in range(5000) %}${'x'.repeat(1000)}{% endfor %}`,
    '1:27 the rendered text is larger than 4194304 characters',
  ],
  [
    '{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}',
    '1:19+1 templates include each other in a circle, or a macro calls itself without end',
  ],
  [
    '{% set s = "x" %}{% for i in range(40) %}{% set s = s ~ s %}{% endfor %}',
    '1:30+5 a text of this template grows without end',
  ],
  [
    `{{ ${'('.repeat(9000)}1${')'.repeat(9000)} }}`,
    '1:1+1 wrong template: an expression is nested too deeply',
  ],
];

for (const [template, fault] of limits) {
  test(`limit: ${template.slice(0, 60)}`, t => {
    t.deepEqual(
      faultsOf(() => render(template)).map(found => found.replace(/ \(.*/, '')),
      [fault],
    );
  });
}

test('a regular expression, which might search without end, is refused', t => {
  const template = '# {{ "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" | replace(r/(a+)+$/, "x") }}';
  t.regex(faultsOf(() => render(template))[0] ?? '', /templates here have no regular expressions/);
});
