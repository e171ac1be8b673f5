import type { RunEvent, StepEvent } from '../engine/events.ts';
import { nameOf } from './lines.ts';
import {
  brokenLine,
  doneLine,
  type Look,
  namedOutputLine,
  outputLine,
  skippedLine,
  warningLine,
} from './live-look.ts';
import { isKept, keptOutput } from './live-output.ts';
import type { LiveSteps, RunningStep } from './live-steps.ts';
import { printable } from './printable.ts';
import type { LiveSurface } from './reporter.ts';

type OutputEvent = StepEvent & { readonly type: 'output' };
type TransferEvent = StepEvent & { readonly type: 'transfer' };

/**
 * Makes what answers the lines that an event leaves on the screen for good: a line for a step that has ended and, below
 * it, what its command said. What goes to a stdout that is not the screen is written there at once.
 */
export function liveLines(
  look: Look,
  { stdout, verbosity, terminal, signal }: Pick<LiveSurface, 'stdout' | 'verbosity' | 'terminal' | 'signal'>,
): (event: RunEvent, before: LiveSteps) => readonly string[] {
  const kept = keptOutput(keptLines);
  const blockOf = ({ step }: StepEvent): readonly string[] =>
    kept.take(step).map(line => outputLine(line, look));

  const keep = (event: StepEvent, line: string): readonly string[] =>
    kept.add(event.step, line).map(each => namedOutputLine(nameOf(event), each, look));

  const outputLines = (event: OutputEvent): readonly string[] => {
    const line = printable(event.line);
    if (event.stream === 'warning') return [warningLine(nameOf(event), line, look)];
    if (event.stream === 'stdout' && !terminal.showsStdout) {
      stdout(`${nameOf(event)} | ${line}`);
      return [];
    }
    if (!isKept(event.stream, verbosity)) return [];
    return keep(event, line);
  };
  const transferLines = (event: TransferEvent): readonly string[] =>
    verbosity > 1 && event.line !== undefined ? keep(event, printable(event.line)) : [];

  return (event, { running }) => {
    switch (event.type) {
      case 'output':
        return outputLines(event);
      case 'transfer':
        return transferLines(event);
      case 'skipped':
        return [skippedLine(nameOf(event), event.reason, look)];
      case 'done': {
        const step = running.get(event.step) ?? unknown(event);
        return [doneLine(step, event.time - step.since, look), ...blockOf(event)];
      }
      case 'failed': {
        const { since } = running.get(event.step) ?? unknown(event);
        return [brokenLine(nameOf(event), event.time - since, signal.aborted, look), ...blockOf(event)];
      }
      case 'started':
      case 'finished':
        return [];
    }
  };
}

/** So many lines of a step are kept back at most before they are shown while it still runs. */
const keptLines = 100;

function unknown(event: StepEvent): RunningStep {
  return { name: nameOf(event), reason: '', since: event.time, tail: [] };
}
