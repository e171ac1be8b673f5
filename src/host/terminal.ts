import type { ReadStream } from 'node:tty';

/** Hands every key on as it is, Ctrl-C too, for as long as the work lasts; whatever happens, the terminal is as before. */
export async function inRawMode<T>(stdin: ReadStream, work: () => Promise<T>): Promise<T> {
  const before = stdin.isRaw;
  stdin.setRawMode(true);
  try {
    return await work();
  } finally {
    stdin.setRawMode(before);
  }
}
