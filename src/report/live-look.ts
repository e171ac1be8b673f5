import { Chalk, type ChalkInstance } from 'chalk';
import { duration, wholeDuration } from './lines.ts';
import { flowText } from './live-bar.ts';
import type { RunningStep } from './live-steps.ts';
import { printable } from './printable.ts';

/** How a live view looks: colours, signs, and how wide the column of names is. */
export type Look = { readonly chalk: ChalkInstance; readonly signs: Signs; readonly nameWidth: number };

type Signs = typeof unicode;

const unicode = {
  ...{ done: '✔', skipped: '-', failed: '✖', waiting: '·', gutter: '│' },
  ...{ full: '━', half: '╸', empty: '─' },
};
const ascii: Signs = {
  ...{ done: '+', skipped: '-', failed: 'x', waiting: '.', gutter: '|' },
  ...{ full: '#', half: '=', empty: '.' },
};

/** @param columns width of the terminal when the run begins: on a narrow one names form no column */
export function lookOf(
  names: readonly string[],
  { color, unicode: rich, columns }: { color: boolean; unicode: boolean; columns: number },
): Look {
  const longest = Math.max(0, ...names.map(name => name.length));
  return {
    chalk: new Chalk({ level: color ? 1 : 0 }),
    signs: rich ? unicode : ascii,
    nameWidth: columns < 60 ? 0 : Math.min(longest, 32),
  };
}

/**
 * A step that runs, without its sign: `build web       3 s  image missing`. Its time is left out at first; the reason
 * gives way to a bar.
 * @param columns how wide the whole may be
 */
export function runningText(
  { name, since, reason, flow }: RunningStep,
  now: number,
  columns: number,
  look: Look,
): string {
  const took = now - since;
  const time = took < 1000 ? '' : wholeDuration(took);
  if (!flow) return row(name, time, look.chalk.dim(reason), look);
  const before = Math.max(look.nameWidth, name.length) + timeWidth + 2 * gap.length;
  return row(name, time, flowText(flow, now, columns - before, look), look);
}

/** A step that is done: `✔ build web     3.2 s  image missing`. */
export function doneLine({ name, reason }: RunningStep, took: number, look: Look): string {
  return `${look.chalk.green(look.signs.done)} ${row(name, duration(took), look.chalk.dim(reason), look)}`;
}

/** A step that failed, or that the user made fail. */
export function brokenLine(
  name: string,
  took: number,
  interrupted: boolean,
  { chalk, ...look }: Look,
): string {
  const text = row(name, duration(took), interrupted ? 'interrupted' : 'failed', {
    ...look,
    chalk: new Chalk({ level: 0 }),
  });
  return chalk.red(`${look.signs.failed} ${text}`);
}

export function skippedLine(name: string, reason: string, { chalk, ...look }: Look): string {
  const text = row(name, '', `skipped, ${printable(reason)}`, { ...look, chalk: new Chalk({ level: 0 }) });
  return chalk.dim(`${look.signs.skipped} ${text}`);
}

/** A line of output below its step. */
export function outputLine(line: string, { chalk, signs }: Look): string {
  return `  ${chalk.dim(signs.gutter)} ${line}`.trimEnd();
}

/** A line of output that stands by itself, of a step that still runs. */
export function namedOutputLine(name: string, line: string, { chalk, signs }: Look): string {
  return `${chalk.dim(`${name} ${signs.gutter}`)} ${line}`.trimEnd();
}

export function warningLine(name: string, text: string, { chalk }: Look): string {
  return `${chalk.yellow('warning:')} ${name}: ${text}`;
}

/** Name, time and reason as columns; as words where names form no column. */
function row(name: string, time: string, reason: string, { chalk, nameWidth }: Look): string {
  const words = nameWidth === 0 ? [name, time] : [name.padEnd(nameWidth), time.padStart(timeWidth)];
  const [first = '', second = ''] = words;
  return [first, chalk.dim(second), reason].filter(word => word !== '').join(gap);
}

const timeWidth = 6;
const gap = '  ';
