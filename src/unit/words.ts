import argparse, { type ArgumentOptions, type ArgumentParser } from 'argparse';
import { messageOf, UsageError } from '../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Parameter } from './parameters.ts';

/** The words behind UNIT/COMMAND, and how usage names the command. */
export type Words = { readonly words: readonly string[]; readonly name: string };

/** The user asked with `-h` what the unit takes. */
export class UsageRequested extends Error {}

/**
 * Reads words as the parameters say; the answer is what templates see as `args`.
 * @throws UsageError with the unit's usage for words that do not fit, UsageRequested for `-h`
 */
export function parseWords(parameters: readonly Parameter[], { words, name }: Words): JsonObject {
  return parsing(parameters, name, parser => {
    if (parameters.length === 0) refuseWords(words, name, parser);
    return parser.parse_args([...words]);
  });
}

/** The same for an imported unit, which ignores what it does not declare. */
export function parseKnownWords(parameters: readonly Parameter[], { words, name }: Words): JsonObject {
  return parsing(parameters, name, parser => parser.parse_known_args([...words])[0]);
}

/** Values for looking at a unit without words: the defaults; for what is required the first choice, or its name. */
export function sampleWords(parameters: readonly Parameter[]): JsonObject {
  const values = parameters.map(parameter => [destinationOf(parameter), sampleOf(parameter)] as const);
  return Object.fromEntries(values);
}

/** What reads the words of a unit; `-h` throws a UsageRequested. */
export function wordParser(parameters: readonly Parameter[], name: string): ArgumentParser {
  const parser = buildParser(name);
  for (const parameter of parameters) declare(parser, parameter);
  return parser;
}

/** Answers of one parameter after the other why argparse does not take it beside those before; undefined when it does. */
export function wordChecker(): (parameter: Parameter) => string | undefined {
  const parser = buildParser('');
  return parameter => {
    try {
      declare(parser, parameter);
      return undefined;
    } catch (error) {
      const message = messageOf(error);
      const taken = /conflicting option strings?: (.*)$/.exec(message)?.[1];
      return taken === undefined ? message : `${taken} is the name of another one already`;
    }
  };
}

function parsing(
  parameters: readonly Parameter[],
  name: string,
  parse: (parser: ArgumentParser) => object,
): JsonObject {
  const parser = wordParser(parameters, name);
  try {
    return toJson(parse(parser));
  } catch (error) {
    if (!(error instanceof argparse.ArgumentError)) throw error;
    throw new UsageError(`${name}: ${error.message}`, { hint: parser.format_usage().trim() });
  }
}

function buildParser(name: string): ArgumentParser {
  return new UnitParser({
    prog: `nua-start run ${name}`,
    exit_on_error: false,
    allow_abbrev: false,
    color: false,
  });
}

/** argparse's own prints its help and ends the process. */
class UnitParser extends argparse.ArgumentParser {
  override print_help(): void {
    throw new UsageRequested(this.format_help());
  }
}

function declare(parser: ArgumentParser, { name, short, nargs, type, ...others }: Parameter): void {
  const options: ArgumentOptions = present({
    ...others,
    nargs: nargs === 'argparse.REMAINDER' ? argparse.REMAINDER : nargs,
    type: type === 'bool' ? readBoolean : type,
  });
  if (short === undefined) parser.add_argument(name, options);
  else parser.add_argument(short, name, options);
}

/** argparse counts a key that is there, whatever its value. */
function present<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.assign(Object.create(null), Object.fromEntries(given));
}

function readBoolean(word: string): boolean {
  if (/^(true|yes|on|1)$/i.test(word)) return true;
  if (/^(false|no|off|0)$/i.test(word)) return false;
  throw new TypeError(`"${word}" is neither yes nor no`);
}

function refuseWords([first]: readonly string[], name: string, parser: ArgumentParser): void {
  if (first === undefined) return;
  if (first === '-h' || first === '--help') parser.print_help();
  const hint = first.startsWith('-')
    ? `options of nua-start stand before the unit: nua-start run ${first} ${name}`
    : `say only: nua-start run ${name}`;
  throw new UsageError(`${name} takes no words, but "${first}" follows it`, { hint });
}

/** argparse's rule: the long option without its dashes, other dashes as underscores. */
function destinationOf({ name, dest }: Parameter): string {
  return dest ?? name.replace(/^-+/, '').replaceAll('-', '_');
}

function sampleOf(parameter: Parameter): Json {
  const { default: fallback, choices, required, name, nargs, action } = parameter;
  const [value] = toList(fallback);
  if (value !== undefined) return value;
  if (action === 'store_true' || action === 'store_false') return action === 'store_false';
  if (action === 'count') return 0;
  if (nargs === '*' || nargs === '+' || nargs === '...' || nargs === 'argparse.REMAINDER') return [];
  const isRequired = required === true || (!name.startsWith('-') && nargs !== '?');
  return isRequired ? (choices?.[0] ?? `<${destinationOf(parameter)}>`) : null;
}

function toList(value: unknown): readonly Json[] {
  return value === undefined ? [] : [JSON.parse(JSON.stringify(value))];
}

function toJson(namespace: object): JsonObject {
  const value: unknown = JSON.parse(
    JSON.stringify({ ...namespace }, (_, item) => (item === undefined ? null : item)),
  );
  return isObject(value) ? value : {};
}
