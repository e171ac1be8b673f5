import * as v from 'valibot';
import { OrderError } from '../core/errors.ts';
import { wanted } from '../docker/keywords/reading.ts';
import { byShape, mapping } from '../docker/keywords/shapes.ts';
import type { World } from '../docker/world.ts';
import { act, factsOf, fail, skip } from './decision.ts';
import { boolean, defineOrder } from './define-order.ts';
import { executeOnFileSystem, executeTemporarily, temporaryNeeds } from './execute-in-helper.ts';
import { executeInRunning } from './execute-in-running.ts';
import { executeOnHost } from './execute-on-host.ts';
import type { Decision, RunContext } from './order.ts';
import type { Target } from './scope.ts';

const form = v.picklist(['file_system', 'temporary', 'in_running']);

export const execute = defineOrder('execute', {
  help: "run a command on this machine (host), on a container's volumes, in a temporary container or in the running one",
  on: 'both',
  direction: 'up',
  reach: 'engine',
  timeout: 'limit',
  arguments: {
    run: v.pipe(
      v.union(
        [v.array(v.union([v.string(), v.pipe(v.number(), v.transform(String))])), v.string()],
        wanted('a list of words, or with "shell: true" one string'),
      ),
      v.description('the command as a list of words; with shell, a script and its $0, $1, …'),
    ),
    shell: v.optional(v.pipe(boolean, v.description('give the first word to /bin/sh -c'))),
    type: v.optional(
      v.pipe(
        form,
        v.description(
          'file_system (the default): a helper with the volumes; temporary: a new container of the image; in_running',
        ),
      ),
    ),
    binds: v.optional(
      v.pipe(
        mapping(
          byShape({
            list: v.never(wanted('a path in the helper')),
            mapping: v.strictObject({ bind: v.string(), ro: v.optional(boolean) }),
            other: v.string(wanted('a path in the helper')),
          }),
        ),
        v.description('host paths to mount in the helper: {/host: {bind: /there, ro: true}}'),
      ),
    ),
    when: v.optional(
      v.pipe(
        v.picklist(['always', 'changed']),
        v.description('changed: only when an earlier step of the same run had something to do'),
      ),
    ),
  },
  check: ({ run, shell, type }) => {
    if (typeof run === 'string' && !shell)
      return { message: '"run" is one string', hint: 'write a list of words, or add "shell: true"' };
    return run.length === 0
      ? { message: '"run" is empty', hint: `name the command to run${type ? ` (${type})` : ''}` }
      : undefined;
  },
  needs: (target, args, world) => {
    if (args.when === 'changed' && !world.touched) return [];
    return opens(target, args.type, world) === 'temporary' ? temporaryNeeds(target, world) : [];
  },
  decide: (target, args, world) => {
    if (args.when === 'changed' && !world.touched) return skip('nothing has changed', world);
    return describe(target, args.type, world);
  },
  run: async (target, args, context) => {
    const command = words(args.run, args.shell === true);
    const code = await start(target, args, command, context);
    if (code !== 0) throw new OrderError(`the command ended with exit code ${code}: ${command.join(' ')}`);
  },
});

type Form = v.InferOutput<typeof form>;

type Given = {
  readonly type?: Form | undefined;
  readonly binds?: Readonly<Record<string, string | { bind: string; ro?: boolean | undefined }>> | undefined;
};

function start(
  target: Target,
  args: Given,
  command: readonly string[],
  context: RunContext,
): Promise<number> {
  const execution = { command, binds: bindList(args.binds ?? {}) };
  switch (opens(target, args.type, context.world)) {
    case 'host':
      return executeOnHost(target, execution, context);
    case 'temporary':
      return executeTemporarily(target, execution, context);
    case 'in_running':
      return executeInRunning(target, execution, context);
    case 'file_system':
      return executeOnFileSystem(target, execution, context);
  }
}

/** Where the command runs; `in_running` without a running container falls back to a temporary one. */
function opens(target: Target, type: Form = 'file_system', world: World): Form | 'host' {
  if (!target.container) return 'host';
  return type === 'in_running' && factsOf(target, world)?.state !== 'running' ? 'temporary' : type;
}

function describe(target: Target, type: Form | undefined, world: World): Decision {
  const form = opens(target, type, world);
  if (form === 'file_system' && !factsOf(target, world)) {
    return fail(
      new OrderError(`container "${target.name}" is not there, so its volumes cannot be looked at`, {
        hint: 'create it before, or use "type: temporary"',
      }),
      world,
    );
  }
  return act(reasons[form], world);
}

const reasons = {
  host: 'on this machine',
  file_system: "on the container's volumes",
  temporary: 'in a temporary container',
  in_running: 'in the running container',
} as const;

function words(run: string | readonly string[], shell: boolean): readonly string[] {
  if (shell) return ['/bin/sh', '-c', ...(typeof run === 'string' ? [run] : run)];
  return typeof run === 'string' ? [run] : run;
}

function bindList(binds: NonNullable<Given['binds']>): readonly string[] {
  return Object.entries(binds).map(([host, to]) =>
    typeof to === 'string' ? `${host}:${to}:rw` : `${host}:${to.bind}:${to.ro ? 'ro' : 'rw'}`,
  );
}
