import { atStage, collecting } from '../core/errors.ts';
import type { JsonObject } from '../core/json.ts';
import type { Fault } from '../core/places.ts';
import { findBreakouts } from './breakouts.ts';
import { type DocumentSource, splitDocuments } from './documents.ts';
import type { Environment } from './environment.ts';
import { type Parameter, readParameters } from './parameters.ts';
import { readSource, type Source } from './source.ts';
import { type Rendered, renderTemplate } from './template.ts';
import { parseKnownWords, parseWords, sampleWords, type Words } from './words.ts';
import { type ParsedYaml, parseYaml } from './yaml.ts';

/** What units are read from. */
export type Sources = {
  /** The configuration directory, absolute. */
  readonly configuration: string;
  readonly environment: Environment;
  readonly cwd: string;
  /** What follows the unit on the command line; undefined for a look without it, at which parameters take samples. */
  readonly words: Words | undefined;
};

/** A unit's file after templates: the text of its first two documents, and what they hold. */
export type OpenedFile = {
  readonly text: string;
  /** Undefined where one is wrong YAML. */
  readonly documents: readonly (ParsedYaml | undefined)[];
  /** What is wrong in the YAML of the two: what can be read of the unit is checked none the less. */
  readonly faults: readonly Fault[];
  readonly parameters: readonly Parameter[];
  /** What is right and should yet be looked at. */
  readonly warnings: readonly Fault[];
};

/**
 * Reads and renders a unit's file. The first two documents are one template, so that what the first sets and imports
 * serves the second; the third is rendered before them, since its parameters are values for them.
 * @param role an imported file takes from the words what it declares, and ignores the rest
 * @throws UnitError with every fault of its parameters or of its template, UsageError for words that do not fit
 */
export function openFile(file: string, sources: Sources, role: 'run' | 'imported'): OpenedFile {
  const source = readSource(file);
  const third = splitDocuments(source)[2];
  const parameters = openParameters(third, sources);
  const args = readArgs(parameters, sources.words, role);
  const values = parameters.length > 0 ? { ...sources.environment.values, args } : sources.environment.values;
  const rendered = render({ ...source, text: source.text.slice(0, third?.offset) }, values, sources);
  const faults: Fault[] = [];
  const parts = splitDocuments({ file, text: rendered.text, firstLine: 1 }).map(part =>
    collecting(faults, () => parsePart(part, rendered)),
  );
  return {
    text: rendered.text,
    documents: parts.map(part => part?.document),
    faults,
    parameters,
    warnings: parts.flatMap(part => part?.warnings ?? []),
  };
}

/** The words that a unit's file declares: nothing but its third document is looked at. */
export function readFileParameters(file: string, sources: Sources): readonly Parameter[] {
  return openParameters(splitDocuments(readSource(file))[2], sources);
}

function openParameters(third: DocumentSource | undefined, sources: Sources): readonly Parameter[] {
  return third ? readParameters(openDocument(third, sources)) : [];
}

function parsePart({ text, offset }: DocumentSource, { placeAt, insertions }: Rendered) {
  const document = atStage('yaml', () => parseYaml(text, position => placeAt(offset + position)));
  const within = insertions
    .map(({ start, end, place }) => ({ start: start - offset, end: end - offset, place }))
    .filter(({ start, end }) => start >= 0 && end <= text.length);
  return { document, warnings: findBreakouts(text, within, document) };
}

function openDocument(document: DocumentSource, sources: Sources): ParsedYaml {
  const { text, placeAt } = render(document, sources.environment.values, sources);
  return atStage('yaml', () => parseYaml(text, placeAt));
}

function render(source: Source, values: JsonObject, { configuration }: Sources) {
  return atStage('template', () => renderTemplate(source, values, `${configuration}/units`));
}

function readArgs(
  parameters: readonly Parameter[],
  words: Words | undefined,
  role: 'run' | 'imported',
): JsonObject {
  if (!words) return sampleWords(parameters);
  return role === 'run' ? parseWords(parameters, words) : parseKnownWords(parameters, words);
}
