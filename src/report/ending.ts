import { styleText } from 'node:util';
import { duration, nameOf } from './lines.ts';
import type { Tally } from './tally.ts';

export type Ending = {
  /** `myapp/start`. */
  readonly name: string;
  readonly how: 'done' | 'failed' | 'interrupted';
  readonly tally: Tally;
  /** Milliseconds. */
  readonly took: number;
};

/** The last line of a run: `myapp/start: done, 8 of 8 steps (2 done, 6 skipped) in 2.9 s`. */
export function describeEnding({ name, how, tally, took }: Ending, color: boolean): string {
  // For one word chalk would have to be loaded by every run.
  const painted = color ? styleText(how === 'done' ? 'green' : 'red', how, { validateStream: false }) : how;
  const ended = tally.done + tally.skipped + tally.failed;
  const steps = `${ended} of ${tally.all} ${tally.all === 1 ? 'step' : 'steps'}${details(tally)}`;
  return `${name}: ${painted}, ${steps} in ${duration(took)}`;
}

/** What became of the steps, where not all of them were done. */
function details({ done, skipped, failed }: Tally): string {
  if (skipped === 0 && failed === 0) return '';
  const counts = Object.entries({ done, skipped, failed }).filter(([, count]) => count > 0);
  return ` (${counts.map(([how, count]) => `${count} ${how}`).join(', ')})`;
}

/** The steps that a run did not come to; of many the first, and those that have one name once. */
export function describeNotStarted(steps: readonly Parameters<typeof nameOf>[0][]): string {
  const names = [...Map.groupBy(steps, nameOf)];
  const shown = names.length <= mostNamed ? names : names.slice(0, mostNamed - 1);
  const left = names.slice(shown.length).flatMap(([, same]) => same).length;
  const more = left === 0 ? [] : [`${left} more steps`];
  return `not started: ${[...shown.map(([name, { length }]) => times(name, length)), ...more].join(', ')}`;
}

function times(name: string, count: number): string {
  return count === 1 ? name : `${name} (${count} times)`;
}

const mostNamed = 10;
