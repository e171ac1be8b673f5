import test from 'ava';
import type { Transfer } from '../../src/docker/transfer.ts';
import { flowText } from '../../src/report/live-bar.ts';
import { flowing } from '../../src/report/live-flow.ts';
import { lookOf } from '../../src/report/live-look.ts';

const half: Transfer = { phase: 'fetching', done: 12_040_000, total: 24_080_000, fraction: 0.5, open: false };

type Setting = { transfer?: Partial<Transfer>; columns?: number; unicode?: boolean; color?: boolean };

/** After two seconds in which all of it came. */
function text({ transfer, columns = 80, unicode = true, color = false }: Setting): string {
  const whole = { ...half, ...transfer };
  const begun = flowing(undefined, { ...whole, done: 0 }, 0);
  const look = lookOf([], { color, unicode, columns });
  return flowText(flowing(begun, whole, 2000), 2000, columns, look);
}

test('a bar, bytes, and a rate', t => {
  t.is(text({}), '━━━━━━━━━━━━────────────  12.0 MB of 24.1 MB, 6.0 MB/s');
  t.is(text({ unicode: false }), '############............  12.0 MB of 24.1 MB, 6.0 MB/s');
});

test('cells are counted in halves, from none to all', t => {
  const bar = (fraction: number) => text({ transfer: { fraction } }).split(' ')[0];
  t.is(bar(0), '─'.repeat(24));
  t.is(bar(0.03), `╸${'─'.repeat(23)}`);
  t.is(bar(0.999), `${'━'.repeat(23)}╸`);
  t.is(bar(1), '━'.repeat(24));
  t.is(bar(7), '━'.repeat(24));
});

test('the bar gives way to bytes', t => {
  t.is(text({ columns: 46 }), '━━━━━━──────  12.0 MB of 24.1 MB, 6.0 MB/s');
  t.is(text({ columns: 40 }), '12.0 MB of 24.1 MB, 6.0 MB/s');
  for (let columns = 42; columns < 120; columns++) {
    const longest = { done: 999_900_000, total: 999_900_000 };
    t.true(text({ columns, transfer: longest }).length <= columns, `${columns}`);
  }
});

test('a size that will grow says so; unpacking has no rate', t => {
  t.true(text({ transfer: { open: true } }).endsWith('12.0 MB of 24.1 MB and more, 6.0 MB/s'));
  t.true(text({ transfer: { phase: 'unpacking' } }).endsWith('  unpacking 12.0 MB of 24.1 MB'));
});

test('colours tell what has come from what has not', t => {
  const come = `\u001B[36m${'━'.repeat(12)}\u001B[39m`;
  t.true(text({ color: true }).startsWith(`${come}\u001B[2m${'─'.repeat(12)}\u001B[22m  `));
});
