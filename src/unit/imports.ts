import { relative } from 'node:path';
import { collecting } from '../core/errors.ts';
import { describeValue, isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Fault, Path } from '../core/places.ts';
import { addFault, type Part } from './check.ts';
import { emptyComposition, overlay, type ReadComposition, readComposition } from './composition.ts';
import { openFile, type Sources } from './file.ts';
import { findImport } from './find-import.ts';
import type { ParsedYaml } from './yaml.ts';

/** The file that is read, its unit, and the files that import it. */
export type Reading = {
  readonly unit: string;
  readonly file: string;
  readonly above: readonly string[];
  readonly sources: Sources;
  readonly faults: Fault[];
  /** How many imports were read so far, of all files. */
  readonly imports: { count: number };
};

/** Units that import two each would be read more often than there are grains of sand. */
const mostImports = 100;

/** Reads the first document with what it imports: later imports win over earlier ones, local entries over all. */
export function compose(first: ParsedYaml | undefined, reading: Reading): ReadComposition {
  if (!first || first.value === null) return emptyComposition;
  const part: Part = {
    path: [],
    placeOf: first.placeOf,
    faults: reading.faults,
    what: 'the composition',
    code: 'composition',
  };
  if (!isObject(first.value)) {
    const wanted = 'wanted a mapping from container names to their declarations';
    const message = `the first document: ${wanted}, found ${describeValue(first.value)}`;
    addFault(part, [], { message, hint: 'write the containers above the first "---", the orders below it' });
    return emptyComposition;
  }
  const below = readImports(first.value, part, reading);
  return overlay(below, readComposition(first.value, reading.unit, part, reading.sources));
}

function readImports(document: JsonObject, part: Part, reading: Reading): ReadComposition {
  const { import: named } = document;
  const names = named === undefined ? [] : [named].flat();
  return names.reduce<ReadComposition>((below, name, index) => {
    const imported = readImport(name, part, Array.isArray(named) ? ['import', index] : ['import'], reading);
    return imported ? overlay(below, imported) : below;
  }, emptyComposition);
}

function readImport(name: Json, whole: Part, path: Path, reading: Reading): ReadComposition | undefined {
  const part: Part = { ...whole, code: 'import' };
  const { sources, faults } = reading;
  const found = findImport(name, sources, fault => addFault(part, path, fault));
  if (!found) return undefined;
  const files = [...reading.above, reading.file];
  if (files.includes(found.file)) {
    const names = [...files.slice(files.indexOf(found.file)), found.file];
    const circle = names.map(file => relative(`${sources.configuration}/units`, file)).join(' -> ');
    addFault(part, path, {
      message: `units import each other in a circle: ${circle}`,
      hint: 'take one of the imports away',
    });
    return undefined;
  }
  if (++reading.imports.count > mostImports) {
    const hint = 'import fewer, or each only once';
    addFault(part, path, { message: `more than ${mostImports} imports in one unit`, hint });
    return undefined;
  }
  return collecting(faults, () => {
    const opened = openFile(found.file, sources, 'imported');
    faults.push(...opened.faults);
    return compose(opened.documents[0], { ...reading, ...found, above: files });
  });
}
