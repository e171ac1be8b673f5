import type { Execution } from './execution.ts';
import type { RunContext } from './order.ts';
import type { Target } from './scope.ts';

/** Runs a command on this machine, in the directory of the composition's `host` entry, else the current one. */
export function executeOnHost(
  { scope }: Target,
  { command }: Execution,
  { shell, cwd, output, signal }: RunContext,
): Promise<number> {
  return shell.run(command, { cwd: scope.composition.hostDirectory ?? cwd, output, signal });
}
