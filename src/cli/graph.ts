import * as v from 'valibot';
import { defineCommand } from './command.ts';
import {
  addEngineOptions,
  addEnvironmentOptions,
  commonValues,
  engineValues,
  environmentValues,
} from './options.ts';

const formats = ['text', 'mermaid'] as const;

export const graph = defineCommand({
  name: 'graph',
  help: 'Show the steps of a command, and what each waits for.',
  words: 'UNIT/COMMAND[:VARIANT]... [[--] WORD]...',
  examples: [
    ['nua-start graph shop/start', 'what comes after what'],
    ['nua-start graph --format mermaid shop/start', 'for a page that draws it'],
  ],
  configure: parser => {
    const group = parser.add_argument_group('what to show');
    group.add_argument('name', { metavar: 'UNIT/COMMAND', help: '"nua-start list" shows all' });
    group.add_argument('words', {
      nargs: '*',
      metavar: 'WORD',
      help: "the unit's own parameters; behind -- its options, too",
    });
    group.add_argument('--format', { choices: [...formats], default: 'text', help: 'text, or mermaid' });
    addEnvironmentOptions(parser);
    addEngineOptions(parser);
  },
  values: v.object({
    ...commonValues,
    ...environmentValues,
    ...engineValues,
    name: v.string(),
    words: v.array(v.string()),
    format: v.picklist(formats),
  }),
  run: async (values, runtime) => {
    const { showGraph } = await import('./show-graph.ts');
    return showGraph(values, runtime);
  },
});
