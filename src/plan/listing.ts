import { generatedNames } from '../unit/generated.ts';
import { listUnitFiles } from '../unit/names.ts';

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
