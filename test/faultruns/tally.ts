/** What became of one disturbance. */
export type Trial = {
  /** The unit, as it is about. */
  readonly about: string;
  readonly kind: string;
  /** A missed one ended before its point, and was never disturbed. */
  readonly outcome: 'passed' | 'failed' | 'missed';
};

/**
 * One line for all, one a kind, one a unit.
 * @param seconds what each unit took; two that were worked on side by side each took the whole of their time
 */
export function summary(trials: readonly Trial[], seconds: ReadonlyMap<string, number>): readonly string[] {
  const kinds = Map.groupBy(trials, ({ kind }) => kind);
  const units = Map.groupBy(trials, ({ about }) => about);
  return [
    told(trials),
    ...[...kinds].map(([kind, its]) => `  ${kind}: ${told(its)}`),
    ...[...units].map(([about, its]) => `  ${about}: ${told(its)}, ${Math.round(seconds.get(about) ?? 0)} s`),
  ];
}

function told(trials: readonly Trial[]): string {
  const missed = trials.filter(({ outcome }) => outcome === 'missed').length;
  const failed = trials.filter(({ outcome }) => outcome === 'failed').length;
  return `${trials.length - missed} disturbed runs, ${failed} failed, ${missed} ended before their point`;
}
