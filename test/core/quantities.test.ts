import test from 'ava';
import { describeSize, parseDuration, parseSize } from '../../src/core/quantities.ts';

const sizes: readonly (readonly [string, number | undefined])[] = [
  ['0', 0],
  ['4096', 4096],
  ['100b', 100],
  ['64k', 65536],
  ['512m', 536870912],
  ['512MB', 536870912],
  ['64 KiB', 65536],
  ['1g', 1073741824],
  ['1.5gb', 1610612736],
  ['2T', 2199023255552],
  [' 1m ', 1048576],
  ['', undefined],
  ['m', undefined],
  ['-1', undefined],
  ['1x', undefined],
  ['1 2m', undefined],
  ['99999999t', undefined],
];

for (const [text, bytes] of sizes) {
  test(`parseSize reads "${text}" as ${bytes}`, t => t.is(parseSize(text), bytes));
}

const durations: readonly (readonly [string, number | undefined])[] = [
  ['30s', 30],
  ['1m30s', 90],
  ['1.5h', 5400],
  ['500ms', 0.5],
  ['7d', 604800],
  ['0s', 0],
  ['', undefined],
  ['30', undefined],
  ['s', undefined],
  ['1m30', undefined],
  ['-5s', undefined],
];

for (const [text, seconds] of durations) {
  test(`parseDuration reads "${text}" as ${seconds}`, t => t.is(parseDuration(text), seconds));
}

for (const [bytes, text] of [
  [0, '0 B'],
  [999, '999 B'],
  [999.96, '1.0 kB'],
  [1000, '1.0 kB'],
  [12_400_000, '12.4 MB'],
  [999_940_000, '999.9 MB'],
  [999_960_000, '1.0 GB'],
  [5e12, '5.0 TB'],
  [5e15, '5000.0 TB'],
] as const) {
  test(`${bytes} bytes are ${text}`, t => t.is(describeSize(bytes), text));
}
