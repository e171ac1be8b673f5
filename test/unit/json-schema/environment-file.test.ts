import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { load } from 'js-yaml';
import { environmentFileSchema } from '../../../src/unit/json-schema/environment-file.ts';
import { layOut } from '../../../src/unit/lay-out.ts';
import { directoryOf } from '../../support/directory.ts';
import { compile } from '../../support/json-schema.ts';

const schema = environmentFileSchema();
const faultsIn = compile(schema);
const checkout = join(import.meta.dirname, '..', '..', '..');

test('any values under any names', t => {
  const good = [null, {}, { a: 1, b: [true, null], C: { d: 'x' } }, { UID: 5, HOSTNAME: 'here' }];
  t.deepEqual(good.flatMap(faultsIn), []);
});

for (const wrong of [[], 'a', 5, { args: {} }, { osenv: {} }, { NUA_CONF: '/a' }, { helper_image: 5 }]) {
  test(`not ${JSON.stringify(wrong)}`, t => {
    t.not(faultsIn(wrong).length, 0);
  });
}

test('the environments of this checkout', t => {
  checkEnvironments(t, checkout);
});

test('what init lays out, with the schema that it names', async t => {
  const directory = directoryOf(t, {});
  await layOut(directory);
  checkEnvironments(t, directory);
  t.deepEqual(JSON.parse(readFileSync(join(directory, 'schemas/environment.json'), 'utf8')), schema);
  const text = readFileSync(join(directory, 'environments/default.yaml'), 'utf8');
  t.true(text.startsWith('# yaml-language-server: $schema=../schemas/environment.json\n'));
});

function checkEnvironments(t: Parameters<typeof directoryOf>[0], configuration: string): void {
  const files = globSync('environments/**/*.yaml', { cwd: configuration });
  t.not(files.length, 0);
  for (const file of files)
    t.deepEqual(faultsIn(load(readFileSync(join(configuration, file), 'utf8'))), [], file);
}
