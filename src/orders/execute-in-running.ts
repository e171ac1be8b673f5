import type { Execution } from './execution.ts';
import type { RunContext, Target } from './order.ts';

/** Runs a command in the running container. */
export function executeInRunning(
  { name }: Target,
  { command }: Execution,
  { docker, output, signal }: RunContext,
): Promise<number> {
  return docker.exec(name, command, output, signal);
}
