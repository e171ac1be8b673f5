import argparse, { type Action, type ArgumentParser } from 'argparse';
import type { Runtime } from '../wire.ts';
import { findPosition, type Position } from './position.ts';
import { completeValue } from './values.ts';

/** A word that may stand on the command line, whole, and what it is for. */
export type Candidate = { readonly text: string; readonly help?: string | undefined };

/** What may stand in place of the last word. */
export async function findCandidates(
  parser: ArgumentParser,
  words: readonly string[],
  runtime: Runtime,
): Promise<readonly Candidate[]> {
  const position = findPosition(parser, words);
  const { value } = position;
  if (value?.metavar === 'WORD') return unitWords(position, runtime);
  return candidatesAt(position, value && !value.choices ? await completeValue(value, position, runtime) : []);
}

/** Options, choices and sub-commands are told by the parser; `found` is what else a value may be. */
function candidatesAt(
  { word, before, value, options }: Position,
  found: readonly Candidate[],
): readonly Candidate[] {
  const all = [...options.flatMap(optionCandidates), ...(value ? choicesOf(value) : []), ...found];
  return all
    .filter(({ text }) => text.startsWith(word))
    .map(({ text, help }) => ({ text: before + text, help }));
}

/** The words behind the unit are its own: what its third document declares. */
async function unitWords({ given, word, value }: Position, runtime: Runtime): Promise<readonly Candidate[]> {
  const { readUnitParser } = await import('./unit.ts');
  const name = given.get('name')?.[0] ?? '';
  const parser = await readUnitParser(name, given, runtime);
  const words = [...(given.get(value?.dest ?? '') ?? []), word];
  return parser ? candidatesAt(findPosition(parser, words), []) : [];
}

function optionCandidates({ option_strings, help }: Action): readonly Candidate[] {
  return option_strings.map(text => ({ text, help }));
}

function choicesOf({ choices }: Action): readonly Candidate[] {
  if (Array.isArray(choices)) return choices.map(choice => ({ text: String(choice) }));
  if (typeof choices !== 'object') return [];
  return Object.entries(choices).map(([text, parser]) => ({
    text,
    help: parser instanceof argparse.ArgumentParser ? parser.description : undefined,
  }));
}
