// `npm run long -- [SEED]`: all of it, as often as a release wants it.
import { restartOften } from './engine-restarts.ts';
import { interruptOften } from './interrupts.ts';
import { runPairs, runSideBySide } from './rivals.ts';

const seed = process.argv[2] === undefined ? undefined : Number(process.argv[2]);
const tallies = [
  await interruptOften({ count: 100, seed }),
  await restartOften({ count: 20, seed }),
  await runPairs({ count: 100, seed }),
  await runSideBySide({ count: 20, seed }),
];
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
console.log(`${tallies.reduce((sum, tally) => sum + tally.passed, 0)} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
