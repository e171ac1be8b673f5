import test from 'ava';
import type { JsonObject } from '../../src/core/json.ts';
import { renderTemplate } from '../../src/unit/template.ts';
import { directoryOf } from '../support/directory.ts';
import { faultsOf } from '../support/faults.ts';

const values = {
  port: 80,
  db: { port: 5432, host: 'pg' },
  names: ['a', 'b'],
  servers: [{ ip: 1 }],
  empty: null,
  on: true,
};
const render = (text: string, root = '/nowhere', given: JsonObject = values) =>
  renderTemplate({ file: `${root}/u/start.yaml`, text, firstLine: 1 }, given, root);

const rendered: readonly [string, string][] = [
  ['', ''],
  ['{{ port }}:{{ db.port }}:{{ db["host"] }}:{{ empty }}:{{ on }}', '80:5432:pg::true'],
  ['a\n{% if on %}b\n{% endif %}c\n', 'a\nb\nc\n'],
  ['a {%- if on -%} b {%- endif %}\n', 'ab\n'],
  ['{% for n in names %}{{ loop.index }}{{ n }}{% endfor %}', '1a2b'],
  ['{% for n in db %}{{ n }} {% endfor %}', 'port host '],
  ['{% for k, v in db %}{{ k }}={{ v }} {% endfor %}', 'port=5432 host=pg '],
  ['{% for n in empty %}x{% else %}y{% endfor %}', 'y'],
  ['{% set x = port + 1 %}{{ x }}{% set y %}<{{ x }}>{% endset %}{{ y }}', '81<81>'],
  ['{% macro m(a, b=2) %}{{ a }}{{ b }}{{ port }}{% endmacro %}{{ m(1) }} {{ m(1, b=3) }}', '1280 1380'],
  ['{% macro m() %}[{{ caller(1) }}]{% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}', '[1]'],
  ['{% macro m() %}{% if caller %}{{ caller() }}{% endif %}{% endmacro %}{{ m() }}', ''],
  ['{% filter upper %}a{{ db.host }}{% endfilter %}', 'APG'],
  ['{% raw %}{{ x }} {% if %}{% endraw %}{# gone {{ x }} #}', '{{ x }} {% if %}'],
  ['{% switch port %}{% case 80 %}http{% default %}?{% endswitch %}', 'http'],
  ['{{ names }} {{ db }} {{ names | json }}', '["a","b"] {"port":5432,"host":"pg"} ["a","b"]'],
  ['a:\n  {{ db | yaml | indent(2) }}', 'a:\n  port: 5432\n  host: pg'],
  ['{{ "<&>" }} {{ names | join("-") }} {{ range(3) | length }} {{ 2 in [1, 2] }}', '<&> a-b 3 true'],
  ['{{ cycler("a", "b").next() }}{{ joiner(",")() }}', 'a'],
  ['{{ nope | default("d") }} {{ nope.a.b | d(1) }} {{ db.nope | default(port) }}', 'd 1 80'],
  [
    '{{ nope is defined }} {{ db.nope is defined }} {{ nope is undefined }} {{ port is defined }}',
    'false false true true',
  ],
  ['{% if nope is defined %}{{ nope }}{% else %}no{% endif %}', 'no'],
  ['{% if nope is not defined or nope == 1 %}no{% endif %}{{ nope if nope is defined else "no" }}', 'nono'],
  ['{% if db.nope is defined and db.nope > 1 %}{{ db.nope }}{% endif %}', ''],
  [
    `{{.A.B}}(c) {{ .A }} {{["k"].B}} {{ [0] }} [[ .A ]](x) \\{{.A}} \${X} {{.A-b}}`,
    `{{.A.B}}(c) {{ .A }} {{["k"].B}} {{ [0] }} [[ .A ]](x) \\{{.A}} \${X} {{.A-b}}`,
  ],
  [
    "{{.Names | x}} {% raw %}{{.A}}{% endraw %} {{ '{{.A}}' }} [[ inspect['A'] ]]",
    "{{.Names | x}} {{.A}} {{.A}} [[ inspect['A'] ]]",
  ],
  ['{{ [1, 2] | first }}{{ ["a", "b"] | last }}', '1b'],
  ['a\r\n{{ port }}\r\nb', 'a\r\n80\r\nb'],
];

for (const [text, result] of rendered) {
  test(`text of ${JSON.stringify(text)}`, t => t.is(render(text).text, result));
}

const unset = (name: string) =>
  `(set it in environments/*.yaml or with --set, or write "${name} | default(…)")`;
