import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { mutants } from './list.ts';
import { mutate } from './mutate.ts';

const checkout = dirname(dirname(import.meta.dirname));

for (const mutant of mutants) {
  test(`${mutant.name}: it still fits src/, and its tests are there`, t => {
    t.notThrows(() => mutate(readFileSync(join(checkout, mutant.file), 'utf8'), mutant));
    t.deepEqual(
      mutant.tests.filter(file => !existsSync(join(checkout, file))),
      [],
    );
  });
}

test('there are enough of them, each once, in every folder that has code to break', t => {
  t.true(mutants.length >= 24);
  t.is(new Set(mutants.map(({ name }) => name)).size, mutants.length);
  const folders = new Set(mutants.map(({ file }) => file.split('/')[1]));
  for (const folder of [
    'core',
    'docker',
    'host',
    'probes',
    'orders',
    'unit',
    'plan',
    'engine',
    'report',
    'cli',
  ])
    t.true(folders.has(folder), folder);
});
