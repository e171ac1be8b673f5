/** The least, the middle and the greatest of some numbers. */
export type Spread = { readonly min: number; readonly median: number; readonly max: number };

/** @param values at least one */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number): number => sorted[index] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    min: at(0),
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    max: at(sorted.length - 1),
  };
}

/** `1.02 1.05 1.11`. */
export function describeSpread({ min, median, max }: Spread, digits: number): string {
  return [min, median, max].map(value => value.toFixed(digits).padStart(digits > 0 ? 5 : 6)).join(' ');
}
