import type { Condition } from './condition.ts';

/** One that did its work at once and ended well was running. */
export const running: Condition = {
  unmet: 'is not running',
  atOnce: true,
  readsLog: false,
  judge: ({ status, exitCode }) => {
    if (status === 'running' || status === 'paused') return 'met';
    return status === 'ended' && exitCode === 0 ? 'met' : 'open';
  },
};
