import test from 'ava';
import { countTests, isLogged, isPassed } from './ava.js';

test('passed tests are counted one by one', t => {
  const lines = ['', '  ✔ a › one', '\u001B[32m  ✔\u001B[39m b › two (1.2s)', '  ─', '', '  2 tests passed'];
  t.deepEqual(countTests(lines, 0), { passed: 2, failed: 0 });
});

test('a failed test, a file that died and a time-out each count as failed', t => {
  const lines = [
    '  ✔ one',
    '  ✘ [fail]: two',
    '  ✘ x.test.ts exited with a non-zero exit code: 3',
    '  ✘ Timed out',
  ];
  t.deepEqual(countTests(lines, 1), { passed: 1, failed: 3 });
});

test('what a test logs is no test', t => {
  t.deepEqual(countTests(['  ✔ one', '    ℹ ✔ two', '  1 test passed'], 0), { passed: 1, failed: 0 });
  t.true(isPassed('  ✔ one'));
  t.false(isPassed('    ℹ ✔ two'));
  t.true(isLogged('\u001B[90m    ℹ\u001B[39m two'));
  t.false(isLogged('  ✔ ℹ one'));
});

test('a run without a test is red', t => {
  t.is(countTests(['  0 tests passed'], 0).failed, 1);
  t.is(countTests([], 0).problem, 'no test was run');
});

test('a run that ended badly is red even when every test passed', t => {
  t.deepEqual(countTests(['  ✔ one', '  1 test passed', '  1 uncaught exception'], 1), {
    passed: 1,
    failed: 1,
    problem: 'ava ended with exit code 1 and named no failure',
  });
});

test('a total that is not what was seen is red', t => {
  t.is(countTests(['  ✔ one', '  2 tests passed'], 0).failed, 1);
  t.is(countTests(['  ✔ one'], 0).failed, 1);
});
