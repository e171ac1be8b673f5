import test from 'ava';
import { UnitError } from '../../src/core/errors.ts';
import { readDeclared } from '../../src/unit/declared.ts';
import { sourcesOf } from '../support/plan.ts';

const shop = `
import: other/start
db: {creation: {image: a}}
{% if args.more %}more: {creation: {image: a}}{% endif %}
---
- db: {command: start}
---
- add_argument: {name: --more, action: store_true}
`;

test('what start declares, with imports and sample words, and what only other files do', t => {
  const sources = sourcesOf(t, shop, {
    files: {
      'units/other/start.yaml': 'proxy: {creation: {image: a}}\n',
      'units/web/tool.yaml': 'db: {creation: {image: b}}\nhelper: {creation: {image: a}}\n',
    },
  });
  const { containers, others, unread } = readDeclared('web', sources);
  t.deepEqual([...containers.keys()], ['proxy', 'db']);
  t.is(containers.get('db')?.creation.image, 'a');
  t.is(containers.get('proxy')?.unit, 'other');
  t.deepEqual([[...others.keys()], unread], [['helper'], []]);
});

test('another file that cannot be read is told of; a start that cannot be read is an error', t => {
  const broken = { 'units/web/tool.yaml': '{{ nothing }}\n', 'units/bad/start.yaml': '{{ nothing }}\n' };
  const sources = sourcesOf(t, shop.replace('import: other/start\n', ''), { files: broken });
  const { containers, unread } = readDeclared('web', sources);
  t.deepEqual([...containers.keys()], ['db']);
  t.deepEqual(
    unread.map(({ message }) => message),
    ['the containers of web/tool are not known: unknown variable "nothing"'],
  );
  t.throws(() => readDeclared('bad', sources), { instanceOf: UnitError });
});

test('a unit without a start declares what its other files do', t => {
  const files = { 'units/tool/once.yaml': 'helper: {creation: {image: a}}\n' };
  const { containers, others } = readDeclared('tool', sourcesOf(t, '{}\n', { files }));
  t.deepEqual([[...containers.keys()], [...others.keys()]], [[], ['helper']]);
});
