import * as v from 'valibot';
import { defineCommand } from './command.ts';
import {
  addEngineOptions,
  addEnvironmentOptions,
  commonValues,
  engineValues,
  environmentValues,
} from './options.ts';

export const status = defineCommand({
  name: 'status',
  help: 'Show how containers are, and what differs from their declaration.',
  words: '[UNIT]',
  examples: [
    ['nua-start status', 'every unit'],
    ['nua-start status --json shop', 'one of them, for programs'],
  ],
  configure: parser => {
    const group = parser.add_argument_group('what to look at');
    group.add_argument('unit', { nargs: '?', metavar: 'UNIT', help: 'all units unless given' });
    addEnvironmentOptions(parser);
    addEngineOptions(parser);
  },
  values: v.object({ ...commonValues, ...environmentValues, ...engineValues, unit: v.nullish(v.string()) }),
  run: async (values, runtime) => {
    const { showStatus } = await import('./show-status.ts');
    return showStatus(values, runtime);
  },
});
