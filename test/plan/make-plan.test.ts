import test from 'ava';
import { plans } from '../support/plans.ts';
import { refuses } from '../support/refuses.ts';

const guests = `
unit: {networks: {back: }, volumes: {store: }}
data: {build: {path: data/web, tag: web/data}, startup: {binds: {store: /store}}}
db: {creation: {image: 'busybox:stable', volumes: [/var]}, startup: {volumes_from: [data], network_mode: back}}
web: {build: {path: services/web, tag: web/app}, startup: {links: {db: db}, network_mode: back}}
---
- data: {command: create}
- web: {command: start}
  db: {command: start}
- host: {command: execute, run: [echo, hello]}
`;
const bare = { images: ['busybox:stable'] };
const complete = {
  images: ['busybox:stable', 'web/data', 'web/app'],
  networks: ['back'],
  volumes: ['store'],
  containers: { data: 'created', db: 'running', web: 'running' },
} as const;

test(
  'all is made that is missing, once, and before what needs it',
  plans,
  guests,
  `
web/start: 10 steps, 10 to run
  run   build data           needed by create data: image missing
  run   create_volume store  needed by create data: volume missing
  run   create data          missing
  run   build web            needed by create web: image missing
  run   create_network back  needed by create web: network missing
  run   create db            needed by start db: missing
  run   start db             not started yet
  run   create web           needed by start web: missing
  run   start web            not started yet
  run   execute host         on this machine
`,
  { world: bare },
);

test(
  'what is there is passed over, with the reason',
  plans,
  guests,
  `
web/start: 4 steps, 1 to run
  skip  create data   there already
  skip  start db      running, nothing to do
  skip  start web     running, nothing to do
  run   execute host  on this machine
`,
  { world: complete },
);

test(
  'a container that is gone is made again, and nothing else',
  plans,
  guests,
  `
web/start: 5 steps, 3 to run
  skip  create data   there already
  run   create db     needed by start db: missing
  run   start db      not started yet
  skip  start web     running, nothing to do
  run   execute host  on this machine
`,
  {
    world: {
      images: ['busybox:stable', 'web/data', 'web/app'],
      networks: ['back'],
      volumes: ['store'],
      containers: { data: 'created', web: 'running' },
    },
  },
);

test(
  'an image that is gone is made again only for a container that is',
  plans,
  guests,
  `
web/start: 6 steps, 4 to run
  skip  create data   there already
  run   build web     needed by create web: image missing
  skip  start db      running, nothing to do
  run   create web    needed by start web: missing
  run   start web     not started yet
  run   execute host  on this machine
`,
  {
    world: {
      images: [],
      networks: ['back'],
      volumes: ['store'],
      containers: { data: 'created', db: 'running' },
    },
  },
);

test(
  'each order sees what those before it will have done',
  plans,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: stop}
- web: {command: start}
- web: {command: start}
- web: {command: pause}
- web: {command: stop}
- web: {command: remove}
- web: {command: start}
`,
  `
web/start: 8 steps, 7 to run
  run   stop web    running
  run   start web   not running
  skip  start web   running, nothing to do
  run   pause web   running
  run   stop web    paused
  run   remove web  exited
  run   create web  needed by start web: missing
  run   start web   not started yet
`,
  { world: { images: ['busybox:stable'], containers: { web: 'running' } } },
);

test(
  'a unit without orders starts every container',
  plans,
  `
web: {creation: {image: "busybox:stable"}, depends_on: db}
db: {creation: {image: "busybox:stable"}}
`,
  `
web/start: 4 steps, 4 to run
  run   create db   needed by start db: missing
  run   start db    not started yet
  run   create web  needed by start web: missing
  run   start web   not started yet
`,
  { world: bare },
);

test(
  'a second document that is a mapping is one entry',
  plans,
  `
web: {creation: {image: "busybox:stable"}, depends_on: db}
db: {creation: {image: "busybox:stable"}}
---
web: {command: start}
db: {command: start}
`,
  `
web/start: 4 steps, 4 to run
  run   create db   needed by start db: missing
  run   start db    not started yet
  run   create web  needed by start web: missing
  run   start web   not started yet
