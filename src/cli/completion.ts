import * as v from 'valibot';
import { defineCommand } from './command.ts';
import { readScript, shells } from './completion/scripts.ts';
import { commonValues } from './options.ts';

export const completion = defineCommand({
  name: 'completion',
  help: 'Print a completion script for bash, zsh or fish.',
  words: shells.join('|'),
  examples: [
    ['nua-start completion bash', 'its first line says where it belongs'],
    ['nua-start completion fish', 'the same for fish'],
  ],
  configure: parser => {
    parser.add_argument('shell', { metavar: 'SHELL', choices: [...shells], help: shells.join(', ') });
  },
  values: v.object({ ...commonValues, shell: v.picklist(shells) }),
  run: async ({ shell }, { stdout }) => {
    stdout(readScript(shell).trimEnd());
    return 0;
  },
});
