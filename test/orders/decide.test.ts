import test from 'ava';
import { plans } from '../support/plans.ts';

const own = 'a'.repeat(64);
const bare = { images: ['a'] };

test(
  'build: where the image is missing',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: build}
`,
  `
web/start: 1 step, 1 to run
  run   build web  image missing
`,
  {},
);

test(
  'build: also where it is there, for the layers know what has changed',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: build}
`,
  `
web/start: 1 step, 1 to run
  run   build web  image app is brought up to date
`,
  { world: { images: ['app'] } },
);

test(
  'build: not where it is there and that is enough',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: build, if_missing: yes}
`,
  `
web/start: 1 step, nothing to run
  skip  build web  image app is there
`,
  { world: { images: ['app'] } },
);

test(
  'build: an image without a build section is pulled',
  plans,
  `
web: {creation: {image: a}}
---
- web: {command: build}
`,
  `
web/start: 2 steps, 1 to run
  run   pull web   needed by build web: image missing
  skip  build web  no build section
`,
  {},
);

test(
  'build: such an image is pulled again where the order says so',
  plans,
  `
web: {creation: {image: a}}
---
- web: {command: build, pull: always}
`,
  `
web/start: 2 steps, 1 to run
  run   pull web   needed by build web: policy "always"
  skip  build web  no build section
`,
  { world: bare },
);

test(
  'build: a tag of another registry is another image',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: build, if_missing: yes}
`,
  `
web/start: 1 step, 1 to run
  run   build web  image missing
`,
  { world: { images: ['registry:5000/app'] } },
);

test(
  'build: an image whose name only begins alike is another one',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: build, if_missing: yes}
`,
  `
web/start: 1 step, 1 to run
  run   build web  image missing
`,
  { world: { images: ['app2', 'app/more'] } },
);

test(
  'build: latest is the tag that is left out',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: build, if_missing: yes}
`,
  `
web/start: 1 step, nothing to run
  skip  build web  image app is there
`,
  { world: { images: ['app:latest'] } },
);

test(
  'pull: only what is missing',
  plans,
  `
web: {creation: {image: a}}
---
- web: {command: pull}
- web: {command: pull}
`,
  `
web/start: 2 steps, 1 to run
  run   pull web  image missing
  skip  pull web  image a:latest is there
`,
  {},
);

test(
  'pull: always',
  plans,
  `
web: {creation: {image: a}}
---
- web: {command: pull, policy: always}
`,
  `
web/start: 1 step, 1 to run
  run   pull web  policy "always"
`,
  { world: bare },
);

test(
  'create: the tag of creation goes behind the image',
  plans,
  `
web: {creation: {image: a, tag: 2}}
---
- web: {command: create}
`,
  `
web/start: 2 steps, 2 to run
  run   pull web    needed by create web: image missing
  run   create web  missing
`,
  { world: bare },
);

test(
  'start: a replaced container that ran runs again',
  plans,
  `
web: {creation: {image: a, tty: yes}}
---
- web: {command: start, recreate: yes}
`,
  `
web/start: 2 steps, 2 to run
  run   create web  needed by start web: replaced: creation.tty: (none) -> yes
  run   start web   running, until it is ready
`,
  {
    options: { adopt: true },
    world: {
      images: ['a'],
      containers: {
        web: {
          labels: {
            'nua-start.unit': 'web',
            'nua-start.config': '/elsewhere',
            'nua-start.declared': '{"image":"a:latest"}',
          },
        },
      },
    },
  },
);

test(
  'start: a replaced container that was stopped is started',
  plans,
  `
web: {creation: {image: a, tty: yes}}
`,
  `
web/start: 2 steps, 2 to run
  run   create web  needed by start web: replaced: creation.tty: (none) -> yes
  run   start web   not started yet
`,
  {
    options: { adopt: true, recreate: true },
    world: {
      images: ['a'],
      containers: {
        web: {
          state: 'exited',
          labels: {
            'nua-start.unit': 'web',
            'nua-start.config': '/elsewhere',
            'nua-start.declared': '{"image":"a:latest"}',
          },
        },
      },
    },
  },
);

