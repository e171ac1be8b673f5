import type { Docker } from '../docker/engine.ts';
import { label } from '../orders/labels.ts';
import type { RecoveryContext } from '../orders/recovery/define-recovery.ts';
import { isCommand, recoverChange } from '../orders/recovery/registry.ts';
import type { ChangeRecord, RunScope } from '../state/run-record.ts';

/**
 * Brings order into what runs of a unit have left that are no more: ends their commands, removes their helpers, finishes
 * or takes back what they had half made. To be called only by whoever has the unit's lock. Answers what was done.
 * @param changes of all these runs, the oldest first
 */
export async function recover(
  scope: RunScope,
  changes: readonly ChangeRecord[],
  context: RecoveryContext,
): Promise<readonly string[]> {
  const said: (string | undefined)[] = [];
  // Commands first, so that nothing works on what is brought into order.
  const commands = changes.filter(({ change }) => isCommand(change));
  const others = changes.filter(({ change }) => !isCommand(change));
  for (const { change, kept } of [...commands, ...others.toReversed()])
    said.push(await recoverChange(change, kept, context));
  said.push(await removeHelpers(scope, context.docker));
  return said.filter(it => it !== undefined);
}

async function removeHelpers({ configuration, unit }: RunScope, docker: Docker): Promise<string | undefined> {
  const { containers } = await docker.world();
  const helpers = [...containers.values()].filter(
    ({ labels }) =>
      label.helper in labels && labels[label.unit] === unit && labels[label.configuration] === configuration,
  );
  for (const { id } of helpers) await docker.remove(id, { volumes: true, force: true });
  return helpers.length === 0 ? undefined : `removed ${helpers.length} of its helper containers`;
}
