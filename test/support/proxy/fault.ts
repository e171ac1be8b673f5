/** A call that the proxy has seen. */
export type ProxiedCall = {
  /** Its place among all that were seen, from 1. Pings have none of their own: 0. */
  readonly number: number;
  readonly method: string;
  /** With its query. */
  readonly path: string;
};

/**
 * What goes wrong with a call.
 * - delay: the engine hears of it so many milliseconds later
 * - refuse: the connection is closed, and the engine hears nothing
 * - error: a status of 500, and the engine hears nothing
 * - hang: no answer ever, and the engine hears nothing
 * - lose: the engine acts, and the connection is closed in place of its answer
 * - cut: the connection is closed within the answer
 * - stall: the answer stops within, and the connection stays open
 * - kill: the client is killed before the engine hears of the call, or after it has answered and before the client has
 */
export type Fault =
  | { readonly kind: 'delay'; readonly milliseconds: number }
  | { readonly kind: 'refuse' | 'error' | 'hang' | 'lose' | 'cut' | 'stall' }
  | { readonly kind: 'kill'; readonly when: 'before' | 'after' };

/** What goes wrong with a call; undefined where nothing does. */
export type FaultAt = (call: ProxiedCall) => Fault | undefined;

/** The fault at the call of one number. */
export function at(number: number, fault: Fault): FaultAt {
  return call => (call.number === number ? fault : undefined);
}
