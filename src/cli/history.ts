import * as v from 'valibot';
import { defineCommand } from './command.ts';
import { commonValues } from './options.ts';

export const history = defineCommand({
  name: 'history',
  help: 'Show the last runs, or with "show RUN" one of them step by step.',
  words: '[UNIT] | show RUN',
  examples: [
    ['nua-start history shop', 'the last runs of one unit'],
    ['nua-start history show 4f1c09a2be', 'its steps; a part of the id will do'],
  ],
  configure: parser => {
    parser.add_argument('words', { nargs: '*', metavar: 'UNIT', help: 'runs of this unit only' });
    parser.add_argument('-n', '--limit', {
      default: '20',
      metavar: 'N',
      help: 'how many runs; 20 unless given',
    });
  },
  values: v.object({
    ...commonValues,
    words: v.pipe(
      v.array(v.string()),
      v.check(
        words => words.length <= 1 || (words[0] === 'show' && words.length === 2),
        'history takes one UNIT, or "show" and one RUN',
      ),
    ),
    limit: v.pipe(
      v.string(),
      v.regex(/^[1-9]\d{0,5}$/, ({ input }) => `--limit takes a whole number from 1, found "${input}"`),
      v.transform(Number),
    ),
  }),
  run: async (values, runtime) => {
    const { showHistory } = await import('./show-history.ts');
    return showHistory(values, runtime);
  },
});
