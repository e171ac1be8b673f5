import type { Execution } from './execution.ts';
import { label, ownLabels } from './labels.ts';
import type { RunContext, Target } from './order.ts';

/** Runs a command in the running container. When the run is cancelled or too slow, the command is killed in there. */
export async function executeInRunning(target: Target, { command }: Execution, context: RunContext): Promise<number> {
  const { docker, output, signal, unique } = context;
  const mark = `NUA_START_EXEC=${unique()}`;
  try {
    return await docker.exec(target.name, command, { output, signal, environment: [mark] });
  } catch (error) {
    if (signal.aborted) await killMarked(target, mark, context);
    throw error;
  }
}

/**
 * The engine cannot end a command that it executes. A helper in the same process name-space finds it, and what it
 * started, by a mark in the environment.
 */
async function killMarked(target: Target, mark: string, { docker }: RunContext): Promise<void> {
  const script = `for d in /proc/[0-9]*; do grep -qsF ${mark} $d/environ && kill -9 "\${d#/proc/}"; done; true`;
  const { id } = await docker.create(undefined, {
    Image: target.scope.helperImage,
    Cmd: ['sh', '-c', script],
    Entrypoint: [],
    User: '0:0',
    Labels: { ...ownLabels(target.scope.unit, target.scope), [label.helper]: 'kill' },
    HostConfig: { NetworkMode: 'none', PidMode: `container:${target.name}`, CapAdd: ['SYS_PTRACE', 'KILL'] },
  });
  try {
    await docker.start(id);
    await docker.wait(id, AbortSignal.timeout(10_000));
  } finally {
    await docker.remove(id, { volumes: true, force: true });
  }
}
