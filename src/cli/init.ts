import { resolve } from 'node:path';
import * as v from 'valibot';
import { defineCommand } from './command.ts';
import { commonValues } from './options.ts';

export const init = defineCommand({
  name: 'init',
  help: 'Lay out a new configuration directory with a unit that works. Never overwrites.',
  words: '[DIR]',
  configure: parser => {
    const group = parser.add_argument_group('where');
    group.add_argument('directory', {
      nargs: '?',
      default: '.',
      metavar: 'DIR',
      help: 'made if need be; the current directory unless given',
    });
  },
  values: v.object({ ...commonValues, directory: v.string() }),
  run: async ({ directory, json }, { cwd, stdout }) => {
    const { layOut } = await import('../unit/lay-out.ts');
    const target = resolve(cwd, directory);
    const { written, kept } = await layOut(target);
    if (json) stdout(JSON.stringify({ directory: target, written, kept }));
    else stdout(describe(target, written, kept));
    return 0;
  },
});

function describe(directory: string, written: readonly string[], kept: readonly string[]): string {
  return [
    `${directory}:`,
    ...written.map(file => `  wrote  ${file}`),
    ...kept.map(file => `  kept   ${file} (it was there)`),
    'next: nua-start run hello/start',
  ].join('\n');
}
