import { generatedNames, isGenerated } from './generated.ts';
import { findUnitFile, listUnitFiles } from './names.ts';

/** A command that can be run; a generated one has the file of the unit's `start`. */
export type ListedCommand = {
  readonly unit: string;
  readonly command: string;
  readonly generated: boolean;
  readonly file: string;
};

/** Every command of every unit, generated ones included, sorted by name. */
export function listCommands(configuration: string): readonly ListedCommand[] {
  const files = listUnitFiles(configuration).map(file => ({ ...file, generated: false }));
  const explicit = new Set(files.map(({ unit, command }) => `${unit}/${command}`));
  const generated = files
    .filter(({ command }) => command === 'start')
    .flatMap(({ unit, file }) => generatedNames.map(command => ({ unit, command, file, generated: true })))
    .filter(({ unit, command }) => !explicit.has(`${unit}/${command}`));
  return [...files, ...generated].sort((a, b) =>
    `${a.unit}/${a.command}` < `${b.unit}/${b.command}` ? -1 : 1,
  );
}

/** The file that a command is read from, and whether the command is made from it. */
export type CommandFile = { readonly file: string; readonly generated: boolean };

/** The file of a command: its own where there is one, else that of the unit's `start`. Undefined for no command. */
export function findCommand(unit: string, command: string, configuration: string): CommandFile | undefined {
  const own = findUnitFile(configuration, unit, command);
  if (own !== undefined) return { file: own, generated: false };
  const start = isGenerated(command) ? findUnitFile(configuration, unit, 'start') : undefined;
  return start === undefined ? undefined : { file: start, generated: true };
}
