import test from 'ava';
import { plans } from '../support/plans.ts';
import { refuses } from '../support/refuses.ts';

const guests = `
unit: {networks: {back: }, volumes: {store: }}
data: {build: {path: data/web, tag: web/data}, startup: {binds: {store: /store}}}
db: {creation: {image: 'busybox:stable'}, startup: {volumes_from: [data], network_mode: back}}
web: {build: {path: services/web, tag: web/app}, startup: {links: {db: db}, network_mode: back}}
---
- data: {command: create}
- web: {command: start, wait: 1, variants: [app]}
  db: {command: start}
- host: {command: execute, run: [echo, hello]}
`;
const mounts = [{ type: 'volume', volume: 'store', destination: '/store' }];
const complete = {
  images: ['busybox:stable', 'web/data', 'web/app'],
  networks: ['back'],
  volumes: ['store'],
  containers: {
    data: { state: 'created', mounts },
    db: { mounts, networks: ['back'] },
    web: { networks: ['back'] },
  },
} as const;
const own = 'a'.repeat(64);

test(
  'build: what is built or pulled, dependencies first',
  plans,
  guests,
  `
web/build: 3 steps, 2 to run
  run   build data  image web/data is brought up to date
  skip  pull db     image busybox:stable is there
  run   build web   image web/app is brought up to date
`,
  { command: 'web/build', world: complete },
);

test(
  'create: every container that start creates or starts',
  plans,
  guests,
  `
web/create: 7 steps, 7 to run
  run   build data           needed by create data: image missing
  run   create_volume store  needed by create data: volume missing
  run   build web            needed by create web: image missing
  run   create_network back  needed by create web: network missing
  run   create data          missing
  run   create db            missing
  run   create web           missing
`,
  { command: 'web/create', world: { images: ['busybox:stable'] } },
);

test(
  'stop: dependents first, without what was only created',
  plans,
  guests,
  `
web/stop: 2 steps, 2 to run
  run   stop web  running
  run   stop db   running
`,
  { command: 'web/stop', world: complete },
);

test(
  'restart: all down, then all up as start has it',
  plans,
  guests,
  `
web/restart: 4 steps, 4 to run
  run   stop web   running
  run   stop db    running
  run   start db   not running
  run   start web  not running
`,
  { command: 'web/restart', world: complete },
);

test(
  'pause',
  plans,
  guests,
  `
web/pause: 2 steps, 2 to run
  run   pause web  running
  run   pause db   running
`,
  { command: 'web/pause', world: complete },
);

test(
  'unpause: what is depended on first',
  plans,
  guests,
  `
web/unpause: 2 steps, 2 to run
  run   unpause db   paused
  run   unpause web  paused
`,
  {
    command: 'web/unpause',
    world: {
      images: ['busybox:stable', 'web/data', 'web/app'],
      networks: ['back'],
      volumes: ['store'],
      containers: { db: 'paused', web: 'paused' },
    },
  },
);

test(
  'cleanup: down and away, networks and volumes stay',
  plans,
  guests,
  `
web/cleanup: 5 steps, 5 to run
  run   stop web     running
  run   stop db      running
  run   remove web   exited
  run   remove db    exited
  run   remove data  created
`,
  { command: 'web/cleanup', world: complete },
);

test(
  'purge: down and away, with all that the unit made',
  plans,
  guests,
  `
web/purge: 8 steps, 8 to run
  run   stop web           running
  run   stop db            running
  run   remove web         exited
  run   remove db          exited
  run   remove data        created
  run   remove_image web   image web/app is there
  run   remove_image data  image web/data is there
  run   prune host         network back; volume store
`,
  { command: 'web/purge', world: complete },
);

test(
  'purge --keep-volumes spares them',
  plans,
  guests,
  `
web/purge: 8 steps, 8 to run
  run   stop web           running
  run   stop db            running
  run   remove web         exited
  run   remove db          exited
  run   remove data        created
  run   remove_image web   image web/app is there
  run   remove_image data  image web/data is there
  run   prune host         network back
`,
  { command: 'web/purge', world: complete, options: { keepVolumes: true } },
);

test(
  'purge where nothing is',
  plans,
  guests,
  `
web/purge: 8 steps, nothing to run
  skip  stop web           not there
  skip  stop db            not there
  skip  remove web         not there
  skip  remove db          not there
  skip  remove data        not there
  skip  remove_image web   image web/app is not there
  skip  remove_image data  image web/data is not there
  skip  prune host         nothing left
`,
  { command: 'web/purge', world: { images: ['busybox:stable'] } },
);

