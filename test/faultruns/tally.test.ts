import test from 'ava';
import { summary, type Trial } from './tally.ts';

test('what the summary says', t => {
  const trials: readonly Trial[] = [
    { about: 'links', kind: 'kill before', outcome: 'passed' },
    { about: 'links', kind: 'kill before', outcome: 'missed' },
    { about: 'build', kind: 'lose', outcome: 'failed' },
  ];
  t.deepEqual(
    summary(
      trials,
      new Map([
        ['build', 1.4],
        ['links', 61.6],
      ]),
    ),
    [
      '2 disturbed runs, 1 failed, 1 ended before their point',
      '  kill before: 1 disturbed runs, 0 failed, 1 ended before their point',
      '  lose: 1 disturbed runs, 1 failed, 0 ended before their point',
      '  links: 1 disturbed runs, 0 failed, 1 ended before their point, 62 s',
      '  build: 1 disturbed runs, 1 failed, 0 ended before their point, 1 s',
    ],
  );
});
