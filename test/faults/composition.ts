import type { Place } from './fixture.ts';

export const composition: Place = {
  fixtures: [
    {
      kind: 'unknown name',
      title: 'a section of a container',
      text: `web:
  creaton: {image: busybox:stable}
`,
      at: ['units/web/start.yaml:2:3 creaton'],
    },
    {
      kind: 'unknown name',
      title: 'a keyword, in each section',
      text: `web:
  build: {path: services/web, tag: web, nochace: yes}
  creation: {hostnmae: web}
  startup: {port_binding: {80: 80}}
`,
      at: [
        'units/web/start.yaml:2:41 nochace',
        'units/web/start.yaml:3:14 hostnmae',
        'units/web/start.yaml:4:13 port_binding',
      ],
    },
    {
      kind: 'unknown name',
      title: 'a keyword that stands in the wrong section',
      text: `web:
  creation: {image: busybox:stable}
  image: busybox:stable
`,
      at: ['units/web/start.yaml:3:3 image'],
    },
    {
      kind: 'unknown name',
      title: 'a field of the mapping unit',
      text: `unit:
  netwroks: {front: {}}
web: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:2:3 netwroks'],
    },
    {
      kind: 'unknown name',
      title: 'a keyword inside of a loop',
      text: `{% for name in ["one", "two"] %}
{{ name }}:
  creation:
    image: busybox:stable
    {% if name == "two" %}hostnam: x{% endif %}
{% endfor %}
`,
      at: ['units/web/start.yaml:5:27 hostnam'],
    },
    {
      kind: 'wrong type',
      title: 'the whole document',
      text: `- web: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:1:1 -'],
    },
    {
      kind: 'wrong type',
      title: 'a container, a section and a keyword',
      text: `web: busybox
db:
  creation: [image]
mail:
  creation: {image: busybox:stable, environment: 5}
`,
      at: [
        'units/web/start.yaml:1:1 web',
        'units/web/start.yaml:3:3 creation',
        'units/web/start.yaml:5:50 5',
      ],
    },
    {
      kind: 'wrong type',
      title: 'a deep member of a keyword',
      text: `web:
  creation: {image: busybox:stable}
  startup:
    ulimits:
      - {name: nofile, soft: 5}
      - {name: nproc, soft: many}
`,
      at: ['units/web/start.yaml:6:29 many'],
    },
    {
      kind: 'wrong type',
      title: 'a macro that writes a section',
      text: `{% macro limits(size) %}{mem_limit: {{ size }}}{% endmacro %}
web:
  creation: {image: busybox:stable}
  startup: {{ limits("[]") }}
`,
      at: ['units/web/start.yaml:1:26 mem_limit'],
    },
    {
      kind: 'wrong value',
      title: 'a size, a port and a policy',
      text: `web:
  creation: {image: busybox:stable, mem_limit: lots}
  startup:
    port_bindings: {80: 99999}
    restart_policy: {Name: sometimes}
`,
      at: [
        'units/web/start.yaml:2:48 lots',
        'units/web/start.yaml:4:25 99999',
        'units/web/start.yaml:5:28 sometimes',
      ],
    },
    {
      kind: 'wrong value',
      title: 'a name of a container',
      text: `'a b': {creation: {image: busybox:stable}}
`,
      at: ["units/web/start.yaml:1:1 'a b'"],
    },
    {
      kind: 'wrong value',
      title: 'a reserved name',
      text: `nua: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:1:1 nua'],
    },
    {
      kind: 'missing',
      title: 'the path and the tag of a build',
      text: `web:
  build: {tag: web}
db:
  build: {path: services/db}
`,
      at: ['units/web/start.yaml:2:3 build', 'units/web/start.yaml:4:3 build'],
    },
    {
      kind: 'duplicate',
      title: 'a section under its two names',
      text: `web:
  creation: {image: busybox:stable}
  create: {hostname: web}
`,
      at: ['units/web/start.yaml:3:3 create'],
    },
    {
      kind: 'cycle',
      title: 'of links and of what is waited for',
      text: `web:
  creation: {image: busybox:stable}
  startup: {links: {db: db}}
db:
  creation: {image: busybox:stable}
  depends_on: web
`,
      at: ['units/web/start.yaml:1:1 web'],
    },
    {
      kind: 'cycle',
      title: 'of a container with itself',
      text: `db: {creation: {image: busybox:stable}}
web:
  creation: {image: busybox:stable}
  startup: {volumes_from: web}
`,
      at: ['units/web/start.yaml:2:1 web'],
    },
  ],
  impossible: {
    syntax: 'a composition is YAML, whose syntax is told there',
  },
};
