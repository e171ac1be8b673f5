import { messageOf } from '../../core/errors.ts';
import type { Call } from './client.ts';

/**
 * Takes one line for each call when its answer begins or it fails: `GET /containers/json?all=true: 200, 4 ms`. Nothing of
 * bodies, archives and build arguments is in it.
 */
export type Trace = (line: string) => void;

/** Begins to measure a call; what comes back is called with its answer or its error. */
export function traceCall(call: Call, trace: Trace | undefined): (outcome: unknown) => void {
  const started = performance.now();
  return outcome => {
    const time = Math.round(performance.now() - started);
    trace?.(
      `${call.method} ${call.path}${describeQuery(call.query)}: ${describeOutcome(outcome)}, ${time} ms`,
    );
  };
}

/** What units pass to builds may be secret. */
const untold = new Set(['buildargs', 'labels']);

function describeQuery(query: Call['query'] = {}): string {
  const parts = Object.entries(query).map(([key, value]) => `${key}=${untold.has(key) ? '…' : value}`);
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** An upgraded connection is no HTTP message any more, and so without a status. */
function describeOutcome(outcome: unknown): string {
  const isHttp = typeof outcome === 'object' && outcome !== null && 'statusCode' in outcome;
  if (isHttp && typeof outcome.statusCode === 'number') return String(outcome.statusCode);
  return outcome instanceof Error ? messageOf(outcome) : '101';
}