test(
  'start: of what has changed every field is named',
  plans,
  `
web: {creation: {image: b, environment: {A: 1, B: 2}}, startup: {port_bindings: {80: 8080}}}
`,
  `
web/start: 1 step, nothing to run
  skip  start web  running, nothing to do; differs from its declaration (creation.environment.B: (none) -> 2, creation.environment.C: 3 -> (none), image: a:latest -> b:latest, startup.port_bindings.80: 80 -> 8080): apply with run --recreate
`,
  {
    world: {
      images: ['b'],
      containers: {
        web: {
          labels: {
            'nua-start.unit': 'web',
            'nua-start.config': '/elsewhere',
            'nua-start.declared':
              '{"image":"a:latest","creation.environment.A":1,"creation.environment.C":3,"startup.port_bindings.80":80}',
          },
        },
      },
    },
  },
);

test(
  'start: nothing is known of a container that nua-start did not make',
  plans,
  `
web: {creation: {image: b}}
`,
  `
web/start: 1 step, nothing to run
  skip  start web  running, nothing to do
`,
  { world: { images: ['b'], containers: { web: { labels: {} } } } },
);

test(
  'start: an image that was built again is a change',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: start}
`,
  `
web/start: 1 step, nothing to run
  skip  start web  running, nothing to do; differs from its declaration (image: 0123456789ab -> app): apply with run --recreate
`,
  { world: { images: ['app'], containers: { web: { imageId: 'sha256:0123456789abcdef' } } } },
);

test(
  'start: a container that was made again is a change for those that use it',
  plans,
  `
web: {creation: {image: a}, startup: {volumes_from: [store]}}
store: {creation: {image: a}}
---
- web: {command: start}
`,
  `
web/start: 1 step, nothing to run
  skip  start web  running, nothing to do; differs from its declaration (container store: id of the fo -> id of store): apply with run --recreate
`,
  {
    world: {
      images: ['a'],
      containers: {
        store: 'created',
        web: {
          labels: {
            'nua-start.declared': '{"image":"a:latest","startup.volumes_from":["store"]}',
            'nua-start.uses': '{"store":"id of the former"}',
          },
        },
      },
    },
  },
);

test(
  'remove: a volume that another container gave it is no reason to keep it',
  plans,
  `
web: {creation: {image: a}, startup: {volumes_from: [store]}}
store: {creation: {image: a}}
---
- web: {command: remove}
- store: {command: remove}
`,
  `
web/start: 2 steps, 1 to run
  run   remove web    exited
  skip  remove store  holds volume aaaaaaaaaaaa, which would be lost; "v: true" removes both
`,
  {
    world: {
      images: ['a'],
      containers: {
        store: {
          state: 'created',
          mounts: [{ type: 'volume', volume: own, destination: '/var' }],
        },
        web: {
          state: 'exited',
          mounts: [{ type: 'volume', volume: own, destination: '/var' }],
        },
      },
      volumes: [own],
    },
  },
);

test(
  'remove: a named volume is no reason to keep it',
  plans,
  `
web: {creation: {image: a}}
---
- web: {command: remove}
`,
  `
web/start: 1 step, 1 to run
  run   remove web  exited
`,
  {
    world: {
      images: ['a'],
      containers: {
        web: {
          state: 'exited',
          mounts: [{ type: 'volume', volume: 'store', destination: '/srv' }],
        },
      },
      volumes: ['store'],
    },
  },
);

test(
  'remove: with v it names the volume that goes',
  plans,
  `
web: {creation: {image: a}}
---
- web: {command: remove, v: yes}
- web: {command: remove, v: yes}
`,
  `
web/start: 2 steps, 1 to run
  run   remove web  exited; deletes volume aaaaaaaaaaaa
  skip  remove web  not there
`,
  {
    world: {
      images: ['a'],
      containers: {
        web: {
          state: 'exited',
          mounts: [{ type: 'volume', volume: own, destination: '/var' }],
        },
      },
      volumes: [own],
    },
  },
);

test(
  'remove: with v and --keep-volumes it stays',
  plans,
  `
web: {creation: {image: a}}
---
- web: {command: remove, v: yes}
`,
  `
web/start: 1 step, 1 to run
  run   remove web  exited; keeps volume aaaaaaaaaaaa
`,
  {
    options: { keepVolumes: true },
    world: {
      images: ['a'],
      containers: {
        web: {
          state: 'exited',
          mounts: [{ type: 'volume', volume: own, destination: '/var' }],
        },
      },
      volumes: [own],
    },
  },
);

test(
  'remove_image: where no container uses it',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: remove_image}
- web: {command: remove_image}
`,
  `
web/start: 2 steps, 1 to run
  run   remove_image web  image app is there
  skip  remove_image web  image app is not there
`,
  { world: { images: ['app'] } },
);

