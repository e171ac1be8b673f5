import test from 'ava';
import { justAfter, parseMoment, unixTime } from '../../src/core/moments.ts';

const now = Date.parse('2030-01-02T03:04:05Z');

test('so long ago', t => {
  t.is(parseMoment('10m', now), String((now / 1000 - 600).toFixed(3)));
  t.is(parseMoment('1h30m', now), (now / 1000 - 5400).toFixed(3));
});

test('a time, with all its digits, in any zone', t => {
  t.is(parseMoment('2030-01-02T03:04:05Z', 0), '1893553445');
  t.is(parseMoment('2030-01-02T03:04:05.678901234Z', 0), '1893553445.678901234');
  t.is(parseMoment('2030-01-02T04:04:05.5+01:00', 0), '1893553445.5');
});

test('without a zone, and a day alone, as it is here', t => {
  t.is(parseMoment('2030-01-02T03:04:05', 0), String(new Date(2030, 0, 2, 3, 4, 5).getTime() / 1000));
  t.is(parseMoment('2030-01-02', 0), String(new Date(2030, 0, 2).getTime() / 1000));
});

test('seconds since 1970 stay as they are', t => {
  t.is(parseMoment('1893553445', 0), '1893553445');
  t.is(parseMoment('1893553445.000000001', 0), '1893553445.000000001');
});

for (const text of ['', 'now', '10', '-5m', '10 m', '2030', '2030-13-45', '2030-01-02T99:99', 'Jan 2']) {
  test(`"${text}" is a moment only as seconds`, t => {
    t.is(parseMoment(text, now), /^\d+$/.test(text) ? text : undefined);
  });
}

test('one nanosecond later, also into the next second', t => {
  t.is(justAfter('2030-01-02T03:04:05.000000009Z'), '1893553445.000000010');
  t.is(justAfter('2030-01-02T03:04:05.999999999Z'), '1893553446');
  t.is(justAfter('2030-01-02T03:04:05Z'), '1893553445.000000001');
  t.is(justAfter('never'), undefined);
  t.is(unixTime('never'), undefined);
});
