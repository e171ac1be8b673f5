/** Works on all of them, at most so many at a time, begun in their order. */
export async function sideBySide<T>(
  all: readonly T[],
  width: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = all.values();
  const takeTurns = async (): Promise<void> => {
    for (const one of waiting) await work(one);
  };
  await Promise.all(Array.from({ length: width }, takeTurns));
}