test(
  'remove_image: not where somebody else built it',
  plans,
  `
web: {build: {path: ., tag: app}}
---
- web: {command: remove_image}
`,
  `
web/start: 1 step, nothing to run
  skip  remove_image web  image app was not built by nua-start
`,
  // The world labels what it lists under the very tag of a build.
  { world: { images: ['app:latest'] } },
);

test(
  'recreate: what others made is replaced only when it is adopted',
  plans,
  `
web: {creation: {image: 'busybox:stable'}}
`,
  `
web/start: 2 steps, 2 to run
  run   create web  needed by start web: replaced: it was made by others
  run   start web   running, until it is ready
`,
  {
    world: { images: ['busybox:stable'], containers: { web: { labels: {} } } },
    options: { recreate: true, adopt: true },
  },
);

test(
  'remove_image: not where a container uses it',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: remove_image}
`,
  `
web/start: 1 step, nothing to run
  skip  remove_image web  image app is used by container "other"
`,
  { world: { images: ['app'], containers: { other: { imageId: 'sha256:app' } } } },
);

test(
  'remove_image: where a container uses it, by force',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: remove_image, force: yes}
`,
  `
web/start: 1 step, 1 to run
  run   remove_image web  image app is there
`,
  { world: { images: ['app'], containers: { other: { imageId: 'sha256:app' } } } },
);

test(
  'tag: a second name',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: tag, repository: shop, tag: "1.2"}
- web: {command: tag, repository: shop, tag: "1.2"}
`,
  `
web/start: 2 steps, 1 to run
  run   tag web  image app becomes shop:1.2 too
  skip  tag web  image shop:1.2 is this image already
`,
  { world: { images: ['app'] } },
);

test(
  'tag: the name is that of the image unless given',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: tag, tag: old}
`,
  `
web/start: 1 step, 1 to run
  run   tag web  image app becomes app:old too
`,
  { world: { images: ['app'] } },
);

test(
  'commit: the new image is there for those that come after',
  plans,
  `
web: {creation: {image: a}}
copy: {creation: {image: snapshot}}
---
- web: {command: commit, repository: snapshot}
- copy: {command: create}
`,
  `
web/start: 2 steps, 2 to run
  run   commit web   becomes image snapshot:latest
  run   create copy  missing
`,
  { world: { images: ['a'], containers: { web: 'running' } } },
);

test(
  'execute: a command when something has changed',
  plans,
  `
web: {creation: {image: a}}
---
- web: {command: start}
- host: {command: execute, when: changed, run: [id]}
`,
  `
web/start: 3 steps, 3 to run
  run   create web    needed by start web: missing
  run   start web     not started yet
  run   execute host  on this machine
`,
  { world: bare },
);

test(
  'execute: no command when nothing has changed',
  plans,
  `
web: {creation: {image: a}}
---
- web: {command: start}
- host: {command: execute, when: changed, run: [id]}
`,
  `
web/start: 2 steps, nothing to run
  skip  start web     running, nothing to do
  skip  execute host  nothing has changed
`,
  { world: { images: ['a'], containers: { web: 'running' } } },
);

test(
  'execute: a temporary container needs its image',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: execute, type: temporary, run: [id]}
`,
  `
web/start: 2 steps, 2 to run
  run   build web    needed by execute web: image missing
  run   execute web  in a temporary container
`,
  {},
);

test(
  'execute: a running container needs none',
  plans,
  `
web: {build: {path: app, tag: app}}
---
- web: {command: execute, type: in_running, run: [id]}
`,
  `
web/start: 1 step, 1 to run
  run   execute web  in the running container
`,
  { world: { containers: { web: 'running' } } },
);

test(
  'prune: nothing of others',
  plans,
  `
web: {creation: {image: a}}
---
- host: {command: prune, v: yes}
`,
  `
web/start: 1 step, nothing to run
  skip  prune host  nothing left
`,
  {
    world: {
      images: ['a'],
      containers: {
        stranger: { labels: {} },
        shop: { labels: { 'nua-start.unit': 'shop', 'nua-start.config': '/srv' } },
      },
    },
  },
);