test(
  'the variant is chosen before the command is made',
  plans,
  guests,
  `
web/purge:app: 4 steps, 3 to run
  run   stop web          running
  run   remove web        exited
  run   remove_image web  image web/app is there
  skip  prune host        nothing left
`,
  { command: 'web/purge:app', world: complete },
);

test(
  'cleanup leaves a container that holds a volume',
  plans,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
web/cleanup: 2 steps, 1 to run
  run   stop web    running
  skip  remove web  holds volume aaaaaaaaaaaa, which would be lost; "v: true" removes both
`,
  {
    command: 'web/cleanup',
    world: {
      images: ['busybox:stable'],
      containers: {
        web: { mounts: [{ type: 'volume', volume: own, destination: '/var' }] },
      },
      volumes: [own],
    },
  },
);

test(
  'purge names the volume it destroys',
  plans,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
web/purge: 3 steps, 2 to run
  run   stop web    running
  run   remove web  exited; deletes volume aaaaaaaaaaaa
  skip  prune host  nothing left
`,
  {
    command: 'web/purge',
    world: {
      images: ['busybox:stable'],
      containers: {
        web: { mounts: [{ type: 'volume', volume: own, destination: '/var' }] },
      },
      volumes: [own],
    },
  },
);

test(
  'purge refuses a container that was not made by nua-start',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: remove web: will not remove container "web": it was not made by nua-start
  units/web/start.yaml:1:1
    1 | web: {creation: {image: 'busybox:stable'}}
      | ^^^
  hint: if it is unit "web" that it belongs to, say so with --adopt; else give one of the two another name
`,
  { command: 'web/purge', world: { containers: { web: { labels: {} } } } },
);

test(
  'purge refuses a container of another unit',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: remove web: will not remove container "web": it belongs to unit "shop" of /srv/shop
  units/web/start.yaml:1:1
    1 | web: {creation: {image: 'busybox:stable'}}
      | ^^^
  hint: if it is unit "web" that it belongs to, say so with --adopt; else give one of the two another name
`,
  {
    command: 'web/purge',
    world: { containers: { web: { labels: { 'nua-start.unit': 'shop', 'nua-start.config': '/srv/shop' } } } },
  },
);

test(
  'purge refuses a container of another configuration directory',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: remove web: will not remove container "web": it belongs to unit "web" of /srv/shop
  units/web/start.yaml:1:1
    1 | web: {creation: {image: 'busybox:stable'}}
      | ^^^
  hint: if it is unit "web" that it belongs to, say so with --adopt; else give one of the two another name
`,
  {
    command: 'web/purge',
    world: { containers: { web: { labels: { 'nua-start.unit': 'web', 'nua-start.config': '/srv/shop' } } } },
  },
);

test(
  'purge takes them with --adopt',
  plans,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
web/purge: 3 steps, 2 to run
  run   stop web    running
  run   remove web  exited
  skip  prune host  nothing left
`,
  { command: 'web/purge', world: { containers: { web: { labels: {} } } }, options: { adopt: true } },
);

test(
  'purge removes containers of the unit that it does not declare any more',
  plans,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
web/purge: 3 steps, 2 to run
  skip  stop web    not running
  run   remove web  created
  run   prune host  container former (running)
`,
  { command: 'web/purge', world: { containers: { former: 'running', web: 'created' } } },
);

const anonymous = 'a'.repeat(64);
const holder = {
  mounts: [{ type: 'volume', volume: anonymous, destination: '/data', readOnly: false }],
};

test(
  'the plan of a purge names the volumes of containers that are not declared any more',
  plans,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
web/purge: 3 steps, 1 to run
  skip  stop web    not there
  skip  remove web  not there
  run   prune host  container former (running); volume aaaaaaaaaaaa
`,
  { command: 'web/purge', world: { containers: { former: holder } } },
);

test(
  'prune alone leaves a container that holds a volume',
  plans,
  `
{}
---
- host: {command: prune}
`,
  `
web/start: 1 step, nothing to run
  skip  prune host  nothing left
`,
  { world: { containers: { former: holder } } },
);

test(
  'what is external is never removed, whatever its labels say',
  plans,
  `
unit: {networks: {back: {external: true}}, volumes: {data: {external: true}}}
web: {creation: {image: 'busybox:stable'}, startup: {network_mode: back, binds: {data: /data}}}
`,
  `
web/purge: 3 steps, nothing to run
  skip  stop web    not there
  skip  remove web  not there
  skip  prune host  nothing left
`,
  { command: 'web/purge', world: { networks: ['back'], volumes: ['data'] } },
);

const variants = `
one: {creation: {image: 'busybox:stable'}, startup: {binds: {data_one: /data}}}
two: {creation: {image: 'busybox:stable'}, startup: {binds: {data_two: /data}}}
---
- one: {command: start, variants: [a]}
- two: {command: start, variants: [b]}
- host: {command: execute, run: ['true'], variants: [c]}
`;

