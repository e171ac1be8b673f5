import type { RunEvent, StepEvent } from '../engine/events.ts';
import { printable } from './printable.ts';
import type { Reporter, Surface } from './reporter.ts';

/** One line a step and a line for each line of output, each with its step's name: for logs, pipes and CI. */
export function lineReporter({ stdout, stderr, verbosity }: Surface): Reporter {
  const began = new Map<string, number>();
  const tell = (event: RunEvent): void => {
    if (event.type === 'finished' || verbosity < 0) return;
    if (event.type === 'started') began.set(event.step, event.time);
    const text = lineOf(event, event.time - (began.get(event.step) ?? event.time), verbosity);
    if (text === undefined) return;
    if (event.type === 'output' && event.stream === 'stdout') stdout(text);
    else stderr(text);
  };
  return { tell, end: async () => {} };
}

/** What is said of an event; undefined when it is said only to those who want to know more. */
function lineOf(event: StepEvent, took: number, verbosity: number): string | undefined {
  const name = nameOf(event);
  const more = verbosity > 0;
  switch (event.type) {
    case 'started':
      return more ? `${name}: ${printable(event.reason)}` : undefined;
    case 'output':
      if (event.stream === 'warning') return `warning: ${name}: ${printable(event.line)}`;
      if (event.stream === 'progress' && !more) return undefined;
      return `${name} | ${printable(event.line)}`.trimEnd();
    case 'transfer':
      return verbosity > 1 && event.line !== undefined ? `${name} | ${printable(event.line)}` : undefined;
    case 'skipped':
      return `${name}: skipped, ${printable(event.reason)}`;
    case 'done':
      return `${name}: done (${duration(took)})`;
    case 'failed':
      return `${name}: failed (${duration(took)})`;
  }
}

/** `start web`. */
export function nameOf({ kind, target }: { readonly kind: string; readonly target: string }): string {
  return `${kind} ${target}`;
}

/** `1.2 s`, `2 min 5 s`, `1 h 2 min` from milliseconds. */
export function duration(milliseconds: number): string {
  const tenths = Math.round(milliseconds / 100);
  return tenths < 600 ? `${(tenths / 10).toFixed(1)} s` : wholeDuration(tenths * 100);
}

/** The same without parts of a second, of which those that have begun do not count. */
export function wholeDuration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
