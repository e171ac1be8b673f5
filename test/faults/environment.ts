import type { Place } from './fixture.ts';

const text = 'web: {creation: {image: busybox:stable}}\n';

export const environment: Place = {
  fixtures: [
    {
      kind: 'syntax',
      title: 'a ":" too many',
      text,
      at: ['environments/default.yaml:2:10 :'],
      given: { files: { 'environments/default.yaml': 'ONE: 1\nTWO: here: 2\n' } },
    },
    {
      kind: 'unknown name',
      title: 'a tag',
      text,
      at: ['environments/default.yaml:1:11 !secrte'],
      given: { files: { 'environments/default.yaml': 'PASSWORD: !secrte abc\n' } },
    },
    {
      kind: 'unknown name',
      title: 'a process variable that is not set',
      text,
      at: ['environments/default.yaml:1:12 !env'],
      given: { files: { 'environments/default.yaml': 'PASSWORD:  !env DB_PASSWORD\n' } },
    },
    {
      kind: 'unknown name',
      title: 'an alias without an anchor',
      text,
      at: ['environments/default.yaml:1:6 *web'],
      given: { files: { 'environments/default.yaml': 'ONE: *web\n' } },
    },
    {
      kind: 'wrong type',
      title: 'a list',
      text,
      at: ['environments/default.yaml:1:1 -'],
      given: { files: { 'environments/default.yaml': '- ONE: 1\n' } },
    },
    {
      kind: 'wrong type',
      title: 'a secret that is a mapping',
      text,
      at: ['environments/default.yaml:1:11 !secret'],
      given: { files: { 'environments/default.yaml': 'PASSWORD: !secret {a: b}\n' } },
    },
    {
      kind: 'wrong value',
      title: 'names that only nua-start sets',
      text,
      at: ['environments/default.yaml:1:1 args', 'environments/default.yaml:3:1 NUA_CONF'],
      given: { files: { 'environments/default.yaml': 'args: [1]\nONE: 1\nNUA_CONF: /etc\n' } },
    },
    {
      kind: 'missing',
      title: 'the name of a process variable',
      text,
      at: ['environments/default.yaml:1:11 !env'],
      given: { files: { 'environments/default.yaml': 'PASSWORD: !env\n' } },
    },
    {
      kind: 'duplicate',
      title: 'a name',
      text,
      at: ['environments/default.yaml:3:1 ONE'],
      given: { files: { 'environments/default.yaml': 'ONE: 1\nTWO: 2\nONE: 3\n' } },
    },
    {
      kind: 'duplicate',
      title: 'faults of several files at once',
      text,
      at: ['environments/a.yaml:2:1 ONE', 'environments/b.yaml:1:1 osenv', 'environments/c.yaml:1:7 :'],
      given: {
        files: {
          'environments/a.yaml': 'ONE: 1\nONE: 2\n',
          'environments/b.yaml': 'osenv: {}\n',
          'environments/c.yaml': 'ONE: 1: 2\n',
        },
      },
    },
    {
      kind: 'cycle',
      title: 'an alias inside of what it names',
      text,
      at: ['environments/default.yaml:1:13 *one'],
      given: { files: { 'environments/default.yaml': 'ONE: &one [ *one ]\n' } },
    },
    {
      kind: 'wrong value',
      title: 'a value that the composition cannot take',
      text: `web:
  creation: {image: busybox:stable}
  startup: {port_bindings: {80: {{ WEB.port }}}}
`,
      at: ['units/web/start.yaml:3:33 {{ WEB.port }}'],
      given: {
        files: { 'environments/a.yaml': 'WEB: {host: x}\n', 'environments/b.yaml': 'WEB:\n  port: many\n' },
      },
    },
    {
      kind: 'wrong type',
      title: 'a value that an order cannot take',
      text: `web: {creation: {image: busybox:stable}}
---
- web: {command: stop, timeout: {{ GRACE }}}
`,
      at: ['units/web/start.yaml:3:33 {{ GRACE }}'],
      given: { files: { 'environments/default.yaml': '# seconds\n\nGRACE: long\n' } },
    },
    {
      kind: 'wrong value',
      title: 'a value of --set',
      text: `web: {creation: {image: busybox:stable}}
---
- web: {command: stop, timeout: {{ GRACE }}}
`,
      at: ['units/web/start.yaml:3:33 {{ GRACE }}'],
      given: { settings: ['GRACE=-5'] },
    },
    {
      kind: 'wrong value',
      title: 'a value through a loop and a macro',
      text: `{% macro ports(number) %}{80: {{ number }}}{% endmacro %}
{% for site in SITES %}
{{ site.name }}:
  creation: {image: busybox:stable}
  startup: {port_bindings: {{ ports(site.port) }}}
{% endfor %}
`,
      at: ['units/web/start.yaml:1:31 {{ number }}'],
      given: {
        files: {
          'environments/default.yaml': 'SITES:\n  - {name: one, port: 80}\n  - {name: two, port: x}\n',
        },
      },
    },
  ],
};
