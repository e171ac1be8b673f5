import type { Step } from './plan.ts';

/** A step with its number, and where it stands among those that can be done side by side. */
export type StagedStep = {
  readonly step: Step;
  /** From 1, in the order of the plan. */
  readonly number: number;
  /** Numbers of the steps it waits for, without those that another of them waits for. */
  readonly after: readonly number[];
  /** 1 for one that waits for nothing, else one more than that of the last one it waits for. */
  readonly stage: number;
};

/** @param steps in an order in which they can be done */
export function stagesOf(steps: readonly Step[]): readonly StagedStep[] {
  const known = new Map<string, StagedStep>();
  /** All that a step waits for, through others too, by its number. */
  const before = new Map<number, ReadonlySet<number>>();
  return steps.map((step, index) => {
    const direct = step.after.flatMap(id => known.get(id) ?? []);
    const numbers = direct.map(({ number }) => number);
    const further = new Set(numbers.flatMap(number => [...(before.get(number) ?? [])]));
    const number = index + 1;
    before.set(number, new Set([...further, ...numbers]));
    const staged: StagedStep = {
      step,
      number,
      after: numbers.filter(each => !further.has(each)).sort((a, b) => a - b),
      stage: Math.max(0, ...direct.map(({ stage }) => stage)) + 1,
    };
    known.set(step.id, staged);
    return staged;
  });
}
