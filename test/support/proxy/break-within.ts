import type { Duplex, Readable, Writable } from 'node:stream';

/** How long the proxy waits for something to break: an answer may be empty, and a stream say nothing for hours. */
const patience = 100;

/** Passes on half of the first chunk that comes, and then closes the connection or leaves it silent. */
export function breakWithin(from: Readable, to: Writable | Duplex, how: 'cut' | 'stall'): void {
  const finish = (): void => {
    clearTimeout(timer);
    if (how === 'cut') to.destroy();
  };
  const timer = setTimeout(finish, patience);
  from.once('data', (chunk: Buffer) => {
    from.pause();
    to.write(chunk.subarray(0, Math.floor(chunk.length / 2)), finish);
  });
  from.once('end', finish);
  from.resume();
}
