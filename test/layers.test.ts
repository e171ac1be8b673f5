import test from 'ava';
import { describePlace } from '../src/core/places.ts';
import { checkImports } from './layers.ts';

function check(file: string, source: string): readonly string[] {
  return checkImports(file, source).map(
    ({ place, message }) => `${place && describePlace(place)} ${message}`,
  );
}

test('an upward import fails with file and line, however it is written', t => {
  const at = (column: number) => [`src/core/a.ts:2:${column} imports src/plan/b.ts: core is below plan`];
  t.deepEqual(check('src/core/a.ts', "\nimport { b } from '../plan/b.ts';"), at(19));
  t.deepEqual(check('src/core/a.ts', "\nimport '../plan/b.ts';"), at(8));
  t.deepEqual(check('src/core/a.ts', "\nimport type { B } from '../plan/b.ts';"), at(24));
  t.deepEqual(check('src/core/a.ts', "\nimport { type B } from '../plan/b.ts';"), at(24));
  t.deepEqual(check('src/core/a.ts', "\nexport { b } from '../plan/b.ts';"), at(19));
  t.deepEqual(check('src/core/a.ts', "\nexport type { B } from '../plan/b.ts';"), at(24));
  t.deepEqual(check('src/core/a.ts', "\nexport * from '../plan/b.ts';"), at(15));
  t.deepEqual(check('src/core/a.ts', "\nconst b = await import('../plan/b.ts');"), at(24));
  t.deepEqual(check('src/core/a.ts', "\ntype B = import('../plan/b.ts').B;"), at(17));
  t.deepEqual(check('src/core/a.ts', "\nlet b: typeof import('../plan/b.ts');"), at(22));
});

test('an import inside of a function counts', t => {
  t.deepEqual(check('src/docker/a.ts', "export async function f() {\n  await import('../cli/main.ts');\n}"), [
    'src/docker/a.ts:2:16 imports src/cli/main.ts: docker is below cli',
  ]);
});

test('a computed path cannot be checked and fails', t => {
  t.deepEqual(check('src/cli/a.ts', 'await import(name);'), ['src/cli/a.ts:1:14 import of a computed path']);
});

test('imports of the own folder, of lower ones and of packages pass', t => {
  t.deepEqual(check('src/plan/a.ts', "import './b.ts';\nimport type { C } from '../core/c.ts';"), []);
  t.deepEqual(check('src/core/a.ts', "import { readFile } from 'node:fs/promises';\nimport 'js-yaml';"), []);
  t.deepEqual(check('src/plan/deep/a.ts', "import '../b.ts';\nimport '../../core/c.ts';"), []);
});

test('text that looks like an import passes', t => {
  t.deepEqual(check('src/core/a.ts', "// import '../cli/a.ts'\nconst a = \"import '../cli/a.ts'\";"), []);
});

test('bin.js imports cli/main.ts only, setup itself only, and nobody imports them', t => {
  t.deepEqual(check('src/bin.js', "import('./cli/main.ts')"), []);
  t.is(check('src/bin.js', "import './core/errors.ts'").length, 1);
  t.deepEqual(check('src/setup/demo.js', "import './engine.js'"), []);
  t.is(check('src/setup/demo.js', "import '../core/errors.ts'").length, 1);
  t.is(check('src/cli/main.ts', "import '../setup/engine.js'").length, 1);
  t.is(check('src/cli/main.ts', "import '../bin.js'").length, 1);
});

test('an unknown folder, a file outside of the folders and a path out of src/ fail', t => {
  t.is(check('src/news/a.ts', '').length, 1);
  t.is(check('src/loose.ts', '').length, 1);
  t.is(check('src/plan/a.ts', "import '../loose.ts'").length, 1);
  t.is(check('src/cli/a.ts', "import '../../test/support/engine.ts'").length, 1);
});

test('a file that cannot be parsed fails', t => {
  t.is(check('src/core/a.ts', 'import {').length, 1);
});
