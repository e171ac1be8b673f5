import * as v from 'valibot';
import { OrderError } from '../core/errors.ts';
import { wanted } from '../docker/keywords/reading.ts';
import { byShape, mapping } from '../docker/keywords/shapes.ts';
import { skip } from './decision.ts';
import { boolean, defineOrder } from './define-order.ts';
import { executeOnFileSystem, executeTemporarily, temporaryNeeds } from './execute-in-helper.ts';
import { executeInRunning } from './execute-in-running.ts';
import { executeOnHost } from './execute-on-host.ts';
import { decideExecution, type Execution, type ExecutionForm, executionType, formOf } from './execution.ts';
import type { RunContext } from './order.ts';
import type { Target } from './scope.ts';

const word = v.union([v.string(), v.pipe(v.number(), v.transform(String))]);
const bind = byShape({
  list: v.never(wanted('a path in the helper')),
  mapping: v.strictObject({ bind: v.string(), ro: v.optional(boolean) }),
  other: v.string(wanted('a path in the helper')),
});

const runWanted = 'a list of words, or with "shell: true" one string';
const fields = {
  run: v.pipe(
    byShape({ list: v.array(word), mapping: v.never(wanted(runWanted)), other: v.string(wanted(runWanted)) }),
    v.description('the command as a list of words; with shell, a script and its $0, $1, …'),
    v.metadata({ minItems: 1, minLength: 1 }),
  ),
  shell: v.optional(v.pipe(boolean, v.description('give the first word to /bin/sh -c'))),
  type: v.optional(
    v.pipe(
      executionType,
      v.description(
        'file_system (the default): a helper with its volumes; temporary: a new container of its image; in_running',
      ),
    ),
  ),
  binds: v.optional(
    v.pipe(
      mapping(bind),
      v.description('host paths to mount in the helper: {/host: {bind: /there, ro: true}}'),
    ),
  ),
  when: v.optional(
    v.pipe(
      v.picklist(['always', 'changed']),
      v.description('changed: only when an earlier step of the same run had something to do'),
    ),
  ),
};

export const execute = defineOrder('execute', {
  help: "run a command on this machine (host), on a container's volumes, in a temporary container or in the running one",
  on: 'both',
  direction: 'up',
  reach: 'engine',
  remembered: true,
  timeout: 'limit',
  arguments: fields,
  check: ({ run, shell, ...others }, onHost) => {
    const argument = 'run';
    if (run.length === 0) return { argument, message: '"run" is empty', hint: 'name the command to run' };
    if (typeof run === 'string' && !shell)
      return {
        argument,
        message: '"run" is one string',
        hint: 'write a list of words, or add "shell: true"',
      };
    return onHost ? checkOnHost(others) : undefined;
  },
  taken: {
    if: { properties: { run: { type: 'string' } }, required: ['run'] },
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema
    then: { required: ['shell'], properties: { shell: { not: { enum: [false, 'no', 'off', 'false'] } } } },
  },
  hostPaths: ({ binds }) => pathsOf(binds),
  // Only the script itself is shell text; the words behind it are its arguments.
  answer: async ({ run, ...others }, ask) => {
    const isScript = v.is(boolean, others['shell']) && v.parse(boolean, others['shell']);
    if (!isScript || run === undefined) return ask(run === undefined ? others : { ...others, run });
    const [script = '', ...rest] = [run].flat();
    const answered = [await ask({ run: [script] }, true), await ask({ run: rest })];
    return { ...(await ask(others)), run: answered.flatMap(part => part['run'] ?? []) };
  },
  needs: (target, args, world) => {
    if (args.when === 'changed' && !world.touched) return [];
    return formOf(target, args.type, world) === 'temporary' ? temporaryNeeds(target, world) : [];
  },
  decide: (target, args, world) => {
    if (args.when === 'changed' && !world.touched) return skip('nothing has changed', world);
    return decideExecution(target, args.type, pathsOf(args.binds), world);
  },
  run: async (target, { run, shell, type, binds = {} }, context) => {
    const words = typeof run === 'string' ? [run] : run;
    const command = shell ? ['/bin/sh', '-c', ...words] : words;
    const form = formOf(target, type, context.world);
    const code = await forms[form](target, { command, binds: bindList(binds) }, context);
    if (code !== 0) throw failed(code, command);
  },
});

/** What would be passed over there, as if it were done. */
function checkOnHost(others: object): { argument: string; message: string; hint: string } | undefined {
  const argument = ['type', 'binds'].find(name => name in others);
  if (argument === undefined) return undefined;
  const message = `"${argument}" is for commands in containers; on "host" they run on this machine itself`;
  return { argument, message, hint: 'take it away, or name a container in place of "host"' };
}

function failed(code: number, command: readonly string[]): OrderError {
  return new OrderError(`the command ended with exit code ${code}: ${command.join(' ')}`, {
    hint: hints[code] ?? 'correct the command, or let it end with 0 where that is no failure',
    status: code,
  });
}

/** What shells and engines say with these codes. */
const hints: Readonly<Record<number, string>> = {
  126: 'the command cannot be executed there: correct its name or its permissions',
  127: 'there is no such command there: correct its name, or install it',
};

type RunForm = (target: Target, execution: Execution, context: RunContext) => Promise<number>;

const forms: Readonly<Record<ExecutionForm, RunForm>> = {
  host: executeOnHost,
  file_system: executeOnFileSystem,
  temporary: executeTemporarily,
  in_running: executeInRunning,
};

type Binds = Readonly<Record<string, v.InferOutput<typeof bind>>>;

/** Those that are no named volumes. */
function pathsOf(binds: Binds = {}): readonly string[] {
  return Object.keys(binds).filter(path => path.startsWith('/'));
}

function bindList(binds: Binds): readonly string[] {
  return Object.entries(binds).map(([host, to]) =>
    typeof to === 'string' ? `${host}:${to}:rw` : `${host}:${to.bind}:${to.ro ? 'ro' : 'rw'}`,
  );
}