`,
  { world: bare },
);

test(
  'a unit without anything has no steps',
  plans,
  `
{}
`,
  `
web/start: 0 steps, nothing to run
`,
  {},
);

test(
  'entries are strict: a container may start before what it depends on, where it is there',
  plans,
  `
web: {creation: {image: "busybox:stable"}, depends_on: db}
db: {creation: {image: "busybox:stable"}}
---
- web: {command: start}
- db: {command: start}
`,
  `
web/start: 4 steps, 4 to run
  run   create web  needed by start web: missing
  run   start web   not started yet
  run   create db   needed by start db: missing
  run   start db    not started yet
`,
  { world: bare },
);

test(
  'names are exact: web is not web2, nor the other way round',
  plans,
  `
web: {creation: {image: "busybox:stable"}}
web2: {creation: {image: "busybox:stable"}}
---
- web: {command: start}
- web2: {command: stop}
`,
  `
web/start: 3 steps, 3 to run
  run   create web  needed by start web: missing
  run   start web   not started yet
  run   stop web2   running
`,
  {
    world: {
      images: ['busybox:stable'],
      containers: { web2: 'running', 'web-old': 'running', myweb: 'running' },
    },
  },
);

test(
  'two containers of one image build it once',
  plans,
  `
web: {build: {path: app, tag: app}}
worker: {build: {path: app, tag: app}}
`,
  `
web/start: 5 steps, 5 to run
  run   build web      needed by create web: image missing
  run   create web     needed by start web: missing
  run   start web      not started yet
  run   create worker  needed by start worker: missing
  run   start worker   not started yet
`,
  { world: {} },
);

test(
  'a path that is not there is found before anything is done',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {binds: {data/web: /data}}}
`,
  `
error: create web: container "web" cannot be created: the path DIR/data/web does not exist
  units/web/start.yaml:1:62
    1 | web: {creation: {image: 'busybox:stable'}, startup: {binds: {data/web: /data}}}
      |                                                              ^^^^^^^^
  hint: create it: mkdir -p DIR/data/web
`,
  { world: { images: ['busybox:stable'], absentPaths: ['data/web'] } },
);

test(
  'a build directory that is not there',
  refuses,
  `
web: {build: {path: services/web, tag: web}}
`,
  `
error: build web: image of "web" cannot be built: the directory DIR/services/web does not exist
  units/web/start.yaml:1:21
    1 | web: {build: {path: services/web, tag: web}}
      |                     ^^^^^^^^^^^^
  hint: create it, or correct "path": it starts at the configuration directory
`,
  { world: { absentPaths: ['services/web'] } },
);

test(
  'volumes of a container that is not there',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {volumes_from: [store]}}
`,
  `
error: create web: container "web" cannot be created: it uses container "store", which is not there
  units/web/start.yaml:1:69
    1 | web: {creation: {image: 'busybox:stable'}, startup: {volumes_from: [store]}}
      |                                                                     ^^^^^
  hint: create container "store" first
`,
  { world: bare },
);

test(
  'volumes of a container that the unit makes too late',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {volumes_from: [store]}}
store: {creation: {image: 'busybox:stable'}}
---
- web: {command: start}
- store: {command: create}
`,
  `
error: create web: container "web" cannot be created: it uses container "store", which is not there
  units/web/start.yaml:1:69
    1 | web: {creation: {image: 'busybox:stable'}, startup: {volumes_from: [store]}}
      |                                                                     ^^^^^
  hint: order its creation before: "- store: {command: create}"
`,
  { world: bare },
);

test(
  'a name-space of a container that is not there',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {network_mode: 'container:vpn'}}
`,
  `
error: create web: container "web" cannot be created: it uses container "vpn", which is not there
  units/web/start.yaml:1:68
    1 | web: {creation: {image: 'busybox:stable'}, startup: {network_mode: 'container:vpn'}}
      |                                                                    ^^^^^^^^^^^^^^^
  hint: create container "vpn" first
