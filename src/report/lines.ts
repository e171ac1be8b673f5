import type { RunEvent, StepEvent } from '../engine/events.ts';
import type { Reporter, Surface } from './reporter.ts';

/** One line a step and a line for each line of output, each with its step's name: for logs, pipes and CI. */
export function lineReporter({ stdout, stderr, verbosity }: Surface): Reporter {
  const startedAt = new Map<string, number>();
  const say = (text: string): void => (verbosity < 0 ? undefined : stderr(text));
  const tell: Record<StepEvent['type'], (event: StepEvent) => void> = {
    started: event => {
      startedAt.set(event.step, event.time);
      if (event.type === 'started' && verbosity > 0) say(`${nameOf(event)}: ${event.reason}`);
    },
    output: event => {
      if (event.type !== 'output') return;
      const line = `${nameOf(event)} | ${event.line}`;
      if (event.stream === 'stdout') stdout(line);
      else if (event.stream === 'warning') stderr(`warning: ${nameOf(event)}: ${event.line}`);
      else if (event.stream === 'stderr' || verbosity > 0) say(line);
    },
    skipped: event => event.type === 'skipped' && say(`${nameOf(event)}: skipped, ${event.reason}`),
    done: event =>
      say(`${nameOf(event)}: done (${seconds(event.time - (startedAt.get(event.step) ?? event.time))})`),
    failed: event => say(`${nameOf(event)}: failed`),
  };
  return {
    tell: (event: RunEvent) => {
      if (event.type !== 'finished') tell[event.type](event);
    },
    end: async () => {},
  };
}

/** `start web`. */
export function nameOf({ kind, target }: { readonly kind: string; readonly target: string }): string {
  return `${kind} ${target}`;
}

/** `1.2 s` from milliseconds. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
