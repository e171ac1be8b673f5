import { Chalk } from 'chalk';
import { duration, nameOf } from './lines.ts';

export type Ending = {
  /** `myapp/start`. */
  readonly name: string;
  readonly how: 'done' | 'failed' | 'interrupted';
  /** Steps that ran or were skipped, of all that were planned. */
  readonly reached: number;
  readonly planned: number;
  /** Milliseconds. */
  readonly took: number;
};

/** The last line of a run: `myapp/start: done, 8 of 8 steps in 2.9 s`. */
export function describeEnding({ name, how, reached, planned, took }: Ending, color: boolean): string {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const paint = how === 'done' ? chalk.green : chalk.red;
  const steps = `${reached} of ${planned} ${planned === 1 ? 'step' : 'steps'}`;
  return `${name}: ${paint(how)}, ${steps} in ${duration(took)}`;
}

/** The steps that a run did not come to; of many the first. */
export function describeNotStarted(steps: readonly Parameters<typeof nameOf>[0][]): string {
  const shown = steps.length <= mostNamed ? steps : steps.slice(0, mostNamed - 1);
  const more = steps.length === shown.length ? [] : [`${steps.length - shown.length} more steps`];
  return `not started: ${[...shown.map(nameOf), ...more].join(', ')}`;
}

const mostNamed = 10;
