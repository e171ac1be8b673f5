import type { Place } from './fixture.ts';

export const yaml: Place = {
  fixtures: [
    {
      kind: 'syntax',
      title: 'a ":" too many',
      text: `web:
  creation: image: busybox:stable
`,
      at: ['units/web/start.yaml:2:18 :'],
    },
    {
      kind: 'syntax',
      title: 'a tab that indents',
      text: `web:
\tcreation: {image: busybox:stable}
`,
      at: ['units/web/start.yaml:2:1 \t'],
    },
    {
      kind: 'syntax',
      title: 'a bracket that is not closed, in the second document',
      text: `web: {creation: {image: busybox:stable}}
---
- web: {command: start
- web: {command: stop}
`,
      at: ['units/web/start.yaml:4:1 -'],
    },
    {
      kind: 'syntax',
      title: 'behind a loop that moves lines',
      text: `{% for name in ["one", "two", "three"] %}
{{ name }}: {creation: {image: busybox:stable}}
{% endfor %}
web: creation: {image: busybox:stable}
`,
      at: ['units/web/start.yaml:4:14 :'],
    },
    {
      kind: 'syntax',
      title: 'made by a value of the environment',
      text: `web:
  creation: {image: {{ IMAGE }}}
`,
      at: ['units/web/start.yaml:2:21 {{ IMAGE }}'],
      given: { files: { 'environments/default.yaml': '# images\nIMAGE: \'"busybox"x\'\n' } },
    },
    {
      kind: 'unknown name',
      title: 'an alias without an anchor',
      text: `web: &web {creation: {image: busybox:stable}}
db: *wbe
`,
      at: ['units/web/start.yaml:2:5 *wbe'],
    },
    {
      kind: 'unknown name',
      title: 'a tag',
      text: `web: {creation: {image: !secret busybox}}
`,
      at: ['units/web/start.yaml:1:25 !secret'],
    },
    {
      kind: 'wrong type',
      title: 'a key that is a list',
      text: `web: {creation: {image: busybox:stable}}
? [one, two]
: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:2:3 ['],
    },
    {
      kind: 'wrong type',
      title: 'a merge of a text',
      text: `web:
  <<: creation
`,
      at: ['units/web/start.yaml:2:3 <<'],
    },
    {
      kind: 'wrong type',
      title: 'an expression without quotes as a mapping',
      text: `web:
  creation:
    image: {% raw %}{{ x }}{% endraw %}
`,
      at: ['units/web/start.yaml:3:22 {'],
    },
    {
      kind: 'wrong value',
      title: 'a number that cannot be kept',
      text: `web: {creation: {image: busybox:stable, labels: {id: 12345678901234567890}}}
`,
      at: ['units/web/start.yaml:1:54 12345678901234567890'],
    },
    {
      kind: 'wrong value',
      title: 'a further document',
      text: `web: {creation: {image: busybox:stable}}
---
---
---
extra: 1
`,
      at: ['units/web/start.yaml:4:1 ---'],
    },
    {
      kind: 'missing',
      title: 'a key',
      text: `web: {creation: {: busybox:stable}}
`,
      at: ['units/web/start.yaml:1:18 :'],
    },
    {
      kind: 'duplicate',
      title: 'a container',
      text: `web: {creation: {image: busybox:stable}}
db: {creation: {image: busybox:stable}}
web: {creation: {image: debian}}
`,
      at: ['units/web/start.yaml:3:1 web'],
    },
    {
      kind: 'duplicate',
      title: 'a container that a loop writes twice',
      text: `{% for name in ["one", "one"] %}
{{ name }}: {creation: {image: busybox:stable}}
{% endfor %}
`,
      at: ['units/web/start.yaml:2:1 {{ name }}'],
    },
    {
      kind: 'duplicate',
      title: 'faults of two documents at once',
      text: `web: {creation: {image: busybox:stable}}
web: {creation: {image: debian}}
---
- web: {command: start, wait: 1, wait: 2}
`,
      at: ['units/web/start.yaml:2:1 web', 'units/web/start.yaml:4:34 wait'],
    },
    {
      kind: 'cycle',
      title: 'an alias inside of what it names',
      text: `web: &web
  creation: *web
`,
      at: ['units/web/start.yaml:2:13 *web'],
    },
  ],
};
