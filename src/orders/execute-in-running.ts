import type { Execution } from './execution.ts';
import type { RunContext } from './order.ts';
import type { Target } from './scope.ts';

/** Runs a command in the running container. */
export function executeInRunning(
  { name }: Target,
  { command }: Execution,
  { docker, output, signal }: RunContext,
): Promise<number> {
  return docker.exec(name, command, output, signal);
}
