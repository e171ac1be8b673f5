import type { Place } from './fixture.ts';

const db = { 'units/db/start.yaml': 'db: {creation: {image: busybox:stable}}\n' };

export const imports: Place = {
  fixtures: [
    {
      kind: 'syntax',
      title: 'a unit without its command',
      text: `import: db
web: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:1:9 db'],
      given: { files: db },
    },
    {
      kind: 'unknown name',
      title: 'a unit, in a list',
      text: `import:
  - db/start
  - bd/start
web: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:3:5 bd/start'],
      given: { files: db },
    },
    {
      kind: 'unknown name',
      title: 'a unit whose name comes from the environment',
      text: `import: {{ BASE }}/start
web: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:1:9 {{ BASE }}/start'],
      given: { files: { ...db, 'environments/default.yaml': 'OTHER: 1\nBASE: bd\n' } },
    },
    {
      kind: 'wrong type',
      title: 'a mapping',
      text: `import: {db: start}
web: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:1:9 {'],
      given: { files: db },
    },
    {
      kind: 'wrong type',
      title: 'a number',
      text: `import: [db/start, 5]
web: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:1:20 5'],
      given: { files: db },
    },
    {
      kind: 'wrong value',
      title: 'a way out of units/',
      text: `import: ../../etc/start
web: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:1:9 ../../etc/start'],
      given: { files: db },
    },
    {
      kind: 'missing',
      title: 'the name',
      text: `import:
web: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:1:1 import'],
      given: { files: db },
    },
    {
      kind: 'cycle',
      title: 'of three units',
      text: `import: db/start
web: {creation: {image: busybox:stable}}
`,
      at: ['units/disk/start.yaml:2:5 web/start'],
      given: {
        files: {
          'units/db/start.yaml': 'import: disk/start\n',
          'units/disk/start.yaml': 'import:\n  - web/start\n',
        },
      },
    },
    {
      kind: 'unknown name',
      title: 'faults of several files at once',
      text: `import: [db/start, cache/start, none/start]
web: {creation: {imgae: busybox:stable}}
---
- web: {command: strat}
`,
      at: [
        'units/cache/start.yaml:2:1 cache',
        'units/db/start.yaml:1:27 TAG',
        'units/web/start.yaml:1:33 none/start',
        'units/web/start.yaml:2:18 imgae',
        'units/web/start.yaml:4:18 strat',
      ],
      given: {
        files: {
          'units/db/start.yaml': 'db: {creation: {image: {{ TAG }}}}\n',
          'units/cache/start.yaml': 'cache: {creation: {image: a}}\ncache: {creation: {image: b}}\n',
        },
      },
    },
    {
      kind: 'unknown name',
      title: 'in the composition that is imported, beside a fault of the own orders',
      text: `import: db/start
web: {creation: {image: busybox:stable}}
---
- web: {command: start, unitl: running}
- web: {command: start, within: 5, within: 6}
`,
      at: ['units/db/start.yaml:3:5 hostnam', 'units/web/start.yaml:5:36 within'],
      given: {
        files: { 'units/db/start.yaml': 'db:\n  creation:\n    hostnam: db\n' },
      },
    },
  ],
  impossible: {
    duplicate: 'the same composition twice is the same as once',
  },
};
