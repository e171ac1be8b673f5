import { UsageError } from '../core/errors.ts';
import type { Fault } from '../core/places.ts';
import type { ContainerFacts, World } from '../docker/world.ts';
import { ownVolumes } from '../orders/own-volumes.ts';
import { removeOrphan } from '../orders/remove-orphan.ts';
import type { Unit } from '../unit/unit.ts';

/** The commands after which everything that the unit declares is there. */
const bringUp = ['create', 'start', 'restart'];

/** Whether containers that are not declared any more matter to a command. */
export function looksForOrphans({ command }: Pick<Unit, 'command'>): boolean {
  return bringUp.includes(command);
}

/** @throws UsageError where `--remove-orphans` is given for a command that it does not belong to */
export function refuseOrphans(unit: Pick<Unit, 'name' | 'command'>): void {
  if (looksForOrphans(unit)) return;
  const { name, command } = unit;
  throw new UsageError(`--remove-orphans belongs to create, start and restart, not to ${command}`, {
    hint: `say: nua-start run --remove-orphans ${name}/start`,
  });
}

/**
 * The unit with their removal before all else: a new container may need the ports of an old one. Where there are none, an
 * empty entry takes its place, so that the others have the same numbers, whoever goes on with this run.
 */
export function removingOrphans(unit: Unit, orphans: readonly ContainerFacts[]): Unit {
  return { ...unit, entries: [orphans.map(({ name }) => removeOrphan.order(name)), ...unit.entries] };
}

/** What a run without the option says of those that it would remove, if there are any. */
export function orphanWarnings(
  { name, command }: Pick<Unit, 'name' | 'command'>,
  all: readonly ContainerFacts[],
  world: World,
): readonly Fault[] {
  const orphans = all.filter(facts => ownVolumes(facts, world).length === 0);
  if (orphans.length === 0) return [];
  const [count, them] =
    orphans.length === 1 ? ['1 container', 'it'] : [`${orphans.length} containers`, 'them'];
  return [
    {
      message: `unit "${name}" does not declare ${count} any more: ${orphans.map(it => it.name).join(', ')}`,
      hint: `"nua-start run --remove-orphans ${name}/${command}" removes ${them}; named volumes stay`,
    },
  ];
}

/** What is said of those that stay in any case: whoever removed them would lose data. */
export function keptWarnings(orphans: readonly ContainerFacts[], world: World): readonly Fault[] {
  return orphans
    .filter(facts => ownVolumes(facts, world).length > 0)
    .map(({ name }) => ({
      message: `container "${name}" is not declared any more and kept: it holds a volume of its own`,
      hint: `see what is in it; docker rm --force --volumes ${name} removes both`,
    }));
}
