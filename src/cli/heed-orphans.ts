import { NuaError, UnitError } from '../core/errors.ts';
import type { ContainerFacts, World } from '../docker/world.ts';
import { findOrphans } from '../orders/orphans.ts';
import { keptWarnings, looksForOrphans, orphanWarnings, removingOrphans } from '../plan/orphans.ts';
import { readDeclared } from '../unit/declared.ts';
import type { Sources } from '../unit/file.ts';
import type { Unit } from '../unit/unit.ts';
import type { RunValues } from './run-options.ts';
import { warn } from './warn.ts';
import type { Runtime } from './wire.ts';

/**
 * The unit with the removal of what it does not declare any more, where that was asked for; else it is only warned of.
 * @throws UnitError where another file of the unit, which may declare them, cannot be read
 */
export async function heedOrphans(
  unit: Unit,
  world: World,
  sources: Sources,
  values: Pick<RunValues, 'removeOrphans' | 'quiet'>,
  runtime: Pick<Runtime, 'stderr' | 'styleFor'>,
): Promise<Unit> {
  if (!looksForOrphans(unit)) return unit;
  if (!values.removeOrphans) {
    const orphans = orphansIfKnown(unit, world, sources);
    await warn([...orphanWarnings(unit, orphans, world), ...keptWarnings(orphans, world)], values, runtime);
    return unit;
  }
  const orphans = orphansOf(unit, world, sources);
  await warn(keptWarnings(orphans, world), values, runtime);
  return removingOrphans(unit, orphans);
}

/** None where it is not known what other files declare: better no word than a wrong one. */
function orphansIfKnown(unit: Unit, world: World, sources: Sources): readonly ContainerFacts[] {
  try {
    return orphansOf(unit, world, sources);
  } catch (error) {
    if (error instanceof NuaError) return [];
    throw error;
  }
}

/** The unit's other files are read only where a container is left that its own does not declare. */
function orphansOf(unit: Unit, world: World, sources: Sources): readonly ContainerFacts[] {
  const scope = { unit: unit.name, configuration: sources.configuration };
  const own = [...unit.composition.containers.keys()];
  if (findOrphans(scope, new Set(own), world).length === 0) return [];
  const { containers, others, unread } = readDeclared(unit.name, sources);
  const [fault, ...more] = unread;
  if (fault) throw new UnitError([fault, ...more]);
  return findOrphans(scope, new Set([...own, ...containers.keys(), ...others.keys()]), world);
}
