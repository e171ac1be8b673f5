import type { Condition } from './condition.ts';

/** The container's own health check passes. */
export const healthy: Condition = {
  unmet: 'is not healthy',
  readsLog: false,
  judge: ({ health }) => {
    if (health) return health.status === 'healthy' ? 'met' : 'open';
    return { what: 'has no health check', hint: 'give it "healthcheck: {test: …}" in "creation"' };
  },
};
