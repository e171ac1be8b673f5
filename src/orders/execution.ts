import * as v from 'valibot';
import { OrderError } from '../core/errors.ts';
import type { World } from '../docker/world.ts';
import { act, factsOf, fail } from './decision.ts';
import type { Decision } from './order.ts';
import type { Target } from './scope.ts';

/** A command and what it may see: what every form of `execute` takes. */
export type Execution = {
  readonly command: readonly string[];
  /** Host paths to mount, as `/host:/there:rw`. */
  readonly binds: readonly string[];
};

/** Where a command for a container runs, as a unit file names it. */
export const executionType = v.picklist(['file_system', 'temporary', 'in_running']);

export type ExecutionType = v.InferOutput<typeof executionType>;
export type ExecutionForm = ExecutionType | 'host';

/** Where a command runs in a world; `in_running` without a running container falls back to a temporary one. */
export function formOf(target: Target, type: ExecutionType | undefined, world: World): ExecutionForm {
  if (!target.container) return 'host';
  if (type !== 'in_running') return type ?? 'file_system';
  return factsOf(target, world)?.state === 'running' ? 'in_running' : 'temporary';
}

/** What is to be done about a command. What it changes nobody knows, so the world stays as it is. */
export function decideExecution(
  target: Target,
  type: ExecutionType | undefined,
  hostPaths: readonly string[],
  world: World,
): Decision {
  const form = formOf(target, type, world);
  const absent = hostPaths.find(path => world.absentPaths.has(path));
  if (absent !== undefined) {
    return fail(
      new OrderError(`the path ${absent} does not exist`, { hint: `create it: mkdir -p ${absent}` }),
      world,
    );
  }
  if (form !== 'file_system' || factsOf(target, world)) return act(reasons[form], world);
  const message = `container "${target.name}" is not there, so its volumes cannot be looked at`;
  return fail(new OrderError(message, { hint: 'create it before, or use "type: temporary"' }), world);
}

const reasons = {
  host: 'on this machine',
  file_system: "on the container's volumes",
  temporary: 'in a temporary container',
  in_running: 'in the running container',
} as const satisfies Record<ExecutionForm, string>;