const raw = '(text that is no template stands between {% raw %} and {% endraw %})';
const wrong: readonly [string, string[]][] = [
  [
    'a: 1\nb: {{ prt }} {{ zzz }}',
    ['2:7+3 unknown variable "prt" (did you mean "port"?)', `2:17+3 unknown variable "zzz" ${unset('zzz')}`],
  ],
  ['{{ db.hots }}', ['1:7+4 "db" has no "hots" (did you mean "host"?)']],
  [
    '{{ db["hosts"] }} {{ nope }}',
    [`1:22+4 unknown variable "nope" ${unset('nope')}`, '1:7+7 "db" has no "hosts" (did you mean "host"?)'],
  ],
  ['{% for s in servers %}{{ s.io }}{% endfor %}', ['1:28+2 "s" has no "io" (did you mean "ip"?)']],
  ['{% if false %}{{ nope }}{% endif %}', [`1:18+4 unknown variable "nope" ${unset('nope')}`]],
  ['{% if nope %}{% endif %}', [`1:7+4 unknown variable "nope" ${unset('nope')}`]],
  [
    '{% for x in nope %}{% endfor %}{{ x }}',
    [`1:13+4 unknown variable "nope" ${unset('nope')}`, `1:35+1 unknown variable "x" ${unset('x')}`],
  ],
  ['{{ "a" ~ nope }}', [`1:10+4 unknown variable "nope" ${unset('nope')}`]],
  ['{{ nope | upper }}', [`1:4+4 unknown variable "nope" ${unset('nope')}`]],
  ['{% set y = nope %}', [`1:12+4 unknown variable "nope" ${unset('nope')}`]],
  ['{{ y }}{% set y = 1 %}', [`1:4+1 unknown variable "y" ${unset('y')}`]],
  ['{% macro m(a) %}{{ nope }}{{ a }}{% endmacro %}', [`1:20+4 unknown variable "nope" ${unset('nope')}`]],
  [
    '{% if nope is defined %}{% else %}{{ nope }}{% endif %}',
    [`1:38+4 unknown variable "nope" ${unset('nope')}`],
  ],
  ['{{ names[5] }}', ['1:10+1 "names" is a list of 2, it has no "5" (items are counted from 0)']],
  ['{{ empty.a }}', ['1:10+1 "empty" has no value, so it has no "a" (write "empty.… | default(…)")']],
  ['{{ [] | first }}', ['1:1+16 this has no value (write "… | default(…)" where it may be missing)']],
  ['{{ port | uper }}', ['1:11+4 unknown filter "uper" (did you mean "upper"?)']],
  ['{{ port is defind }}', ['1:12+6 unknown test "defind" (did you mean "defined"?)']],
  ['{{ port | upper }}', ['1:11+5 "upper" failed: str.toUpperCase is not a function']],
  ['{{ port() }}', ['1:4+4 "port" cannot be called (call a macro, range, cycler or joiner)']],
  ['{{ range }}', ['1:1+11 a macro or function has no text (call it with "(…)")']],
  ['{% for x in 5 %}{% endfor %}', ['1:13+1 a for cannot run over a number (give it a list or a mapping)']],
  [
    '{% for k, v in names %}{% endfor %}',
    [
      '1:16+5 a for with several names cannot run over a list of single values (give it a mapping or a list of lists)',
    ],
  ],
  ['{{ 1 in 5 }}', ['1:9+1 "in" needs a list, a mapping or a text on its right']],
  ['x\n {% if on %}', ['2:2+2 "{% if %}" is not closed (write {% endif %})']],
  [
    '{% for n in names %}{% if on %}{% endfor %}',
    ['1:35+6 unknown template tag "endfor" (there is no {% for %} that it could end)'],
  ],
  ['a\n{{ port', [`2:1+2 "{{" is not closed (write }}; ${raw.slice(1, -1)})`]],
  ['a\n{# port', [`2:1+2 "{#" is not closed (write #}; ${raw.slice(1, -1)})`]],
  ['a #}', [`1:3+2 wrong template: "#}" ends a comment that has no beginning ${raw}`]],
  ['{{ port db }}', [`1:9+2 wrong template: expected "}}" here ${raw}`]],
  ['docker ps --format "{{json .}}"', [`1:29+1 wrong template: expected a name behind "." ${raw}`]],
  ['{% if on %}{% endif some words %}', ['1:21+4 wrong template: expected "%}" here, behind "endif"']],
  ['{% foo %}', [`1:4+3 unknown template tag "foo" (did you mean "for"?)`]],
  [
    'a\uE002',
    ['1:2 the private characters U+E000 to U+E003 cannot stand in a unit (take the character away)'],
  ],
];

