import { relative } from 'node:path';
import { throwFaults, UnitError } from '../core/errors.ts';
import { describeValue, isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Fault } from '../core/places.ts';
import { addFault, type Part } from './check.ts';
import { findCircles } from './circles.ts';
import { emptyComposition, type ReadComposition, readComposition } from './composition.ts';
import { splitDocuments } from './documents.ts';
import type { Environment } from './environment.ts';
import { findImport } from './find-import.ts';
import { readOrders, startAll } from './order-list.ts';
import type { PathBase } from './paths.ts';
import { readSource } from './source.ts';
import { renderTemplate } from './template.ts';
import type { Unit } from './unit.ts';
import { type ParsedYaml, parseYaml } from './yaml.ts';

/** What units are read from. */
export type Sources = {
  /** The configuration directory, absolute. */
  readonly configuration: string;
  readonly environment: Environment;
  readonly cwd: string;
};

/**
 * Reads an explicit command of a unit: text, rendered text, values with places, and the checked unit.
 * @throws UnitError with every fault of the file and of what it imports
 */
export function readUnit(unit: string, command: string, file: string, sources: Sources): Unit {
  const faults: Fault[] = [];
  const documents = readDocuments(file, sources);
  const read = compose(unit, documents, sources, faults, [file]);
  const second = documents[1];
  const entries = second
    ? readOrders(
        second.value,
        read.composition,
        partOf(second, faults, 'the second document'),
        baseOf(sources),
      )
    : startAll(read.composition);
  faults.push(...findCircles(read.composition));
  throwFaults(faults);
  return { name: unit, command, variants: [], file, generated: false, entries, ...read };
}

/** The text of a unit's file after templates, before YAML: what `--print-substitutions` shows. */
export function renderUnit(file: string, sources: Sources): string {
  return render(file, sources).text;
}

function readDocuments(file: string, sources: Sources): readonly ParsedYaml[] {
  const rendered = render(file, sources);
  return splitDocuments({ file, text: rendered.text, firstLine: 1 }).map(({ text, offset }) =>
    parseYaml(text, position => rendered.placeAt(offset + position)),
  );
}

/** The first two documents are one template, so that what the first sets and imports serves the second. */
function render(file: string, { configuration, environment }: Sources) {
  const source = readSource(file);
  const third = splitDocuments(source)[2];
  const text = third ? source.text.slice(0, third.offset).replace(/---[^\n]*\n?$/, '') : source.text;
  return renderTemplate({ ...source, text }, environment.values, `${configuration}/units`);
}

function compose(
  unit: string,
  documents: readonly ParsedYaml[],
  sources: Sources,
  faults: Fault[],
  above: readonly string[],
): ReadComposition {
  const [first] = documents;
  const value = first?.value ?? {};
  if (!first || !isObject(value)) {
    if (first)
      addFault(partOf(first, faults, 'the first document'), [], {
        message: `the first document: wanted a mapping from container names to their declarations, found ${describeValue(value)}`,
        hint: 'write the containers above the first "---", the orders below it',
      });
    return emptyComposition;
  }
  const part = partOf(first, faults, 'the composition');
  const below = readImports(value, part, sources, above);
  return readComposition(value, unit, part, baseOf(sources), below);
}

/** The compositions that `import` names, later ones over earlier ones (D 12). */
function readImports(
  document: JsonObject,
  part: Part,
  sources: Sources,
  above: readonly string[],
): ReadComposition {
  const names = document['import'] === undefined ? [] : [document['import']].flat();
  return names.reduce<ReadComposition>((below, name, index) => {
    const path = Array.isArray(document['import']) ? ['import', index] : ['import'];
    const imported = readImport(name, part, path, sources, above);
    return imported ? overlay(below, imported) : below;
  }, emptyComposition);
}

function readImport(
  name: Json,
  part: Part,
  path: readonly (string | number)[],
  sources: Sources,
  above: readonly string[],
): ReadComposition | undefined {
  const found = findImport(name, sources, fault => addFault(part, path, fault));
  if (!found) return undefined;
  const circle = above.indexOf(found.file);
  if (circle >= 0) {
    const names = [...above.slice(circle), found.file].map(file =>
      relative(`${sources.configuration}/units`, file),
    );
    addFault(part, path, {
      message: `units import each other in a circle: ${names.join(' -> ')}`,
      hint: 'take one of the imports away',
    });
    return undefined;
  }
  try {
    return compose(found.unit, readDocuments(found.file, sources), sources, part.faults, [
      ...above,
      found.file,
    ]);
  } catch (error) {
    if (!(error instanceof UnitError)) throw error;
    part.faults.push(...error.faults);
    return undefined;
  }
}

function overlay(below: ReadComposition, above: ReadComposition): ReadComposition {
  const a = below.composition;
  const b = above.composition;
  return {
    composition: {
      containers: new Map([...a.containers, ...b.containers]),
      networks: new Map([...a.networks, ...b.networks]),
      volumes: new Map([...a.volumes, ...b.volumes]),
      hosts: new Map([...a.hosts, ...b.hosts]),
      hostDirectory: b.hostDirectory ?? a.hostDirectory,
    },
    section: { ...below.section, ...above.section },
    host: { ...below.host, ...above.host },
  };
}

function baseOf({ configuration, cwd }: Sources): PathBase {
  return { configuration, cwd };
}

function partOf({ placeOf }: ParsedYaml, faults: Fault[], what: string): Part {
  return { path: [], placeOf, faults, what };
}
