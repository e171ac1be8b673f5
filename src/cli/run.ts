import { defineCommand } from './command.ts';
import { addRunOptions, runValues } from './run-options.ts';

export const run = defineCommand({
  name: 'run',
  help: 'Run a command of a unit. What is done already is skipped, with the reason.',
  words: 'UNIT/COMMAND[:VARIANT]... [WORD]...',
  examples: [
    ['nua-start run --plan shop/start', 'what would be done, and why'],
    ['nua-start run shop/start', 'do it; a second time nothing is left to do'],
    ['nua-start run shop/start:web', 'only the orders with the variant "web"'],
    ['nua-start run -e live shop/start', 'with the values of environments/live/'],
    ['nua-start run shop/purge', 'stop and remove all that the unit made'],
    ['nua-start run --wait 15m shop/stop', 'after another run of the unit, if any'],
  ],
  configure: addRunOptions,
  values: runValues,
  run: async (values, runtime) => {
    const { runUnit } = await import('./run-unit.ts');
    return runUnit(values, runtime);
  },
});