for (const [text, faults] of wrong) {
  test(`faults of ${JSON.stringify(text)}`, t =>
    t.deepEqual(
      faultsOf(() => render(text)),
      faults,
    ));
}

test('a fault in a loop is told once', t => {
  t.is(faultsOf(() => render('{% for n in range(5) %}{{ db.x }}{{ nope }}{% endfor %}')).length, 2);
});

test('a value cannot bring marks in', t => {
  t.deepEqual(
    faultsOf(() => render('{{ a }}', '/x', { a: '\uE0001\uE001' })),
    ['1:1+7 the value has the private character U+E000 or U+E001'],
  );
});

const files = {
  'units/lib/macros.yaml': '{% macro port(n) %}- {{ n }}{% endmacro %}{% set side = 1 %}',
  'units/lib/part.yaml': 'part: {{ port }} {{ local }}',
  'units/lib/wrong.yaml': 'fine\n  {{ nope }}{{ db.nope }}',
  'units/lib/broken.yaml': '\n{% if %}',
  'units/lib/base.yaml': 'top\n{% block body %}base{{ port }}{% endblock %}\n',
  'units/lib/circle.yaml': '{% include "lib/circle.yaml" %}',
  'units/lib/beside.yaml': '{% include "./part.yaml" %}',
  'units-more/secret.yaml': 'secret',
};

const composed: readonly [string, string][] = [
  ['{% include "lib/part.yaml" %}', 'part: 80 here'],
  ['{% include "lib/beside.yaml" %}', 'part: 80 here'],
  ['{% include "../lib/part.yaml" %}', 'part: 80 here'],
  ['{% import "lib/macros.yaml" as lib %}{{ lib.port(1) }} {{ lib.side }}', '- 1 1'],
  ['{% from "lib/macros.yaml" import port as p, side %}{{ p(2) }}{{ side }}', '- 21'],
  [
    '{% extends "lib/base.yaml" %}{% block body %}<{{ super() }}>{{ super() | upper }}{% endblock %}',
    'top\n<base80>BASE80\n',
  ],
  ['{% include "lib/none.yaml" ignore missing %}x', 'x'],
];

for (const [text, result] of composed) {
  test(`from files: ${text}`, t => {
    const root = `${directoryOf(t, files)}/units`;
    t.is(render(`{% set local = "here" %}${text}`, root).text, result);
  });
}

const refused: readonly [string, string[]][] = [
  [
    '{% include "lib/none.yaml" %}',
    ['1:12+15 there is no template "lib/none.yaml" (it would be the file ROOT/lib/none.yaml)'],
  ],
  ['{% include "lib" %}', ['1:12+5 there is no template "lib" (it would be the file ROOT/lib)']],
  [
    '{% include "../../units-more/secret.yaml" %}',
    ['1:12+30 "../../units-more/secret.yaml" lies outside of units/ (templates are read from ROOT only)'],
  ],
  [
    '{% include "/etc/passwd" %}',
    ['1:12+13 "/etc/passwd" lies outside of units/ (templates are read from ROOT only)'],
  ],
  [
    '{% include "/etc/passwd" ignore missing %}',
    ['1:12+13 "/etc/passwd" lies outside of units/ (templates are read from ROOT only)'],
  ],
  [
    '{% include "lib/wrong.yaml" %}',
    [`2:6+4 unknown variable "nope" ${unset('nope')}`, '2:19+4 "db" has no "nope" ("db" has: host, port)'],
  ],
  ['{% include "lib/broken.yaml" %}', [`2:7+1 wrong template: this is no expression: "%}" ${raw}`]],
  [
    '{% include "lib/circle.yaml" %}',
    ['1:12+17 templates include each other in a circle, or a macro calls itself without end'],
  ],
  [
    '{% from "lib/macros.yaml" import prt %}',
    ['1:34+3 "lib/macros.yaml" has no "prt" (did you mean "port"?)'],
  ],
  [
    '{% import "lib/macros.yaml" as lib %}{{ lib.prt(1) }}',
    ['1:45+3 "lib" has no "prt" (did you mean "port"?)'],
  ],
];

for (const [text, faults] of refused) {
  test(`refused: ${text}`, t => {
    const root = `${directoryOf(t, files)}/units`;
    t.deepEqual(
      faultsOf(() => render(text, root)),
      faults.map(fault => fault.replace('ROOT', root)),
    );
  });
}
