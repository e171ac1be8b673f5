import { setImmediate } from 'node:timers/promises';

/**
 * Joins what is asked for in one moment: `read` is called once with all the names, after everybody has asked that is
 * about to, and everybody gets its whole answer. Nothing that is answered was read before it was asked for.
 */
export function gather<T>(
  read: (names: readonly string[]) => Promise<T>,
): (names: readonly string[]) => Promise<T> {
  let asked = new Set<string>();
  let next: Promise<T> | undefined;
  const readAsked = async (): Promise<T> => {
    await setImmediate();
    const names = [...asked];
    asked = new Set();
    next = undefined;
    return read(names);
  };
  return names => {
    for (const name of names) asked.add(name);
    next ??= readAsked();
    return next;
  };
}
