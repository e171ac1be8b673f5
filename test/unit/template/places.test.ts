import test from 'ava';
import type { JsonObject } from '../../../src/core/json.ts';
import { renderTemplate } from '../../../src/unit/template.ts';
import { parseYaml } from '../../../src/unit/yaml.ts';
import { directoryOf } from '../../support/directory.ts';

/** Of each letter `x` and each digit of the rendered text its place. */
function places(text: string, values: JsonObject = {}, root = '/nowhere'): string {
  const { text: result, placeAt } = renderTemplate({ file: `${root}/u`, text, firstLine: 1 }, values, root);
  const marked = Array.from(result.matchAll(/[x\d]/g), ({ 0: letter, index }) => {
    const { file, line, column, length } = placeAt(index);
    const where = file === `${root}/u` ? '' : `${file.slice(root.length + 1)}:`;
    return `${letter}@${where}${line}:${column}${length === undefined ? '' : `+${length}`}`;
  });
  return marked.join(' ');
}

const cases: readonly [title: string, text: string, places: string, values?: JsonObject][] = [
  ['plain', 'x\n  x\n\n x', 'x@1:1 x@2:3 x@4:2'],
  ['after an expression on the same line', 'a {{ v }} x\nx', '1@1:3+7 x@1:11 x@2:1', { v: 1 }],
  ['a value of several lines', '{{ v }}\nx', '1@1:1+7 2@1:1+7 x@2:1', { v: '1\n\n2' }],
  [
    'for',
    'x\n{% for i in v %}\n  - {{ i }} x\n{% endfor %}\nx',
    'x@1:1 1@3:5+7 x@3:13 2@3:5+7 x@3:13 x@5:1',
    { v: [1, 2] },
  ],
  ['if', '{% if v %}\nx\n{% else %}\n  x\n{% endif %} x', 'x@4:3 x@5:13', { v: false }],
  [
    'trimmed before and after',
    'x  {%- if true -%}  \n  x {{- 1 -}}  \n x{% endif %}',
    'x@1:1 x@2:3 1@2:5+9 x@3:2',
  ],
  ['comment', '{# x\n\n #} x {#- x -#}  x', 'x@3:5 x@3:18'],
  ['raw', 'x{% raw %} x {{ x }}\nx{% endraw %}x', 'x@1:1 x@1:12 x@1:17 x@2:1 x@2:14'],
  ['late expression', 'x {{.A}}(c) x', 'x@1:1 x@1:13'],
  [
    'macro',
    '{% macro m(a) %}x{{ a }}\n x{% endmacro %}\n{{ m(1) }} x {{ m(2) }}',
    'x@1:17 1@1:18+7 x@2:2 x@3:12 x@1:17 2@1:18+7 x@2:2',
  ],
  ['macro through a filter', '{% macro m() %}a\nx{% endmacro %}{{ m() | indent }}', 'x@2:16+18'],
  ['block of set', '{% set v %}a\nx{% endset %}\n {{ v }} x', 'x@3:2+7 x@3:10'],
  ['block of filter', 'x\n{% filter upper %}\n1\n{% endfilter %}\nx', 'x@1:1 1@2:11+5 x@5:1'],
  ['call', '{% macro m() %}x{{ caller() }}{% endmacro %}\n{% call m() %}\n x{% endcall %}', 'x@1:16 x@3:2'],
  ['CRLF', 'x\r\n{% if true %}\r\n x\r\n{% endif %}', 'x@1:1 x@3:2'],
];

for (const [title, text, result, values] of cases) {
  test(title, t => t.is(places(text, values), result));
}

test('included files, inherited blocks', t => {
  const root = directoryOf(t, {
    'part.yaml': '\n x{{ v }}',
    'base.yaml': 'x\n{% block b %}x{% endblock %}\n{% block c %}x{% endblock %}',
  });
  t.is(
    places('x {% include "part.yaml" %}\nx', { v: 1 }, root),
    'x@1:1 x@part.yaml:2:2 1@part.yaml:2:3+7 x@2:1',
  );
  t.is(
    places('{% extends "base.yaml" %}\n{% block b %} x{{ super() }}{% endblock %}', {}, root),
    'x@base.yaml:1:1 x@2:15 x@base.yaml:2:14 x@base.yaml:3:14',
  );
});

test('a part of a file begins where it stands', t => {
  const { placeAt } = renderTemplate({ file: 'u', text: '{{ 1 }}\nx', firstLine: 10 }, {}, '/nowhere');
  t.deepEqual(placeAt(2), { file: 'u', line: 11, column: 1 });
});

test('keys and values of YAML through templates', t => {
  const text =
    '{% for n in names %}\n{{ n }}:\n  port: http://{{ n }}:80/x\n  host: {{ n }}\n{% endfor %}\nlast: 1\n';
  const rendered = renderTemplate({ file: 'u', text, firstLine: 1 }, { names: ['one', 'two'] }, '/nowhere');
  const { placeOf, value } = parseYaml(rendered.text, rendered.placeAt);
  const place = (path: string[], what: 'key' | 'value') => {
    const { line, column, length } = placeOf(path, what);
    return `${line}:${column}+${length}`;
  };
  t.deepEqual(Object.keys(value ?? {}), ['one', 'two', 'last']);
  t.is(place(['two'], 'key'), '2:1+7');
  t.is(place(['two', 'port'], 'key'), '3:3+4');
  t.is(place(['two', 'port'], 'value'), '3:9+19');
  t.is(place(['one', 'host'], 'value'), '4:9+7');
  t.is(place(['last'], 'key'), '6:1+4');
});
