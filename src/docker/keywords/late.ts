import { findLate } from '../late/late.ts';

/** Whether a text holds a late expression that is to be answered: `{{.Network.IPAddress}}(db)`. */
export function isLate(text: string): boolean {
  return findLate(text).some(late => !late.escaped);
}

/** Splits a text with `split`, which sees each late expression as one letter and so cannot cut it. */
export function splitAroundLate(text: string, split: (masked: string) => readonly string[]): string[] {
  const found = findLate(text);
  const expressions = found.map(({ start, end }) => text.slice(start, end));
  const between = found.map(
    ({ start }, index) => text.slice(found[index - 1]?.end ?? 0, start) + mask(index),
  );
  const masked = between.join('') + text.slice(found.at(-1)?.end ?? 0);
  return split(masked).map(part =>
    expressions.reduce((whole, late, index) => whole.replace(mask(index), () => late), part),
  );
}

/** A letter of Unicode's private area stands for an expression, so that it is neither blank, quote, nor separator. */
function mask(index: number): string {
  return String.fromCodePoint(0xf0000 + index);
}
