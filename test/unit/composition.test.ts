import test from 'ava';
import { refuses } from '../support/refuses.ts';

test(
  'a composition that is a list',
  refuses,
  `
- web: {command: start}
`,
  `
error: the first document: wanted a mapping from container names to their declarations, found a list
  units/web/start.yaml:1:1
    1 | - web: {command: start}
      | ^
  hint: write the containers above the first "---", the orders below it
`,
);

test(
  'a composition that is a word',
  refuses,
  `
web
`,
  `
error: the first document: wanted a mapping from container names to their declarations, found "web"
  units/web/start.yaml:1:1
    1 | web
      | ^^^
  hint: write the containers above the first "---", the orders below it
`,
);

test(
  'a reserved name',
  refuses,
  `
nua: {a: b}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: "nua" is reserved
  units/web/start.yaml:1:1
    1 | nua: {a: b}
      | ^^^
  hint: give the container another name
`,
);

test(
  'a section of the unit that is a list',
  refuses,
  `
unit: [a]
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unit: wanted a mapping, found a list
  units/web/start.yaml:1:1
    1 | unit: [a]
      | ^^^^
`,
);

test(
  'a section of the unit that is a word',
  refuses,
  `
unit: a
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unit: wanted a mapping, found "a"
  units/web/start.yaml:1:7
    1 | unit: a
      |       ^
`,
);

test(
  'an unknown part of the unit',
  refuses,
  `
unit: {netwroks: {back: {}}}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown field "netwroks" in unit
  units/web/start.yaml:1:8
    1 | unit: {netwroks: {back: {}}}
      |        ^^^^^^^^
  hint: did you mean "networks"? unit takes: networks, volumes, hosts, backup, tests, update
`,
);

test(
  'networks that are a list',
  refuses,
  `
unit: {networks: [back]}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: "networks" in unit: wanted a mapping, found a list
  units/web/start.yaml:1:8
    1 | unit: {networks: [back]}
      |        ^^^^^^^^
`,
);

test(
  'a network that is a word',
  refuses,
  `
unit: {networks: {back: bridge}}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: "networks.back" in unit: wanted a mapping, found "bridge"
  units/web/start.yaml:1:25
    1 | unit: {networks: {back: bridge}}
      |                         ^^^^^^
`,
);

test(
  'a network that is a list',
  refuses,
  `
unit: {networks: {back: [bridge]}}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: "networks.back" in unit: wanted a mapping, found a list
  units/web/start.yaml:1:19
    1 | unit: {networks: {back: [bridge]}}
      |                   ^^^^
`,
);

test(
  'an unknown field of a network',
  refuses,
  `
unit: {networks: {back: {drivr: bridge}}}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown field "drivr" in "networks.back" of unit
  units/web/start.yaml:1:26
    1 | unit: {networks: {back: {drivr: bridge}}}
      |                          ^^^^^
  hint: did you mean "driver"? "networks.back" takes: driver, options, external, internal
`,
);

test(
  'a volume with a field of networks',
  refuses,
  `
unit: {volumes: {data: {internal: yes}}}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown field "internal" in "volumes.data" of unit
  units/web/start.yaml:1:25
    1 | unit: {volumes: {data: {internal: yes}}}
      |                         ^^^^^^^^
  hint: did you mean "external"? "volumes.data" takes: driver, options, external
`,
);

test(
  'an address that is a number',
  refuses,
  `
unit: {hosts: {db: 5}}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: "hosts.db" in unit: wanted an address, found 5
  units/web/start.yaml:1:20
    1 | unit: {hosts: {db: 5}}
      |                    ^
`,
);

test(
  'an unknown part of host',
  refuses,
  `
host: {creation: {image: busybox}}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown field "creation" in host
  units/web/start.yaml:1:8
    1 | host: {creation: {image: busybox}}
      |        ^^^^^^^^
  hint: host takes: build
`,
);

test(
  'an unknown part of the build of host',
  refuses,
  `
host: {build: {pth: src}}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown field "pth" in "build" of host
  units/web/start.yaml:1:16
    1 | host: {build: {pth: src}}
      |                ^^^
  hint: did you mean "path"? "build" takes: path
`,
);

test(
  'a document too many',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start}
---
a: b
---
c: d
`,
  `
error: a further document begins here; a unit has at most 3
  units/web/start.yaml:6:1
    6 | ---
      | ^^^
  hint: they are: the containers, the orders, the parameters
`,
);

test(
  'an unknown variable',
  refuses,
  `
web: {creation: {image: '{{ HOSTNAM }}'}}
`,
  `
error: unknown variable "HOSTNAM"
  units/web/start.yaml:1:29
    1 | web: {creation: {image: '{{ HOSTNAM }}'}}
      |                             ^^^^^^^
  hint: did you mean "HOSTNAME"?
`,
);

test(
  'YAML that ends too early',
  refuses,
  `
web: {creation: {image: a}
---
- web: {command: start}
`,
  `
error: wrong YAML: not indented far enough, or a bracket or quote above is not closed
  units/web/start.yaml:1:27
    1 | web: {creation: {image: a}
      |                           ^
`,
);

test(
  'the same container twice',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: the key "web" is given twice: it stands one line above already
  units/web/start.yaml:2:1
    2 | web: {creation: {image: 'busybox:stable'}}
      | ^^^
  hint: keep one of the two
`,
);
