/** Something to be done after others. */
export type Item = {
  readonly id: string;
  readonly after: readonly string[];
  /** Whether it is done also when another one has failed. */
  readonly always: boolean;
};

/**
 * Does items as early as what they come after allows, at most `width` at a time. Once `run` answers false, only what is
 * done always begins, as if all that it comes after had been done; once `halted` says so, nothing. What runs is awaited.
 */
export async function schedule<T extends Item>(
  items: readonly T[],
  width: number,
  run: (item: T) => Promise<boolean>,
  halted: () => boolean,
): Promise<void> {
  // Done, failed, or given up.
  const over = new Set<string>();
  const running = new Set<Promise<void>>();
  let waiting = [...items];

  const giveUp = (): void => {
    for (const { id, always } of waiting) if (!always) over.add(id);
    waiting = waiting.filter(({ always }) => always);
  };
  const begin = (item: T): void => {
    waiting = waiting.filter(other => other !== item);
    const end = run(item).then(ok => {
      running.delete(end);
      over.add(item.id);
      if (!ok) giveUp();
    });
    running.add(end);
  };
  for (;;) {
    while (!halted() && running.size < width) {
      const next = waiting.find(({ after }) => after.every(id => over.has(id)));
      if (!next) break;
      begin(next);
    }
    if (running.size === 0) return;
    await Promise.race(running);
  }
}
