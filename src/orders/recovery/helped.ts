import { defineRecovery } from './define-recovery.ts';

/**
 * A helper container was made. Helpers are found by their label and removed in any case: this only says that one may be
 * left.
 */
export const helped = defineRecovery('helped', {}, async () => undefined);
