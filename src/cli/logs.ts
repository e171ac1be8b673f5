import * as v from 'valibot';
import { defineCommand } from './command.ts';
import {
  addEngineOptions,
  addEnvironmentOptions,
  commonValues,
  engineValues,
  environmentValues,
} from './options.ts';

export const logs = defineCommand({
  name: 'logs',
  help: "Print what a unit's containers wrote.",
  words: 'UNIT[/CONTAINER]',
  examples: [
    ['nua-start logs -f shop', 'and go on until all have ended'],
    ['nua-start logs --since 10m shop/web', 'the newest lines of one container'],
  ],
  configure: parser => {
    const group = parser.add_argument_group('what to print');
    group.add_argument('name', {
      metavar: 'UNIT[/CONTAINER]',
      help: 'all containers of the unit, or one of them',
    });
    group.add_argument('-f', '--follow', {
      action: 'store_true',
      help: 'go on with what they write, restarted ones too, until all have ended',
    });
    group.add_argument('--since', {
      metavar: 'TIME',
      help: 'only what is newer: 10m, 2030-01-02T03:04:05Z, seconds since 1970',
    });
    group.add_argument('--tail', { metavar: 'N', help: 'only the last lines, of each container so many' });
    group.add_argument('--timestamps', { action: 'store_true', help: 'with the time of each line' });
    addEnvironmentOptions(parser);
    addEngineOptions(parser);
  },
  values: v.object({
    ...commonValues,
    ...environmentValues,
    ...engineValues,
    name: v.string(),
    follow: v.boolean(),
    since: v.nullish(v.string()),
    tail: v.nullish(
      v.pipe(
        v.string(),
        v.regex(
          /^(\d{1,9}|all)$/,
          ({ input }) => `--tail takes a number of lines or "all", found "${input}"`,
        ),
        v.transform(text => (text === 'all' ? undefined : Number(text))),
      ),
    ),
    timestamps: v.boolean(),
  }),
  run: async (values, runtime) => {
    const { showLogs } = await import('./show-logs.ts');
    return showLogs(values, runtime);
  },
});
