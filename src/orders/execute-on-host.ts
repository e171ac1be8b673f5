import type { Execution } from './execution.ts';
import type { RunContext } from './order.ts';
import { executed } from './recovery/executed.ts';
import type { Target } from './scope.ts';

/** Runs a command on this machine, in the directory of the composition's `host` entry, else the current one. */
export function executeOnHost(
  { scope }: Target,
  { command }: Execution,
  { shell, cwd, output, signal, note, mark, variables }: RunContext,
): Promise<number> {
  const { settle } = note(executed.change({ mark }));
  const directory = scope.composition.hostDirectory ?? cwd;
  return shell.run(command, { cwd: directory, variables, output, signal }).finally(settle);
}
