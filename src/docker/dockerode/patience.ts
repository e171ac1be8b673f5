/** A limit on silence. */
export type Patience = {
  /** Something was heard: the time begins again. */
  heard(): void;
  /** Nothing more is waited for. */
  end(): void;
};

/** Calls `lose` once when nothing is heard for so many seconds; never where they are endless. */
export function startPatience(seconds: number, lose: () => void): Patience {
  if (!Number.isFinite(seconds)) return { heard: () => undefined, end: () => undefined };
  const timer = setTimeout(lose, Math.min(seconds * 1000, longestTimer));
  return { heard: () => void timer.refresh(), end: () => clearTimeout(timer) };
}

/** In milliseconds; what is longer Node takes for 1. */
const longestTimer = 2 ** 31 - 1;
