import type { Place } from './fixture.ts';

const web = 'web: {creation: {image: busybox:stable}}\n---\n---\n';

export const parameter: Place = {
  fixtures: [
    {
      kind: 'syntax',
      title: 'a bracket that is not closed',
      text: `${web}- add_argument: {name: --level, choices: [a, b}
`,
      at: ['units/web/start.yaml:4:47 }'],
    },
    {
      kind: 'syntax',
      title: 'an expression that is not closed',
      text: `${web}- add_argument: {name: --level, default: {{ LEVEL }
`,
      at: ['units/web/start.yaml:4:51 }'],
      given: { settings: ['LEVEL=1'] },
    },
    {
      kind: 'unknown name',
      title: 'a field',
      text: `${web}- add_argument: {name: --level, chioces: [a, b]}
`,
      at: ['units/web/start.yaml:4:33 chioces'],
    },
    {
      kind: 'unknown name',
      title: 'something else than a parameter',
      text: `${web}- add_argument: {name: --level}
- add_argumnet: {name: --other}
`,
      at: ['units/web/start.yaml:5:3 add_argumnet'],
    },
    {
      kind: 'unknown name',
      title: 'an argument that is not declared',
      text: `web: {creation: {image: 'busybox:{{ args.levle }}'}}
---
---
- add_argument: {name: --level, default: stable}
`,
      at: ['units/web/start.yaml:1:42 levle'],
    },
    {
      kind: 'unknown name',
      title: 'arguments in the declaration of arguments',
      text: `${web}- add_argument: {name: --level, default: {{ args.other }}}
`,
      at: ['units/web/start.yaml:4:45 args'],
    },
    {
      kind: 'wrong type',
      title: 'a mapping instead of a list',
      text: `${web}name: --level
`,
      at: ['units/web/start.yaml:4:1 name'],
    },
    {
      kind: 'wrong type',
      title: 'choices that are a text',
      text: `${web}- add_argument: {name: --level, choices: ab}
`,
      at: ['units/web/start.yaml:4:42 ab'],
    },
    {
      kind: 'wrong type',
      title: 'a parameter that is a word',
      text: `${web}- add_argument: --level
`,
      at: ['units/web/start.yaml:4:17 --level'],
    },
    {
      kind: 'wrong value',
      title: 'a type',
      text: `${web}- add_argument: {name: --level, type: integer}
`,
      at: ['units/web/start.yaml:4:39 integer'],
    },
    {
      kind: 'wrong value',
      title: 'a short name',
      text: `${web}- add_argument: {name: --level, short: lv}
`,
      at: ['units/web/start.yaml:4:40 lv'],
    },
    {
      kind: 'wrong value',
      title: 'what argparse does not take',
      text: `${web}- add_argument: {name: file, required: true}
`,
      at: ['units/web/start.yaml:4:24 file'],
    },
    {
      kind: 'missing',
      title: 'the name',
      text: `${web}- add_argument: {default: info}
`,
      at: ['units/web/start.yaml:4:3 add_argument'],
    },
    {
      kind: 'duplicate',
      title: 'an option',
      text: `${web}- add_argument: {name: --level}
- add_argument: {name: --other}
- add_argument: {name: --level}
`,
      at: ['units/web/start.yaml:6:24 --level'],
    },
    {
      kind: 'duplicate',
      title: 'a short name',
      text: `${web}- add_argument: {name: --level, short: -l}
- add_argument: {name: --language, short: -l}
`,
      at: ['units/web/start.yaml:5:24 --language'],
    },
  ],
  impossible: {
    cycle: 'no parameter can name another',
  },
};
