import type { Contestant, Phase } from './contestants.ts';
import type { Footprint } from './footprint.ts';
import type { Race } from './race.ts';
import { type Spread, spreadOf } from './spread.ts';

/** One line of the answer. */
export type Row = {
  readonly what: string;
  /** What is compared: `ratio` to the bare calls, `ms` over bare node, … */
  readonly unit: string;
  readonly spread: Spread;
  /** The middle must not be above it; undefined where it is only told. */
  readonly goal: number | undefined;
};

/** At most so many times what the engine's calls alone take. */
const ratio = 1.1;
/** Milliseconds that a start of 20 running containers may take beside bare node. */
const noOp = 150;
/** At most so many times the memory, at ten times the containers. */
const memory = 1.3;
/** At most so many more descriptors: two for each order that runs side by side. */
const descriptors = 16;

/** What a race comes to: of each phase pairs are compared, and of what they give the middle. */
export function rowsOf(
  { times, node }: Race,
  own: Contestant,
  bare: Contestant,
  containers: number,
): readonly Row[] {
  const of = (contestant: Contestant, phase: Phase): readonly number[] =>
    times.get(contestant.name)?.[phase] ?? [];
  const compared = (['start', 'stop', 'purge'] as const).map(phase => {
    const pairs = of(own, phase).map((took, round) => took / (of(bare, phase)[round] ?? Number.NaN));
    return { what: `${phase} ${containers}`, unit: 'x bare calls', spread: spreadOf(pairs), goal: ratio };
  });
  const over = of(own, 'no-op').map((took, round) => took - (node[round] ?? Number.NaN));
  const goal = containers === 20 ? noOp : undefined;
  return [
    ...compared,
    { what: `no-op start ${containers}`, unit: 'ms over bare node', spread: spreadOf(over), goal },
  ];
}

/** Flat: what it needs depends on how much is done at once, not on how much there is. */
export function footprintRows(
  few: Footprint,
  many: Footprint,
  names: readonly [string, string],
): readonly Row[] {
  const [fewName, manyName] = names;
  const once = (value: number): Spread => spreadOf([value]);
  return [
    {
      what: `memory of start ${manyName}`,
      unit: `x that of ${fewName} (${few.memory.toFixed(0)} MiB)`,
      spread: once(many.memory / few.memory),
      goal: memory,
    },
    {
      what: `descriptors of start ${manyName}`,
      unit: `more than of ${fewName} (${few.descriptors})`,
      spread: once(many.descriptors - few.descriptors),
      goal: descriptors,
    },
  ];
}

/** Whether a row is as it should be; one without a goal is. A number that is none is not. */
export function isMet({ spread, goal }: Row): boolean {
  return goal === undefined || spread.median <= goal;
}
