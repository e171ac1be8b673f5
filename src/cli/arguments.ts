import argparse from 'argparse';
import { UsageError } from '../core/errors.ts';
import { nearest } from '../core/suggest.ts';
import type { Command } from './command.ts';
import { commandNames, loadCommands } from './commands.ts';
import { type Example, helpFormatter, helpTable } from './help-page.ts';
import { addCommonOptions, joinSides } from './options.ts';

export type Parsed = { readonly command: Command; readonly values: Record<string, unknown> };

/**
 * Reads a command line. `-h` prints help and ends the process, as does `--version`.
 * @throws UsageError for anything that no sub-command takes
 */
export async function parseArguments(argv: readonly string[], version: string): Promise<Parsed> {
  const commands = await loadCommands(namesIn(argv));
  const { parser, parsers } = buildParser(version, commands);
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

/** The sub-commands that a line may be of: all where it names none. Help lists all of them. */
function namesIn(argv: readonly string[]): readonly string[] {
  const named = commandNames.filter(name => argv.includes(name));
  return named.length === 0 || argv.some(word => /^(-\w*h|--help)$/.test(word)) ? commandNames : named;
}

/** argparse says what is wrong; the hint names the nearest option there is, else where all of them are told. */
function usageError(message: string, parser: argparse.ArgumentParser): UsageError {
  const names = parser.format_help().match(/--?[a-z][a-z-]*/g) ?? [];
  const [, unknown] = /^unrecognized arguments: (-\S+)/.exec(message) ?? [];
  const meant = unknown === undefined ? undefined : nearest(unknown, names);
  const hint = meant === undefined ? `"${parser.prog} -h" shows what it takes` : `did you mean "${meant}"?`;
  return new UsageError(message, { hint });
}

const strict = {
  exit_on_error: false,
  allow_abbrev: false,
  suggest_on_error: true,
  color: false,
  add_help: false,
  formatter_class: helpFormatter,
};

/**
 * What reads a command line, and the parsers of the sub-commands by name.
 * @param commands those that a line may be of; of the others only the names are known, since each option takes time
 */
export function buildParser(version: string, commands: readonly Command[]) {
  const parser = new argparse.ArgumentParser({
    ...strict,
    prog: 'nua-start',
    usage: 'nua-start [OPTION]... COMMAND [OPTION]... [WORD]...',
    description: `${purpose}\n\n${helpTable('commands', commands.map(nameAndHelp))}`,
    epilog: `${helpTable('examples', examples)}\n\n"nua-start COMMAND -h" says more about a command.`,
  });
  const general = addGeneralOptions(parser, 'before');
  general.add_argument('-V', '--version', { action: 'version', version, help: 'print the version and exit' });
  const list = parser.add_subparsers({
    dest: 'subcommand',
    required: true,
    metavar: 'COMMAND',
    help: argparse.SUPPRESS,
  });
  const parsers = new Map(
    commandNames.map(name => {
      const command = commands.find(one => one.name === name);
      return [name, command ? addCommand(list, command) : list.add_parser(name, strict)];
    }),
  );
  return { parser, parsers };
}

const purpose = `Runs units of containers. One YAML file says what there is and how it comes up;
nua-start does what is missing, and says what it does and why.`;

/** Of its help the first sentence. */
function nameAndHelp({ name, help }: Command): readonly [string, string] {
  return [name, help.split(/\.(?: |$)/)[0] ?? ''];
}

const examples: readonly Example[] = [
  ['nua-start init', 'lay out this directory with a working unit'],
  ['nua-start list', 'every unit and command there is'],
  ['nua-start run --plan hello/start', 'what would be done, step by step, and why'],
  ['nua-start run hello/start', 'do it'],
];

function addCommand(list: argparse.SubparsersAction, command: Command): argparse.ArgumentParser {
  const { name, help, words, examples = [], configure } = command;
  const parser = list.add_parser(name, {
    ...strict,
    usage: ['nua-start', name, '[OPTION]...', words ?? ''].join(' ').trimEnd(),
    description: help,
    ...(examples.length === 0 ? {} : { epilog: helpTable('examples', examples) }),
  });
  configure(parser);
  addGeneralOptions(parser, 'after');
  return parser;
}

/** What every command takes stands last in its help. */
function addGeneralOptions(
  parser: argparse.ArgumentParser,
  side: 'before' | 'after',
): argparse.ArgumentGroup {
  const group = parser.add_argument_group('with every command');
  addCommonOptions(group, side);
  group.add_argument('-h', '--help', { action: 'help', help: 'print this and exit' });
  return group;
}
