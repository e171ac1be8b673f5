import type { Given } from '../support/plan.ts';

/** What can be wrong. */
export const kinds = [
  'syntax',
  'unknown name',
  'wrong type',
  'wrong value',
  'missing',
  'duplicate',
  'cycle',
] as const;

type FaultKind = (typeof kinds)[number];

/** A unit `web` that is wrong, and where: stated by hand, not taken from what the program says. */
export type Fixture = {
  readonly kind: FaultKind;
  readonly title: string;
  /** `units/web/start.yaml`; further files are in `given`. */
  readonly text: string;
  /** Of every fault `FILE:LINE:COLUMN` and, behind a blank, what is written under the carets. */
  readonly at: readonly string[];
  readonly given?: Given;
};

/** The faults of one place, and the kinds of which it can have none, each with its reason. */
export type Place = {
  readonly fixtures: readonly Fixture[];
  readonly impossible?: Readonly<Partial<Record<FaultKind, string>>>;
};
