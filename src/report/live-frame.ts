import { type Look, runningText } from './live-look.ts';
import type { LiveSteps, RunningStep } from './live-steps.ts';

/** What the moving part of a live view shows: a step that runs with its last output, or a line about what waits. */
export type Row = { readonly running: boolean; readonly lines: readonly string[] };

export type FrameSetting = {
  /** How many lines there may be. */
  readonly height: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether the user has asked for the end. */
  readonly interrupted: boolean;
  readonly look: Look;
};

/** The rows for how a run stands: never more lines than fit; of many steps the first ones, and how many more there are. */
export function frameOf(steps: LiveSteps, setting: FrameSetting): readonly Row[] {
  const { height, interrupted, look } = setting;
  const notes = interrupted && height > 2 ? [farewell] : [];
  const running = squeeze([...steps.running.values()], height - notes.length);
  const room = height - notes.length - running.lines;
  const tails = tailsOf(running.shown, room - Math.min(steps.waiting.size, fewestWaiting));
  const waiting = squeeze([...steps.waiting.values()], Math.min(room - tails.flat().length, mostWaiting));
  const over = steps.halted || interrupted;
  const quiet = (text: string): Row => ({ running: false, lines: [look.chalk.dim(text)] });
  return [
    ...running.shown.map((step, index) => runningRow(step, tails[index] ?? [], setting)),
    ...(running.more > 0 ? [quiet(`${count(running.more, running.shown.length > 0)} running`)] : []),
    ...waiting.shown.map(name => quiet(over ? `${name}  not begun` : name)),
    ...(waiting.more > 0 ? [quiet(`${count(waiting.more, true)}${over ? ' not begun' : ''}`)] : []),
    ...notes.map(quiet),
  ];
}

const farewell = 'interrupted: waiting for what still runs (Ctrl-C again ends at once)';

/** So many waiting steps are shown before running ones get lines for their output, and so many at most. */
const fewestWaiting = 2;
const mostWaiting = 6;

function runningRow(step: RunningStep, tail: readonly string[], { now, look }: FrameSetting): Row {
  return {
    running: true,
    lines: [
      runningText(step, now, look),
      ...tail.map(line => look.chalk.dim(`${look.signs.gutter} ${line}`)),
    ],
  };
}

/** The last output of each step, in as many lines as there is room for, the same for each. */
function tailsOf(steps: readonly RunningStep[], room: number): readonly (readonly string[])[] {
  const each = Math.max(0, Math.floor(room / steps.length));
  return steps.map(({ tail }) => (each === 0 ? [] : tail.slice(-each)));
}

/** The first items and how many there are beyond, in at most `limit` lines of which that number takes one. */
function squeeze<T>(
  items: readonly T[],
  limit: number,
): { shown: readonly T[]; more: number; lines: number } {
  if (items.length <= limit) return { shown: items, more: 0, lines: items.length };
  if (limit < 1) return { shown: [], more: 0, lines: 0 };
  return { shown: items.slice(0, limit - 1), more: items.length - limit + 1, lines: limit };
}

function count(steps: number, more: boolean): string {
  return `${steps}${more ? ' more' : ''} ${steps === 1 ? 'step' : 'steps'}`;
}
