import argparse from 'argparse';
import { UsageError } from '../core/errors.ts';
import { nearest } from '../core/suggest.ts';
import type { Command } from './command.ts';
import { commands } from './commands.ts';
import { addCommonOptions, joinSides } from './options.ts';

export type Parsed = { readonly command: Command; readonly values: Record<string, unknown> };

/**
 * Reads a command line. `-h` prints help and ends the process, as does `--version`.
 * @throws UsageError for anything that no sub-command takes
 */
export function parseArguments(argv: readonly string[], version: string): Parsed {
  const { parser, parsers } = buildParser(version);
  try {
    const values = joinSides(parser.parse_args([...argv]));
    const command = commands.find(({ name }) => name === values['subcommand']);
    if (!command) throw new TypeError(`no sub-command "${values['subcommand']}"`);
    return { command, values };
  } catch (error) {
    if (!(error instanceof argparse.ArgumentError)) throw error;
    throw usageError(error.message, parsers.get(argv.find(word => parsers.has(word)) ?? '') ?? parser);
  }
}

/** argparse says what is wrong; the hint names the nearest option there is, else where all of them are told. */
function usageError(message: string, parser: argparse.ArgumentParser): UsageError {
  const names = parser.format_usage().match(/--?[a-z][a-z-]*/g) ?? [];
  const [, unknown] = /^unrecognized arguments: (-\S+)/.exec(message) ?? [];
  const meant = unknown === undefined ? undefined : nearest(unknown, names);
  const hint = meant === undefined ? `"${parser.prog} -h" shows what it takes` : `did you mean "${meant}"?`;
  return new UsageError(message, { hint });
}

const strict = { exit_on_error: false, allow_abbrev: false, suggest_on_error: true, color: false };

function buildParser(version: string) {
  const parser = new argparse.ArgumentParser({
    ...strict,
    prog: 'nua-start',
    description: 'Runs units of containers: one YAML file says what there is and how it comes up.',
  });
  parser.add_argument('-V', '--version', { action: 'version', version });
  addCommonOptions(parser, 'before');
  const list = parser.add_subparsers({ dest: 'subcommand', required: true, metavar: 'COMMAND' });
  const parsers = new Map<string, argparse.ArgumentParser>();
  for (const { name, help, configure } of commands) {
    const sub = list.add_parser(name, { ...strict, help, description: help });
    addCommonOptions(sub, 'after');
    configure(sub);
    parsers.set(name, sub);
  }
  return { parser, parsers };
}
