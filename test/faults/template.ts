import type { Place } from './fixture.ts';

export const template: Place = {
  fixtures: [
    {
      kind: 'syntax',
      title: 'an expression that is not closed',
      text: `web:
  creation: {image: 'busybox:{{ TAG'}
`,
      at: ['units/web/start.yaml:2:37 }'],
    },
    {
      kind: 'syntax',
      title: 'an if that is not closed',
      text: `web:
  creation:
    {% if DEBUG %}
    image: busybox:debug
`,
      at: ['units/web/start.yaml:3:5 {%'],
      given: { settings: ['DEBUG=true'] },
    },
    {
      kind: 'syntax',
      title: 'an end without its beginning',
      text: `web:
  creation: {image: busybox:stable}
{% endfor %}
`,
      at: ['units/web/start.yaml:3:4 endfor'],
    },
    {
      kind: 'syntax',
      title: 'in a file that is included',
      text: `{% include "parts/labels.yaml" %}
web: {creation: {image: busybox:stable}}
`,
      at: ['units/parts/labels.yaml:2:10 b'],
      given: { files: { 'units/parts/labels.yaml': '# labels\n{{ 1 + a b }}\n' } },
    },
    {
      kind: 'unknown name',
      title: 'a variable in a for loop',
      text: `{% for name in ["one", "two"] %}
{{ name }}:
  creation: {image: 'busybox:{{ naem }}'}
{% endfor %}
`,
      at: ['units/web/start.yaml:3:33 naem'],
    },
    {
      kind: 'unknown name',
      title: 'a variable in a branch of an if that is not taken',
      text: `web:
  creation:
    image: busybox:{% if false %}{{ DEBGU }}{% else %}stable{% endif %}
`,
      at: ['units/web/start.yaml:3:37 DEBGU'],
      given: { files: { 'environments/default.yaml': 'DEBUG: 1\n' } },
    },
    {
      kind: 'unknown name',
      title: 'a variable in a macro',
      text: `{% macro image(name) %}{{ REGISTRY }}/{{ name }}{% endmacro %}
web: {creation: {image: '{{ image("web") }}'}}
`,
      at: ['units/web/start.yaml:1:27 REGISTRY'],
    },
    {
      kind: 'unknown name',
      title: 'a variable in a file that is included',
      text: `{% include "parts/web.yaml" %}
`,
      at: ['units/parts/web.yaml:2:29 TAGG'],
      given: {
        settings: ['TAG=stable'],
        files: { 'units/parts/web.yaml': "web:\n  creation: {image: 'web:{{ TAGG }}'}\n" },
      },
    },
    {
      kind: 'unknown name',
      title: 'a macro that an imported template does not have',
      text: `{% from "parts/macros.yaml" import imgae %}
web: {creation: {image: '{{ imgae("web") }}'}}
`,
      at: ['units/web/start.yaml:1:36 imgae'],
      given: { files: { 'units/parts/macros.yaml': '{% macro image(name) %}{{ name }}{% endmacro %}\n' } },
    },
    {
      kind: 'unknown name',
      title: 'a member of a mapping of the environment',
      text: `web: {creation: {image: 'busybox:{{ IMAGE.tga }}'}}
`,
      at: ['units/web/start.yaml:1:43 tga'],
      given: { files: { 'environments/default.yaml': 'IMAGE: {tag: stable}\n' } },
    },
    {
      kind: 'unknown name',
      title: 'a filter',
      text: `web: {creation: {image: '{{ IMAGE | lowr }}'}}
`,
      at: ['units/web/start.yaml:1:37 lowr'],
      given: { settings: ['IMAGE=busybox'] },
    },
    {
      kind: 'unknown name',
      title: 'a tag',
      text: `{% fro name in [1] %}{% endfor %}
web: {creation: {image: busybox:stable}}
`,
      at: ['units/web/start.yaml:1:4 fro'],
    },
    {
      kind: 'unknown name',
      title: 'several in one file',
      text: `web:
  creation: {image: '{{ IMAGE }}', hostname: '{{ NAME }}'}
---
- web: {command: {{ COMMAND }}}
`,
      at: [
        'units/web/start.yaml:2:25 IMAGE',
        'units/web/start.yaml:2:50 NAME',
        'units/web/start.yaml:4:21 COMMAND',
      ],
    },
    {
      kind: 'wrong type',
      title: 'a loop over a number',
      text: `{% for port in PORT %}
web{{ port }}: {creation: {image: busybox:stable}}
{% endfor %}
`,
      at: ['units/web/start.yaml:1:16 PORT'],
      given: { files: { 'environments/default.yaml': 'PORT: 80\n' } },
    },
    {
      kind: 'wrong type',
      title: 'a text that is called',
      text: `web: {creation: {image: '{{ IMAGE("stable") }}'}}
`,
      at: ['units/web/start.yaml:1:29 IMAGE'],
      given: { settings: ['IMAGE=busybox'] },
    },
    {
      kind: 'wrong value',
      title: 'a range that is too long',
      text: `{% for port in range(100000) %}
web{{ port }}: {creation: {image: busybox:stable}}
{% endfor %}
`,
      at: ['units/web/start.yaml:1:16 range'],
    },
    {
      kind: 'wrong value',
      title: 'a file outside of units/',
      text: `{% include "../../../secret.yaml" %}
`,
      at: ['units/web/start.yaml:1:12 "../../../secret.yaml"'],
    },
    {
      kind: 'missing',
      title: 'a file to include',
      text: `{% include "parts/lables.yaml" %}
`,
      at: ['units/web/start.yaml:1:12 "parts/lables.yaml"'],
      given: { files: { 'units/parts/labels.yaml': '' } },
    },
    {
      kind: 'missing',
      title: 'an argument of a macro',
      text: `{% macro image(name, tag) %}{{ name }}:{{ tag }}{% endmacro %}
web: {creation: {image: '{{ image("busybox") }}'}}
`,
      at: ['units/web/start.yaml:1:40 {{ tag }}'],
    },
    {
      kind: 'duplicate',
      title: 'a block',
      text: `{% block one %}web: {creation: {image: a}}{% endblock %}
{% block one %}{% endblock %}
`,
      at: ['units/web/start.yaml:2:10 one'],
    },
    {
      kind: 'cycle',
      // Of a circle of two, the one where the stack ends is told: which one is left to chance.
      title: 'a file that includes itself',
      text: `{% include "parts/a.yaml" %}
`,
      at: ['units/parts/a.yaml:1:12 "./a.yaml"'],
      given: { files: { 'units/parts/a.yaml': '{% include "./a.yaml" %}\n' } },
    },
    {
      kind: 'cycle',
      title: 'a macro that calls itself',
      text: `{% macro again(name) %}{{ again(name) }}{% endmacro %}
web: {creation: {image: '{{ again("web") }}'}}
`,
      at: ['units/web/start.yaml:1:27 again'],
    },
  ],
};
