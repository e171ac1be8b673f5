import * as v from 'valibot';
import { ApiError } from '../../docker/api-error.ts';
import { defineRecovery } from './define-recovery.ts';

/** Volumes were to be deleted together with their container, each by a call of its own. */
export const doomed = defineRecovery(
  'doomed',
  { container: v.string(), volumes: v.pipe(v.array(v.string()), v.readonly()) },
  async ({ container, volumes }, _, { docker }) => {
    // Whoever runs the order again deletes them.
    if (await docker.inspectContainer(container)) return undefined;
    for (const volume of volumes) {
      try {
        await docker.removeVolume(volume);
      } catch (error) {
        // Another container uses it by now.
        if (!(error instanceof ApiError && error.statusCode === 409)) throw error;
      }
    }
    return undefined;
  },
);
