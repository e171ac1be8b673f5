import type { Fault, ProxiedCall } from '../support/proxy/fault.ts';

/** One thing that goes wrong in one run. */
export type Disturbance =
  | DisturbedCall
  | { readonly at: 'write'; readonly number: number; readonly when: 'before' | 'after' };

/** With the number of the call in an undisturbed run. */
export type DisturbedCall = { readonly at: 'call'; readonly number: number; readonly fault: Fault };

/** Where an undisturbed run can be disturbed: at its calls to the engine and the writes of its state, from 1. */
export type Places = { readonly calls: readonly ProxiedCall[]; readonly writes: number };

/** What `--kinds` takes; `kill` and `write` are each both before and after. */
export const allKinds = ['kill', 'write', 'refuse', 'lose', 'cut', 'error', 'hang'] as const;
export type Kind = (typeof allKinds)[number];

/** Each disturbance of these kinds, kind by kind, each from the run's beginning to its end. */
export function disturbances({ calls, writes }: Places, kinds: readonly Kind[]): readonly Disturbance[] {
  const ordinals = Array.from({ length: writes }, (_, index) => index + 1);
  return kinds.flatMap((kind): readonly Disturbance[] => {
    if (kind === 'write')
      return beforeAndAfter.flatMap(when => ordinals.map(number => ({ at: 'write', number, when })));
    const faults: readonly Fault[] =
      kind === 'kill' ? beforeAndAfter.map(when => ({ kind, when })) : [{ kind }];
    return faults.flatMap(fault => calls.map(({ number }) => ({ at: 'call', number, fault })));
  });
}

const beforeAndAfter = ['before', 'after'] as const;

/** Its kind, in two words where it is a kill: `kill before` (a call), `write after`, `lose`. */
export function kindOf(disturbance: Disturbance): string {
  if (disturbance.at === 'write') return `write ${disturbance.when}`;
  const { fault } = disturbance;
  return fault.kind === 'kill' ? `kill ${fault.when}` : fault.kind;
}

/**
 * So many of them, in equal shares from each kind, and within a kind at equal distances; all where there are no more.
 * The same list gives the same sample. `turn` is another number for each list: where the samples are smaller than the
 * number of kinds, the next list begins with the next kind and at another place of the run.
 */
export function sample(all: readonly Disturbance[], size: number, turn = 0): readonly Disturbance[] {
  const kinds = [...Map.groupBy(all, kindOf).values()];
  const rotated = kinds.map((_, index) => kinds[(index + turn) % kinds.length] ?? []);
  const shares = share(
    rotated.map(({ length }) => length),
    Math.min(size, all.length),
  );
  const used = shares.filter(count => count > 0).length;
  return rotated.flatMap((kind, index) => {
    const phase = ((index + 0.5) / used + turn * goldenRatio) % 1;
    return evenly(kind, shares[index] ?? 0, phase);
  });
}

/** Multiples of it, without their whole part, never come close to each other: no two turns begin alike. */
const goldenRatio = (Math.sqrt(5) - 1) / 2;

/** Deals so many out in turns, to each no more than its limit. */
function share(limits: readonly number[], size: number): readonly number[] {
  const shares = limits.map(() => 0);
  for (let left = size; left > 0; ) {
    for (const [index, limit] of limits.entries()) {
      const count = shares[index] ?? 0;
      if (left === 0 || count >= limit) continue;
      shares[index] = count + 1;
      left -= 1;
    }
  }
  return shares;
}

/** Distances of at least one, so never the same twice. @param phase of the first within its distance, less than 1 */
function evenly<T>(all: readonly T[], count: number, phase: number): readonly T[] {
  const chosen = Array.from({ length: count }, (_, index) =>
    Math.floor(((index + phase) * all.length) / count),
  );
  return all.filter((_, index) => chosen.includes(index));
}
