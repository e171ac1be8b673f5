/** How often something is tried, and with which beginning of the row of random numbers. */
export type ManyOptions = {
  readonly count: number;
  /** Any whole number; the same one gives the same points in time. */
  readonly seed?: number | undefined;
};

export type Tally = { readonly passed: number; readonly failed: number };

/** Tries something often, one after the other; prints each failure and goes on. A trial fails by throwing. */
export async function countTrials(
  title: string,
  { count, seed = Date.now() % 2 ** 31 }: ManyOptions,
  trial: (random: () => number, number: number) => Promise<void>,
): Promise<Tally> {
  console.log(`${title}: ${count} times, seed ${seed}`);
  const random = randomFrom(seed);
  let failed = 0;
  for (let number = 1; number <= count; number += 1) {
    try {
      await trial(random, number);
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${title}, number ${number}: ${error instanceof Error ? error.message : error}`);
    }
  }
  console.log(`${title}: ${count - failed} passed, ${failed} failed`);
  return { passed: count - failed, failed };
}

/** Numbers from 0 up to 1 that only the seed decides (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of a list. */
export function oneOf<T>(random: () => number, [first, ...others]: readonly [T, ...T[]]): T {
  return [first, ...others][Math.floor(random() * (others.length + 1))] ?? first;
}

/** Throws unless it is so. */
export function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
