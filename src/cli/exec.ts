import * as v from 'valibot';
import { defineCommand } from './command.ts';
import {
  addEngineOptions,
  addEnvironmentOptions,
  commonValues,
  engineValues,
  environmentValues,
} from './options.ts';

export const exec = defineCommand({
  name: 'exec',
  help: 'Run a command in a running container, and end with its exit code.',
  words: 'UNIT/CONTAINER [--] COMMAND [ARGUMENT]...',
  examples: [
    ['nua-start exec shop/web -- sh', 'a shell'],
    ['nua-start exec shop/db -- pg_dumpall > all.sql', 'output comes as it is'],
  ],
  configure: parser => {
    const group = parser.add_argument_group('what to run');
    group.add_argument('name', { metavar: 'UNIT/CONTAINER', help: '"nua-start status UNIT" shows all' });
    group.add_argument('command', {
      nargs: '...',
      metavar: 'COMMAND',
      help: 'all that follows; a shell needs sh -c',
    });
    group.add_argument('-T', '--no-tty', {
      dest: 'noTty',
      action: 'store_true',
      help: 'no terminal, also where there is one',
    });
    group.add_argument('-u', '--user', {
      metavar: 'USER',
      help: "USER[:GROUP]; the container's own unless given",
    });
    group.add_argument('-w', '--workdir', {
      dest: 'directory',
      metavar: 'PATH',
      help: "a directory in it; the container's own unless given",
    });
    group.add_argument('--env', {
      dest: 'variables',
      action: 'append',
      default: [],
      metavar: 'KEY=VALUE',
      help: 'a variable; of KEY alone the value here; may be repeated',
    });
    addEnvironmentOptions(parser);
    addEngineOptions(parser);
  },
  values: v.object({
    ...commonValues,
    ...environmentValues,
    ...engineValues,
    name: v.string(),
    command: v.pipe(v.array(v.string()), v.minLength(1, 'there is no command to run')),
    noTty: v.boolean(),
    user: v.nullish(v.string()),
    directory: v.nullish(v.string()),
    variables: v.array(v.string()),
  }),
  run: async (values, runtime) => {
    const { runInContainer } = await import('./run-in-container.ts');
    return runInContainer(values, runtime);
  },
});
