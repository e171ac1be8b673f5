import { describeSize } from '../core/quantities.ts';
import { type Flow, rateOf } from './live-flow.ts';
import type { Look } from './live-look.ts';

/**
 * How far a transfer has come: `━━━━━╸──────────────────  12.4 MB of 48.1 MB, 5.2 MB/s`. Where there is little room
 * there is no bar.
 * @param columns how wide it may be
 */
export function flowText(flow: Flow, now: number, columns: number, look: Look): string {
  const { phase, done, total, fraction, open } = flow.transfer;
  const rate = phase === 'fetching' ? rateOf(flow, now) : undefined;
  const bytes = [
    `${phase === 'unpacking' ? 'unpacking ' : ''}${describeSize(done)} of ${describeSize(total)}`,
    open ? ' and more' : '',
    rate === undefined ? '' : `, ${describeSize(rate)}/s`,
  ].join('');
  const width = Math.min(widestBar, columns - roomForBytes);
  return width < narrowestBar ? bytes : `${bar(fraction, width, look)}  ${look.chalk.dim(bytes)}`;
}

const widestBar = 24;
const narrowestBar = 8;

/** As wide as the longest text behind a bar, so that bars do not change their width on the way. */
const roomForBytes = '  999.9 MB of 999.9 MB, 999.9 MB/s'.length;

/** Full, begun and empty cells are told apart without colours, too. */
function bar(fraction: number, width: number, { chalk, signs }: Look): string {
  const halves = Math.floor(Math.min(1, Math.max(0, fraction)) * width * 2);
  const full = signs.full.repeat(Math.floor(halves / 2));
  const begun = halves % 2 === 1 ? signs.half : '';
  const rest = signs.empty.repeat(width - full.length - begun.length);
  return `${chalk.cyan(full + begun)}${chalk.dim(rest)}`;
}
