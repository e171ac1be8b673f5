import { UsageError } from '../core/errors.ts';
import { suggest } from '../core/suggest.ts';
import type { Declared } from './declared.ts';
import { listUnitFiles } from './names.ts';

/** `shop` or `shop/web`, taken apart. */
export type ContainerName = { readonly unit: string; readonly container: string | undefined };

/**
 * Takes UNIT or UNIT/CONTAINER apart.
 * @throws UsageError for a unit that there is not
 */
export function readContainerName(text: string, configuration: string): ContainerName {
  const [unit = '', container, ...more] = text.replace(/\/$/, '').split('/');
  const units = new Set(listUnitFiles(configuration).map(file => file.unit));
  if (!units.has(unit)) {
    const hint = suggest(unit, units, 'units') ?? 'run `nua-start init` for a first one';
    throw new UsageError(`unknown unit "${unit}" in ${configuration}`, { hint });
  }
  if (more.length > 0)
    throw new UsageError(`"${text}" is no UNIT/CONTAINER`, { hint: `"nua-start status ${unit}" shows all` });
  return { unit, container };
}

/**
 * The names of the containers that are meant: all that the unit declares where none is named.
 * @throws UsageError for a container that the unit does not declare
 */
export function namesOf({ unit, container }: ContainerName, declared: Declared): readonly string[] {
  const known = [...declared.containers.keys(), ...declared.others.keys()];
  if (container === undefined) return known;
  if (known.includes(container)) return [container];
  const hint = suggest(container, known, `containers of ${unit}`) ?? `${unit} declares no containers`;
  throw new UsageError(`unit "${unit}" declares no container "${container}"`, { hint });
}
