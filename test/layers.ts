// The layer check: imports in src/ go one way, from higher folders to lower ones. Run by test/run.js.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { parseSync, Visitor } from 'oxc-parser';
import { describePlace, type Fault, type Place } from '../src/core/places.ts';

/** The folders of src/, low to high. */
const layers = [
  ...['core', 'docker', 'host', 'state', 'backups', 'probes', 'orders', 'nua'],
  ...['unit', 'plan', 'engine', 'look', 'testing', 'report', 'cli'],
];

/** Files that stand apart, by what they may import from src/. Nothing else may import them. */
const apart = [
  { from: /^src\/bin\.js$/, to: /^src\/cli\/main\.ts$/, rule: 'bin.js imports only cli/main.ts' },
  { from: /^src\/setup\//, to: /^src\/setup\//, rule: 'setup runs before anything is installed' },
  {
    from: /^src\/packaging\//,
    to: /^src\/(packaging\/|docker\/dockerode\/in-vain\.ts$)/,
    rule: 'packaging knows only what dockerode loads in vain',
  },
];

/**
 * What is wrong with the imports of a file: static and dynamic ones, re-exports, and types.
 * @param file path from the checkout, with slashes, as in `src/core/errors.ts`
 */
export function checkImports(file: string, source: string): readonly Fault[] {
  const { program, errors } = parseSync(file, source);
  const [error] = errors;
  if (error) return [{ message: error.message, place: placeOf(file, source, error.labels[0]?.start ?? 0) }];
  if (layerOf(file) === -1 && !apart.some(({ from }) => from.test(file))) {
    const message = 'stands in no known folder of src/: add its folder to "layers" in test/layers.ts';
    return [{ message, place: placeOf(file, source, 0) }];
  }
  return importsOf(program).flatMap(({ path, start }) => {
    const message = path === undefined ? 'import of a computed path' : judge(file, path);
    return message === undefined ? [] : [{ message, place: placeOf(file, source, start) }];
  });
}

type Import = { readonly path: string | undefined; readonly start: number };
type Node = { readonly type: string; readonly start: number; readonly value?: unknown };

function importsOf(program: Parameters<Visitor['visit']>[0]): readonly Import[] {
  const found: Import[] = [];
  const add = (source: Node | null) => {
    if (!source) return;
    found.push({ path: typeof source.value === 'string' ? source.value : undefined, start: source.start });
  };
  new Visitor({
    ImportDeclaration: node => add(node.source),
    ExportNamedDeclaration: node => add(node.source),
    ExportAllDeclaration: node => add(node.source),
    ImportExpression: node => add(node.source),
    TSImportType: node => add(node.source),
    TSExternalModuleReference: node => add(node.expression),
  }).visit(program);
  return found;
}

/** Why a file must not import a path; undefined when it may, as with every package. */
function judge(file: string, path: string): string | undefined {
  if (!path.startsWith('.')) return undefined;
  const target = join(dirname(file), path);
  const own = apart.find(({ from }) => from.test(file));
  if (own) return own.to.test(target) || own.from.test(target) ? undefined : `imports ${target}: ${own.rule}`;
  if (!target.startsWith('src/')) return `imports ${target}: outside of src/`;
  const [from, to] = [layerOf(file), layerOf(target)];
  if (to === -1) return `imports ${target}: nothing of ours imports that`;
  if (to <= from) return undefined;
  return `imports ${target}: ${layers[from]} is below ${layers[to]}`;
}

function layerOf(file: string): number {
  const [, folder, ...rest] = file.split('/');
  return rest.length > 0 ? layers.indexOf(folder ?? '') : -1;
}

function placeOf(file: string, source: string, offset: number): Place {
  const before = source.slice(0, offset).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

if (import.meta.main) {
  const files = globSync('src/**/*.{js,ts}');
  const faults = files.flatMap(file => checkImports(file, readFileSync(file, 'utf8')));
  for (const { message, place } of faults) console.log(`${place ? describePlace(place) : ''} ${message}`);
  console.log(`${files.length} files, ${faults.length} imports that go up`);
  process.exitCode = faults.length > 0 || files.length === 0 ? 1 : 0;
}
