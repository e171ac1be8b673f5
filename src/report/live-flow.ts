import type { Transfer } from '../docker/transfer.ts';

/** A transfer with what is needed to tell how fast it is. */
export type Flow = { readonly transfer: Transfer; readonly samples: readonly Sample[] };

type Sample = { readonly time: number; readonly done: number };

/** Over so many milliseconds a rate is the average. */
const span = 5000;

/** Samples are at least so far apart, which bounds how many there are. */
const apart = 250;

/** The flow once its bytes have come so far; `time` in milliseconds since 1970. */
export function flowing(flow: Flow | undefined, transfer: Transfer, time: number): Flow {
  const first = { time, done: transfer.done };
  if (flow?.transfer.phase !== transfer.phase) return { transfer, samples: [first] };
  const last = flow.samples.at(-1);
  if (last && time - last.time < apart) return { ...flow, transfer };
  return { transfer, samples: [...recent(flow.samples, time), first] };
}

/**
 * Bytes a second over the last few seconds, so that one that is stuck comes down to 0. Undefined in the first second,
 * which tells nothing yet.
 */
export function rateOf({ transfer, samples }: Flow, now: number): number | undefined {
  const [first] = recent(samples, now);
  if (!first || now - first.time < 1000) return undefined;
  return (Math.max(0, transfer.done - first.done) * 1000) / (now - first.time);
}

/** The samples of the span, and the last one before it, from which it is counted. */
function recent(samples: readonly Sample[], now: number): readonly Sample[] {
  const before = samples.findLastIndex(({ time }) => time <= now - span);
  return samples.slice(Math.max(0, before));
}
