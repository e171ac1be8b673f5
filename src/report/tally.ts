import type { RunEvent } from '../engine/events.ts';

/** How many steps ended, by how, of how many there were. */
export type Tally = {
  readonly done: number;
  readonly skipped: number;
  readonly failed: number;
  /** Those that were planned, and those that came beside. */
  readonly all: number;
};

/** Counts while a run happens. @param planned ids of the steps that were planned */
export function stepCounter(planned: readonly string[]): {
  readonly tell: (event: RunEvent) => void;
  readonly tally: () => Tally;
} {
  const counts = { done: 0, skipped: 0, failed: 0 };
  const all = new Set(planned);
  return {
    tell: event => {
      if (event.type !== 'done' && event.type !== 'skipped' && event.type !== 'failed') return;
      counts[event.type] += 1;
      all.add(event.step);
    },
    tally: () => ({ ...counts, all: all.size }),
  };
}
