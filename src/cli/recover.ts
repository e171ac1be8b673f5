import * as v from 'valibot';
import { defineCommand } from './command.ts';
import { addEngineOptions, commonValues, engineValues } from './options.ts';

export const recover = defineCommand({
  name: 'recover',
  help: 'Repair what runs that died left half made. The next run does it, too.',
  words: '[UNIT]...',
  examples: [['nua-start recover', 'at boot, say: all whose runs died with the machine']],
  configure: parser => {
    parser.add_argument('units', {
      nargs: '*',
      metavar: 'UNIT',
      help: 'only these; all that have such runs unless given',
    });
    addEngineOptions(parser);
  },
  values: v.object({ ...commonValues, ...engineValues, units: v.array(v.string()) }),
  run: async (values, runtime) => {
    const { recoverUnits } = await import('./recover-units.ts');
    return recoverUnits(values, runtime);
  },
});
