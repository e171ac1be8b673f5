/** Something to be done after others. */
export type Item = { readonly id: string; readonly after: readonly string[] };

/**
 * Does items as early as what they come after allows, at most `width` at a time. Once `run` answers false or `halted`
 * says so, nothing new begins; what runs is awaited. Answers the items that were never begun.
 */
export async function schedule<T extends Item>(
  items: readonly T[],
  width: number,
  run: (item: T) => Promise<boolean>,
  halted: () => boolean,
): Promise<readonly T[]> {
  const done = new Set<string>();
  const running = new Set<Promise<void>>();
  let waiting = [...items];
  let failed = false;
  const begin = (item: T): void => {
    const end = run(item).then(ok => {
      running.delete(end);
      if (ok) done.add(item.id);
      else failed = true;
    });
    running.add(end);
  };
  for (;;) {
    while (!failed && !halted() && running.size < width) {
      const next = waiting.find(({ after }) => after.every(id => done.has(id)));
      if (!next) break;
      waiting = waiting.filter(item => item !== next);
      begin(next);
    }
    if (running.size === 0) return waiting;
    await Promise.race(running);
  }
}
