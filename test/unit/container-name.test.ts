import test from 'ava';
import { UsageError } from '../../src/core/errors.ts';
import { namesOf, readContainerName } from '../../src/unit/container-name.ts';
import { readDeclared } from '../../src/unit/declared.ts';
import { sourcesOf } from '../support/plan.ts';

const shop = 'db: {creation: {image: a}}\nweb: {creation: {image: a}}\n';
const files = {
  'units/web/tool.yaml': 'helper: {creation: {image: a}}\nweb: {creation: {image: b}}\n',
  'units/single.yaml': 'one: {creation: {image: a}}\n',
};

test('a unit, or one of its containers', t => {
  const { configuration } = sourcesOf(t, shop, { files });
  t.deepEqual(readContainerName('web', configuration), { unit: 'web', container: undefined });
  t.deepEqual(readContainerName('web/', configuration), { unit: 'web', container: undefined });
  t.deepEqual(readContainerName('web/db', configuration), { unit: 'web', container: 'db' });
  t.deepEqual(readContainerName('single/one', configuration), { unit: 'single', container: 'one' });
});

test('a unit that there is not, with what was probably meant', t => {
  const { configuration } = sourcesOf(t, shop, { files });
  const { message, hint } = t.throws(() => readContainerName('singel/one', configuration), {
    instanceOf: UsageError,
  });
  t.is(message, `unknown unit "singel" in ${configuration}`);
  t.is(hint, 'did you mean "single"?');
  const path = t.throws(() => readContainerName('web/../x', configuration), { instanceOf: UsageError });
  t.is(path.message, '"web/../x" is no UNIT/CONTAINER');
});

test('a container that no file of the unit declares, with what was probably meant', t => {
  const declared = readDeclared('web', sourcesOf(t, shop, { files }));
  t.deepEqual(namesOf({ unit: 'web', container: undefined }, declared), ['db', 'web', 'helper']);
  t.deepEqual(namesOf({ unit: 'web', container: 'helper' }, declared), ['helper']);
  const { message, hint } = t.throws(() => namesOf({ unit: 'web', container: 'bd' }, declared), {
    instanceOf: UsageError,
  });
  t.is(message, 'unit "web" declares no container "bd"');
  t.is(hint, 'did you mean "db"?');
});