test(
  'the purge of a variant leaves the volumes of the others',
  plans,
  variants,
  `
web/purge:b: 3 steps, 1 to run
  skip  stop two    not there
  skip  remove two  not there
  run   prune host  volume data_two
`,
  { command: 'web/purge:b', world: { volumes: ['data_one', 'data_two'] } },
);

test(
  'the purge of a variant without containers removes nothing',
  plans,
  variants,
  'web/purge:c: 0 steps, nothing to run',
  {
    command: 'web/purge:c',
    world: { volumes: ['data_one', 'data_two'] },
  },
);

test(
  'purge leaves a volume that another container still uses',
  plans,
  guests,
  `
web/purge: 8 steps, 8 to run
  run   stop web           running
  run   stop db            running
  run   remove web         exited
  run   remove db          exited
  run   remove data        created
  run   remove_image web   image web/app is there
  run   remove_image data  image web/data is there
  run   prune host         network back
`,
  {
    command: 'web/purge',
    world: {
      images: ['busybox:stable', 'web/data', 'web/app'],
      networks: ['back'],
      volumes: ['store'],
      containers: {
        data: {
          state: 'created',
          mounts: [{ type: 'volume', volume: 'store', destination: '/store' }],
        },
        db: {
          mounts: [{ type: 'volume', volume: 'store', destination: '/store' }],
          networks: ['back'],
        },
        web: { networks: ['back'] },
        other: {
          labels: {},
          mounts: [{ type: 'volume', volume: 'store', destination: '/store' }],
        },
      },
    },
  },
);

test(
  'purge leaves a network that another container still uses',
  plans,
  guests,
  `
web/purge: 8 steps, 8 to run
  run   stop web           running
  run   stop db            running
  run   remove web         exited
  run   remove db          exited
  run   remove data        created
  run   remove_image web   image web/app is there
  run   remove_image data  image web/data is there
  run   prune host         volume store
`,
  {
    command: 'web/purge',
    world: {
      images: ['busybox:stable', 'web/data', 'web/app'],
      networks: ['back'],
      volumes: ['store'],
      containers: {
        data: {
          state: 'created',
          mounts: [{ type: 'volume', volume: 'store', destination: '/store' }],
        },
        db: {
          mounts: [{ type: 'volume', volume: 'store', destination: '/store' }],
          networks: ['back'],
        },
        web: { networks: ['back'] },
        other: { labels: {}, networks: ['back'] },
      },
    },
  },
);

test(
  'an explicit file wins over the generated command',
  plans,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
web/stop: 1 step, 1 to run
  run   execute host  on this machine
`,
  {
    command: 'web/stop',
    files: {
      'units/web/stop.yaml':
        'web: {creation: {image: "busybox:stable"}}\n---\n- host: {command: execute, run: [bye]}\n',
    },
  },
);

test(
  'a unit in one file has them too',
  plans,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
mail/stop: 1 step, 1 to run
  run   stop mail  running
`,
  {
    command: 'mail/stop',
    files: { 'units/mail.yaml': 'mail: {creation: {image: "busybox:stable"}}\n' },
    world: { containers: { mail: 'running' } },
  },
);

test(
  'an unknown unit, with a near one',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown unit "wbe" in DIR
  hint: did you mean "web"?
`,
  { command: 'wbe/start' },
);

test(
  'an unknown command, with a near one',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown command "web/strat"
  hint: did you mean "web/start"?
`,
  { command: 'web/strat' },
);

test(
  'an unknown command, with none near',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown command "web/frobnicate"
  hint: commands of web: build, cleanup, create, pause, purge, restart, start, stop, unpause
`,
  { command: 'web/frobnicate' },
);

test(
  'a unit without a start has no generated commands',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: unknown command "db/stop"
  hint: commands of db: check
`,
  { command: 'db/stop', files: { 'units/db/check.yaml': 'db: {creation: {image: a}}\n' } },
);

test(
  'an unknown variant, with a near one',
  refuses,
  guests,
  `
error: no order of web/start carries the variant "ap"
  hint: did you mean "app"?
`,
  { command: 'web/start:ap' },
);

test(
  'a variant where no order carries one',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: no order of web/start carries the variant "app"
  hint: its orders carry no variants
`,
  { command: 'web/start:app' },
);

test(
  'no UNIT/COMMAND',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: "web" is no UNIT/COMMAND
  hint: did you mean "web/start"? "nua-start list" shows all
`,
  { command: 'web' },
);

test(
  'a way out of units/',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
error: "web/../../start" is no UNIT/COMMAND
  hint: "nua-start list" shows all units
`,
  { command: 'web/../../start' },
);
