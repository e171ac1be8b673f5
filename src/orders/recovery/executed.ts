import * as v from 'valibot';
import { objectIn } from '../../core/json.ts';
import { defineRecovery } from './define-recovery.ts';

/** A command ran, in a running container or (no container) on this machine: it does not end with whoever started it. */
export const executed = defineRecovery(
  'executed',
  { mark: v.string(), container: v.exactOptional(v.string()) },
  async ({ mark, container }, _, { docker, processes }) => {
    if (container === undefined) {
      const ended = await processes.endMarked(mark);
      return ended > 0 ? 'ended a command that was still running on this machine' : undefined;
    }
    const state = objectIn((await docker.inspectContainer(container)) ?? {}, 'State');
    if (state['Running'] === true && state['Paused'] !== true) await docker.endExec(container, mark);
    return undefined;
  },
);
