import { EngineError } from '../core/errors.ts';
import type { Execution } from './execution.ts';
import type { RunContext } from './order.ts';
import { executed } from './recovery/executed.ts';
import type { Target } from './scope.ts';

/** Runs a command in the running container. */
export async function executeInRunning(
  { name }: Target,
  { command }: Execution,
  { docker, output, signal, note, mark }: RunContext,
): Promise<number> {
  const noted = note(executed.change({ mark, container: name }));
  try {
    const code = await docker.exec(name, command, { output, signal, mark });
    noted.settle();
    return code;
  } catch (error) {
    // Where the engine does not answer any more, the command may go on.
    if (!(error instanceof EngineError)) noted.settle();
    throw error;
  }
}
