import type { RunEvent } from '../engine/events.ts';
import { type Plan, stepsOf } from '../plan/plan.ts';
import { nameOf } from './lines.ts';
import { frameOf } from './live-frame.ts';
import { liveLines } from './live-lines.ts';
import { lookOf } from './live-look.ts';
import { after, planned } from './live-steps.ts';
import type { View } from './live-view.ts';
import type { LiveSurface, Reporter } from './reporter.ts';

/** Steps that run and that wait are shown as they are now, at the end of the screen; above, a line for each that ended. */
export function liveReporter(plan: Plan, surface: LiveSurface): Reporter {
  const { stderr, terminal, now, signal } = surface;
  const { stream, unicode } = terminal;
  const look = lookOf(stepsOf(plan).map(nameOf), { ...surface, unicode, columns: stream.columns });
  const linesOf = liveLines(look, surface);
  let steps = planned(plan);
  let view: View | undefined;
  let opening: Promise<void> | undefined;
  let ended = false;

  const began = now();
  const frame = () =>
    frameOf(steps, { ...sizeOf(stream), now: now(), began, interrupted: signal.aborted, look });
  const open = async (): Promise<void> => {
    const { openView } = await import('./live-view.ts');
    if (!ended) view = await openView(frame, highest, terminal, look);
  };
  const print = (lines: readonly string[]): void => {
    if (lines.length === 0) return;
    if (view) view.above(lines.join('\n'));
    else stderr(lines.join('\n'));
  };

  return {
    tell: (event: RunEvent) => {
      print(linesOf(event, steps));
      steps = after(steps, event);
      if (event.type !== 'output' && event.type !== 'transfer') view?.update();
      if (event.type === 'started') opening ??= open();
    },
    end: async () => {
      ended = true;
      await opening;
      view?.close();
      view = undefined;
    },
  };
}

/** Lines that the moving part takes at most: it is to be looked at, not to fill the screen. */
const highest = 16;

/**
 * The cursor needs a line of its own, and one above says what the screen showed before. A line begins with a sign and a
 * blank, and two cells are left free behind it.
 */
function sizeOf({ rows, columns }: NodeJS.WriteStream): { height: number; columns: number } {
  return { height: Math.max(1, Math.min(highest, (rows || 24) - 2)), columns: (columns || 80) - 4 };
}