`,
  { world: bare },
);

test(
  'a link to a container that is not there',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {links: {db: database}}}
`,
  `
error: create web: container "web" cannot be created: it links to container "db", which is not there
  units/web/start.yaml:1:62
    1 | web: {creation: {image: 'busybox:stable'}, startup: {links: {db: database}}}
      |                                                              ^^
  hint: start "db" before, or give an address: links: {db: {alias: database, else: ADDRESS}}
`,
  { world: bare },
);

test(
  'an external network that is not there',
  refuses,
  `
unit: {networks: {back: {external: yes}}}
web: {creation: {image: 'busybox:stable'}, startup: {network_mode: back}}
`,
  `
error: create web: container "web" cannot be created: the external network "back" does not exist
  units/web/start.yaml:2:68
    2 | web: {creation: {image: 'busybox:stable'}, startup: {network_mode: back}}
      |                                                                    ^^^^
  hint: create it: docker network create back
`,
  { world: bare },
);

test(
  'an external volume that is not there',
  refuses,
  `
unit: {volumes: {store: {external: yes}}}
web: {creation: {image: 'busybox:stable'}, startup: {binds: {store: /store}}}
`,
  `
error: create web: container "web" cannot be created: the external volume "store" does not exist
  units/web/start.yaml:2:62
    2 | web: {creation: {image: 'busybox:stable'}, startup: {binds: {store: /store}}}
      |                                                              ^^^^^
  hint: create it: docker volume create store
`,
  { world: bare },
);

test(
  'external networks and volumes that are there',
  plans,
  `
unit: {networks: {back: {external: yes}}, volumes: {store: {external: yes}}}
web: {creation: {image: 'busybox:stable'}, startup: {network_mode: back, binds: {store: /store}}}
`,
  `
web/start: 2 steps, 2 to run
  run   create web  needed by start web: missing
  run   start web   not started yet
`,
  { world: { images: ['busybox:stable'], networks: ['back'], volumes: ['store'] } },
);

test(
  'the volumes of a container that is not there cannot be looked at',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: execute, run: [ls]}
`,
  `
error: execute web: container "web" is not there, so its volumes cannot be looked at
  units/web/start.yaml:3:18
    3 | - web: {command: execute, run: [ls]}
      |                  ^^^^^^^
  hint: create it before, or use "type: temporary"
`,
  { world: bare },
);

test(
  'behind a command that may change anything a plan foresees no fault',
  plans,
  `
web: {creation: {image: 'busybox:stable'}}
---
- host: {command: execute, run: [./prepare]}
- web: {command: execute, run: [ls]}
`,
  `
web/start: 2 steps, 2 to run
  run   execute host  on this machine
  run   execute web   container "web" is not there, so its volumes cannot be looked at
`,
  { world: bare },
);

test(
  'a link with a fall-back',
  plans,
  `
web: {creation: {image: 'busybox:stable'}, startup: {links: {db: {alias: database, else: 10.0.0.5}}}}
`,
  `
web/start: 2 steps, 2 to run
  run   create web  needed by start web: missing; link database: container "db" is not there, 10.0.0.5 is used
  run   start web   not started yet
`,
  { world: bare },
);

test(
  'a link with an address of the unit',
  plans,
  `
unit: {hosts: {db: 10.0.0.6}}
web: {creation: {image: 'busybox:stable'}, startup: {links: {db: database}}}
`,
  `
web/start: 2 steps, 2 to run
  run   create web  needed by start web: missing; link database: container "db" is not there, 10.0.0.6 is used
  run   start web   not started yet
`,
  { world: bare },
);

test(
  'a container of another one is not replaced',
  refuses,
  `
web: {creation: {image: 'busybox:stable', tty: yes}}
---
- web: {command: remove}
`,
  `
error: remove web: will not remove container "web": it was not made by nua-start
  units/web/start.yaml:3:18
    3 | - web: {command: remove}
      |                  ^^^^^^
  hint: if it is unit "web" that it belongs to, say so with --adopt; else give one of the two another name
`,
  { world: { images: ['busybox:stable'], containers: { web: { labels: {} } } } },
);
