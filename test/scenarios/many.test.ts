// A few of the runs of which `npm run many` does many.
import test from 'ava';
import { restartOften } from '../manyruns/engine-restarts.ts';
import { interruptOften } from '../manyruns/interrupts.ts';
import { runPairs, runSideBySide } from '../manyruns/rivals.ts';

test.serial('interrupted at random points', async t => {
  t.deepEqual(await interruptOften({ count: 4 }), { passed: 4, failed: 0 });
});

test.serial('two of the same command at once', async t => {
  t.deepEqual(await runPairs({ count: 4 }), { passed: 4, failed: 0 });
});

test.serial('five units at once', async t => {
  t.deepEqual(await runSideBySide({ count: 1 }), { passed: 1, failed: 0 });
});

test.serial('an engine that is restarted in the middle', async t => {
  t.deepEqual(await restartOften({ count: 2 }), { passed: 2, failed: 0 });
});
