import { throwFaults } from '../core/errors.ts';
import { findCircles } from './circles.ts';
import { openFile, type Sources } from './file.ts';
import { compose } from './imports.ts';
import { readOrders, startAll } from './order-list.ts';
import { tracingOrigins, withOrigins } from './origins.ts';
import type { Unit } from './unit.ts';

/**
 * Reads an explicit command of a unit: text, rendered text, values with places, and the checked unit.
 * @throws UnitError with every fault of the file and of what it imports, UsageError for words that do not fit
 */
export function readUnit(unit: string, command: string, file: string, sources: Sources): Unit {
  return tracingOrigins(sources.environment, () => read(unit, command, file, sources));
}

function read(unit: string, command: string, file: string, sources: Sources): Unit {
  const opened = openFile(file, sources, 'run');
  const { documents, parameters, warnings } = opened;
  const faults = [...opened.faults];
  const [first, second] = documents;
  // Without the containers no order could be told to be right.
  if (!first) throwFaults(faults);
  const composed = compose(first, { unit, file, above: [], sources, faults, imports: { count: 0 } });
  const { composition } = composed;
  const part = second && {
    path: [],
    placeOf: second.placeOf,
    faults,
    what: 'the second document',
    code: 'orders' as const,
  };
  const entries = part ? readOrders(second.value, composition, part, sources) : startAll(composition);
  throwFaults([...faults, ...findCircles(composition)]);
  return {
    name: unit,
    command,
    variants: [],
    file,
    entries,
    parameters,
    warnings: warnings.map(fault => withOrigins(fault, sources.environment)),
    ...composed,
  };
}
