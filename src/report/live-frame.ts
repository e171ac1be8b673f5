import { wholeDuration } from './lines.ts';
import { type Look, runningText } from './live-look.ts';
import type { LiveSteps, RunningStep } from './live-steps.ts';
import { type WaitingOrder, waitingOrders } from './live-waiting.ts';

/** What the moving part of a live view shows: a step that runs with its last output, or a line about what waits. */
export type Row = { readonly kind: 'running' | 'waiting' | 'sum'; readonly lines: readonly string[] };

export type FrameSetting = {
  /** How many lines there may be. */
  readonly height: number;
  /** How wide a line may be. */
  readonly columns: number;
  /** Milliseconds since 1970; when the run began. */
  readonly now: number;
  readonly began: number;
  /** Whether the user has asked for the end. */
  readonly interrupted: boolean;
  readonly look: Look;
};

/** The rows for how a run stands: never more lines than fit; of many steps the first ones, and how many more there are. */
export function frameOf(steps: LiveSteps, setting: FrameSetting): readonly Row[] {
  const { height, interrupted, look } = setting;
  const orders = waitingOrders(steps);
  const notes = interrupted && height > 2 ? [farewell] : [];
  const over = steps.halted || interrupted;
  const sums = height > 3 + notes.length ? sumOf(steps, over, setting) : [];
  const free = height - notes.length - sums.length;
  const running = squeeze([...steps.running.values()], free);
  const room = free - running.lines;
  const tails = tailsOf(running.shown, room - Math.min(orders.length, fewestWaiting));
  const waiting = squeeze(orders, Math.min(room - tails.flat().length, mostWaiting));
  const hidden = steps.waiting.size - waiting.shown.flatMap(({ names }) => names).length;
  const quiet = (text: string): Row => ({ kind: 'waiting', lines: [look.chalk.dim(text)] });
  return [
    ...running.shown.map((step, index) => runningRow(step, tails[index] ?? [], setting)),
    ...(running.more > 0 ? [quiet(`${count(running.more, running.shown.length > 0)} running`)] : []),
    ...waiting.shown.map(order => quiet(waitingText(order, over))),
    ...(waiting.more > 0 ? [quiet(`${count(hidden, true)}${over ? ' not begun' : ''}`)] : []),
    ...sums,
    ...notes.map(quiet),
  ];
}

const farewell = 'interrupted: waiting for what still runs (Ctrl-C again ends at once)';

/** So many waiting orders are shown before running steps get lines for their output, and so many at most. */
const fewestWaiting = 2;
const mostWaiting = 6;

function runningRow(step: RunningStep, tail: readonly string[], { now, columns, look }: FrameSetting): Row {
  return {
    kind: 'running',
    lines: [
      runningText(step, now, columns, look),
      ...tail.map(line => look.chalk.dim(`${look.signs.gutter} ${line}`)),
    ],
  };
}

function waitingText({ names, after }: WaitingOrder, over: boolean): string {
  const shown = names.join(', ');
  if (over) return `${shown}  not begun`;
  return after === '' ? shown : `${shown}  ${after}`;
}

/** `12 of 40 steps, 28 left, 14 s`, where there is more than one. */
function sumOf(
  { ended, running, waiting }: LiveSteps,
  over: boolean,
  { now, began, look }: FrameSetting,
): readonly Row[] {
  const left = running.size + waiting.size;
  const all = ended + left;
  if (left === 0 || all < 2) return [];
  const words = [`${ended} of ${all} steps`, ...(over ? [] : [`${left} left`]), wholeDuration(now - began)];
  return [{ kind: 'sum', lines: [look.chalk.dim(words.join(', '))] }];
}

/** The last output of each step, in as many lines as there is room for, the same for each; a bar stands for it. */
function tailsOf(steps: readonly RunningStep[], room: number): readonly (readonly string[])[] {
  const talking = steps.filter(({ flow }) => !flow).length;
  const each = Math.max(0, Math.floor(room / talking));
  return steps.map(({ tail, flow }) => (flow || each === 0 ? [] : tail.slice(-each)));
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
