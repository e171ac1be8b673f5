import { UsageError } from '../core/errors.ts';
import { nearest, suggest } from '../core/suggest.ts';
import { openFile, type Sources } from '../unit/file.ts';
import { isGenerated } from '../unit/generated.ts';
import { type CommandFile, findCommand, listCommands } from '../unit/listing.ts';
import { formatUnitName } from '../unit/names.ts';
import { readUnit } from '../unit/read.ts';
import type { Unit, UnitName } from '../unit/unit.ts';
import { selectVariants } from '../unit/variants.ts';
import { derive } from './derive.ts';

/**
 * Reads a command of a unit: its own file where there is one, else made from the unit's `start`.
 * @throws UsageError when there is no such unit, command or variant, UnitError for what is wrong in the files
 */
export function readCommand(name: UnitName, sources: Sources): Unit {
  const { file, generated } = locate(name, sources.configuration);
  const unit = readUnit(name.unit, generated ? 'start' : name.command, file, sources);
  const selected = selectVariants(unit, name.variants);
  return generated && isGenerated(name.command) ? derive(selected, name.command) : selected;
}

/** The rendered text of the file that a command comes from. */
export function renderCommand(name: UnitName, sources: Sources): string {
  return openFile(locate(name, sources.configuration).file, sources, 'run').text;
}

function locate(name: UnitName, configuration: string): CommandFile {
  const found = findCommand(name.unit, name.command, configuration);
  if (found) return found;
  throw unknown(name, configuration);
}

function unknown(name: UnitName, configuration: string): UsageError {
  const { unit, command } = name;
  const all = listCommands(configuration);
  const commands = all.filter(listed => listed.unit === unit).map(listed => listed.command);
  if (commands.length === 0) {
    const units = new Set(all.map(listed => listed.unit));
    return new UsageError(`unknown unit "${unit}" in ${configuration}`, {
      hint: suggest(unit, units, 'units') ?? 'run `nua-start init` for a first one',
    });
  }
  const meant = nearest(command, commands);
  return new UsageError(`unknown command "${unit}/${command}"`, {
    hint:
      meant === undefined
        ? `commands of ${unit}: ${commands.sort().join(', ')}`
        : `did you mean "${formatUnitName({ ...name, command: meant })}"?`,
  });
}
