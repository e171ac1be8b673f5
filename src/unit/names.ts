import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../core/errors.ts';
import { nearest } from '../core/suggest.ts';
import type { UnitName } from './unit.ts';

const word = /^[A-Za-z0-9][A-Za-z0-9_.-]*$/;

/**
 * Takes `UNIT/COMMAND[:variant…]` apart.
 * @throws UsageError for anything else, paths out of `units/` included
 */
export function parseUnitName(text: string): UnitName {
  const slash = text.lastIndexOf('/');
  const unit = text.slice(0, slash);
  const [command = '', ...variants] = text.slice(slash + 1).split(':');
  if (
    slash > 0 &&
    [...unit.split('/'), command].every(part => word.test(part)) &&
    variants.every(name => name !== '')
  ) {
    return { unit, command, variants };
  }
  throw new UsageError(`"${text}" is no UNIT/COMMAND`, {
    hint: /^[/:]*$/.test(text)
      ? 'name a unit and its command, as in web/start; "nua-start list" shows all'
      : '"nua-start list" shows all units',
  });
}

/**
 * The same, where units are at hand: of a name without its command the hint says what was probably meant.
 * @throws UsageError
 */
export function readUnitName(text: string, configuration: () => string): UnitName {
  try {
    return parseUnitName(text);
  } catch (error) {
    const [unit = '', ...variants] = text.split(':');
    if (!(error instanceof UsageError) || !word.test(unit)) throw error;
    const units = new Set(listUnitFiles(configuration()).map(file => file.unit));
    const meant = units.has(unit) ? unit : nearest(unit, units);
    if (meant === undefined) throw error;
    const name = formatUnitName({ unit: meant, command: 'start', variants });
    throw new UsageError(error.message, { hint: `did you mean "${name}"? "nua-start list" shows all` });
  }
}

/** `myapp/start:dev`. */
export function formatUnitName({ unit, command, variants }: UnitName): string {
  return [`${unit}/${command}`, ...variants].join(':');
}

/** The file of an explicit command; `units/F.yaml` is the `start` of unit `F`. Undefined when there is none. */
export function findUnitFile(configuration: string, unit: string, command: string): string | undefined {
  const own = join(configuration, 'units', unit, `${command}.yaml`);
  if (existsSync(own)) return own;
  const single = join(configuration, 'units', `${unit}.yaml`);
  return command === 'start' && existsSync(single) ? single : undefined;
}

/** An explicit command: a file below `units/`. */
export type UnitFile = { readonly unit: string; readonly command: string; readonly file: string };

/** All explicit commands, sorted by name; files of other names are passed over. */
export function listUnitFiles(configuration: string): readonly UnitFile[] {
  const root = join(configuration, 'units');
  const found = entries(root).flatMap(entry => {
    if (entry.isDirectory()) return commandsIn(join(root, entry.name), entry.name);
    const unit = yamlName(entry.name);
    return unit === undefined ? [] : [{ unit, command: 'start', file: join(root, entry.name) }];
  });
  // The start in a unit's directory wins over the file of the unit's name, as when it is run.
  const used = found.filter(({ unit, command, file }) => findUnitFile(configuration, unit, command) === file);
  return used.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** Names of the images that can be built: directories with a Dockerfile in `services/` or `data/`. */
export function listImages(configuration: string, kind: 'services' | 'data'): readonly string[] {
  const root = join(configuration, kind);
  return entries(root)
    .filter(entry => entry.isDirectory() && existsSync(join(root, entry.name, 'Dockerfile')))
    .map(entry => entry.name)
    .sort();
}

function nameOf({ unit, command }: UnitFile): string {
  return `${unit}/${command}`;
}

function commandsIn(directory: string, unit: string): UnitFile[] {
  if (!word.test(unit)) return [];
  return entries(directory).flatMap(entry => {
    const command = yamlName(entry.name);
    return command === undefined || entry.isDirectory()
      ? []
      : [{ unit, command, file: join(directory, entry.name) }];
  });
}

function yamlName(file: string): string | undefined {
  const name = file.endsWith('.yaml') ? file.slice(0, -'.yaml'.length) : '';
  return word.test(name) ? name : undefined;
}

function entries(directory: string) {
  return existsSync(directory) ? readdirSync(directory, { withFileTypes: true }) : [];
}
