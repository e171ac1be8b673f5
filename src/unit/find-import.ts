import { UsageError } from '../core/errors.ts';
import { describeValue, type Json } from '../core/json.ts';
import type { Fault } from '../core/places.ts';
import { suggest } from '../core/suggest.ts';
import { findCommand } from './listing.ts';
import { listUnitFiles, readUnitName } from './names.ts';

/**
 * The unit that an `import` names, and the file to read its composition from: a generated command has that of `start`.
 * Where there is none, `fault` is told why.
 */
export function findImport(
  name: Json,
  { configuration }: { readonly configuration: string },
  fault: (fault: Omit<Fault, 'place'>) => void,
): { unit: string; file: string } | undefined {
  if (typeof name !== 'string') {
    const message = `import: wanted UNIT/COMMAND or a list of them, found ${describeValue(name)}`;
    fault({ message, hint: 'write for example "import: other/start"' });
    return undefined;
  }
  try {
    const { unit, command } = readUnitName(name, () => configuration);
    const found = findCommand(unit, command, configuration);
    if (found) return { unit, file: found.file };
    const known = listUnitFiles(configuration).map(found => `${found.unit}/${found.command}`);
    fault({ message: `cannot import "${name}": there is no such unit`, hint: suggest(name, known, 'units') });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    fault({ message: `cannot import: ${error.message}`, hint: error.hint });
  }
  return undefined;
}
