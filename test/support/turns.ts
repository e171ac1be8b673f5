import type { ExecutionContext } from 'ava';

/**
 * Lets so many tests of a file go on at a time, each from its first call to its end: all at once, each would be slow
 * enough to miss its seconds.
 */
export function turns(width: number): (t: ExecutionContext) => Promise<void> {
  const admitted = new WeakSet<ExecutionContext>();
  const waiting: (() => void)[] = [];
  let free = width;
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async t => {
    if (admitted.has(t)) return;
    admitted.add(t);
    if (free > 0) free -= 1;
    else await new Promise<void>(turn => waiting.push(turn));
    t.teardown(leave);
  };
}
