import test from 'ava';
import { refuses } from '../support/refuses.ts';

test(
  'a container that is nothing',
  refuses,
  `
web:
---
- web: {command: start}
`,
  `
error: container "web": wanted a mapping, found nothing
  units/web/start.yaml:1:1
    1 | web:
      | ^^^
  hint: for example "web: {creation: {image: busybox:stable}}"
`,
);

test(
  'a container that is a word',
  refuses,
  `
web: busybox
`,
  `
error: container "web": wanted a mapping, found "busybox"
  units/web/start.yaml:1:1
    1 | web: busybox
      | ^^^
  hint: for example "web: {creation: {image: busybox:stable}}"
`,
);

test(
  'a name that the engine does not take',
  refuses,
  `
"a b": {creation: {image: busybox}}
`,
  `
error: "a b" is no name for a container
  units/web/start.yaml:1:1
    1 | "a b": {creation: {image: busybox}}
      | ^^^^^
  hint: take two or more letters, digits, "_", "." or "-", the first a letter or a digit
`,
);

test(
  'a name of one letter',
  refuses,
  `
w: {creation: {image: busybox}}
`,
  `
error: "w" is no name for a container
  units/web/start.yaml:1:1
    1 | w: {creation: {image: busybox}}
      | ^
  hint: take two or more letters, digits, "_", "." or "-", the first a letter or a digit
`,
);

test(
  'an unknown section, with a near one',
  refuses,
  `
web: {creaton: {image: busybox}}
---
- web: {command: start}
`,
  `
error: unknown field "creaton" in container "web"
  units/web/start.yaml:1:7
    1 | web: {creaton: {image: busybox}}
      |       ^^^^^^^
  hint: did you mean "creation"?
`,
);

test(
  'an unknown section, with none near',
  refuses,
  `
web: {colour: red}
`,
  `
error: unknown field "colour" in container "web"
  units/web/start.yaml:1:7
    1 | web: {colour: red}
      |       ^^^^^^
  hint: container "web" takes: build, creation, create, startup, start, engine, depends_on, declared_by, daemon, job, jobs, tests, backup
`,
);

test(
  'a keyword in no section',
  refuses,
  `
web: {image: busybox}
`,
  `
error: unknown field "image" in container "web"
  units/web/start.yaml:1:7
    1 | web: {image: busybox}
      |       ^^^^^
  hint: "image" belongs in "creation"
`,
);

test(
  'a keyword of startup in no section',
  refuses,
  `
web: {port_bindings: {80: 80}}
`,
  `
error: unknown field "port_bindings" in container "web"
  units/web/start.yaml:1:7
    1 | web: {port_bindings: {80: 80}}
      |       ^^^^^^^^^^^^^
  hint: "port_bindings" belongs in "startup"
`,
);

test(
  'a section under two names',
  refuses,
  `
web: {creation: {image: busybox}, create: {tty: yes}}
`,
  `
error: "create" and "creation" are the same section
  units/web/start.yaml:1:35
    1 | web: {creation: {image: busybox}, create: {tty: yes}}
      |                                   ^^^^^^
  hint: put both into one
`,
);

test(
  'a section that is a word',
  refuses,
  `
web: {creation: busybox}
`,
  `
error: creation of container "web": wanted a mapping, found "busybox"
  units/web/start.yaml:1:17
    1 | web: {creation: busybox}
      |                 ^^^^^^^
`,
);

test(
  'a section that is a list',
  refuses,
  `
web: {startup: [binds]}
`,
  `
error: startup of container "web": wanted a mapping, found a list
  units/web/start.yaml:1:7
    1 | web: {startup: [binds]}
      |       ^^^^^^^
`,
);

test(
  'engine names that are a list',
  refuses,
  `
web: {creation: {image: busybox}, engine: [Tty]}
`,
  `
error: "engine" in container "web": wanted a mapping of the Engine API's own names, found a list
  units/web/start.yaml:1:35
    1 | web: {creation: {image: busybox}, engine: [Tty]}
      |                                   ^^^^^^
  hint: "engine": the Engine API's own names for the create call, merged last
`,
);

test(
  'dependencies that are a mapping',
  refuses,
  `
web: {creation: {image: busybox}, depends_on: {db: yes}}
`,
  `
error: "depends_on" in container "web": wanted the name of a container or a list of them, found a mapping
  units/web/start.yaml:1:35
    1 | web: {creation: {image: busybox}, depends_on: {db: yes}}
      |                                   ^^^^^^^^^^
  hint: "depends_on": containers that come before this one; those it links to or shares something with do so anyway
`,
);

test(
  'no image at all',
  refuses,
  `
web: {creation: {tty: yes}}
`,
  `
error: create web: container "web" cannot be created: it names no image
  units/web/start.yaml:1:1
    1 | web: {creation: {tty: yes}}
      | ^^^
  hint: add "build: {path: …, tag: …}" or "creation: {image: …}"
`,
);

test(
  'a build without a path',
  refuses,
  `
web: {build: {tag: web}}
`,
  `
error: "path" is missing in build of container "web"
  units/web/start.yaml:1:7
    1 | web: {build: {tag: web}}
      |       ^^^^^
  hint: name the directory with the Dockerfile
`,
);

test(
  'a build without a tag',
  refuses,
  `
web: {build: {path: services/web}}
`,
  `
error: build of container "web": a build with a "path" needs a "tag": the name of the image it makes
  units/web/start.yaml:1:7
    1 | web: {build: {path: services/web}}
      |       ^^^^^
`,
);

test(
  'a build keyword that is never taken',
  refuses,
  `
web: {build: {path: services/web, tag: web, timeout: 600}}
`,
  `
error: "timeout" is not taken in build of container "web"
  units/web/start.yaml:1:45
    1 | web: {build: {path: services/web, tag: web, timeout: 600}}
      |                                             ^^^^^^^
  hint: "timeout" of a build stands on the order: {command: build, timeout: 600}
`,
);

test(
  'an unknown build keyword, with a near one',
  refuses,
  `
web: {build: {path: services/web, tga: web}}
`,
  `
error: unknown field "tga" in build of container "web"
  units/web/start.yaml:1:35
    1 | web: {build: {path: services/web, tga: web}}
      |                                   ^^^
  hint: did you mean "tag"?
`,
);

test(
  'an unknown build keyword, with none near',
  refuses,
  `
web: {build: {path: services/web, tag: web, colour: red}}
`,
  `
error: unknown field "colour" in build of container "web"
  units/web/start.yaml:1:45
    1 | web: {build: {path: services/web, tag: web, colour: red}}
      |                                             ^^^^^^
  hint: "build" takes: path, tag, dockerfile, target, buildargs, labels, nocache, cache_from, pull, rm, forcerm, quiet, network_mode, extra_hosts, shmsize, container_limits, platform
`,
);

test(
  'a build keyword in the words of Compose',
  refuses,
  `
web: {build: {context: services/web, tag: web}}
`,
  `
error: unknown field "context" in build of container "web"
  units/web/start.yaml:1:15
    1 | web: {build: {context: services/web, tag: web}}
      |               ^^^^^^^
  hint: here it is called "path", in "build"
`,
);

test(
  'a keyword of creation in build',
  refuses,
  `
web: {build: {path: services/web, tag: web, image: busybox}}
`,
  `
error: unknown field "image" in build of container "web"
  units/web/start.yaml:1:45
    1 | web: {build: {path: services/web, tag: web, image: busybox}}
      |                                             ^^^^^
  hint: "image" belongs in "creation"
`,
);

test(
  'a keyword of build in creation',
  refuses,
  `
web: {creation: {image: 'busybox:stable', path: services/web}}
`,
  `
error: unknown field "path" in creation of container "web"
  units/web/start.yaml:1:43
    1 | web: {creation: {image: 'busybox:stable', path: services/web}}
      |                                           ^^^^
  hint: "path" belongs in "build"
`,
);

test(
  'a keyword of creation in startup',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {ports: [80]}}
`,
  `
error: unknown field "ports" in startup of container "web"
  units/web/start.yaml:1:54
    1 | web: {creation: {image: 'busybox:stable'}, startup: {ports: [80]}}
      |                                                      ^^^^^
  hint: "ports" belongs in "creation"
`,
);

test(
  'a keyword in the words of docker run',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {restart: always}}
`,
  `
error: unknown field "restart" in startup of container "web"
  units/web/start.yaml:1:54
    1 | web: {creation: {image: 'busybox:stable'}, startup: {restart: always}}
      |                                                      ^^^^^^^
  hint: here it is called "restart_policy", in "startup"
`,
);

test(
  'a key of the entry in a section',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {depends_on: [db]}}
`,
  `
error: unknown field "depends_on" in startup of container "web"
  units/web/start.yaml:1:54
    1 | web: {creation: {image: 'busybox:stable'}, startup: {depends_on: [db]}}
      |                                                      ^^^^^^^^^^
  hint: "depends_on" belongs in the container's entry, beside "startup"
`,
);

test(
  'an unknown keyword, with a near one',
  refuses,
  `
web: {creation: {image: 'busybox:stable', enviroment: {A: b}}}
`,
  `
error: unknown field "enviroment" in creation of container "web"
  units/web/start.yaml:1:43
    1 | web: {creation: {image: 'busybox:stable', enviroment: {A: b}}}
      |                                           ^^^^^^^^^^
  hint: did you mean "environment"?
`,
);

test(
  'a keyword that is never taken',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {lxc_conf: {a: b}}}
`,
  `
error: "lxc_conf" is not taken in startup of container "web"
  units/web/start.yaml:1:54
    1 | web: {creation: {image: 'busybox:stable'}, startup: {lxc_conf: {a: b}}}
      |                                                      ^^^^^^^^
  hint: "lxc_conf" went away with the lxc driver of the engine; leave it out
`,
);

test(
  'a text that is a number',
  refuses,
  `
web: {creation: {image: 5}}
`,
  `
error: "image" in creation of container "web": wanted a text, found 5
  units/web/start.yaml:1:25
    1 | web: {creation: {image: 5}}
      |                         ^
  hint: "image": Image of the container, pulled where it is missing; the tag of \`build\` goes before it.
`,
);

test(
  'a text that is a list, inside of a mapping',
  refuses,
  `
web: {creation: {image: 'busybox:stable', environment: {A: [b]}}}
`,
  `
error: "environment.A" in creation of container "web": wanted a text, found a list
  units/web/start.yaml:1:57
    1 | web: {creation: {image: 'busybox:stable', environment: {A: [b]}}}
      |                                                         ^
  hint: "environment": Variables: {KEY: value} or [KEY=value]; without a value, the variable of the image is taken away.
`,
);

test(
  'a text that is a mapping, inside of a list',
  refuses,
  `
web: {creation: {image: 'busybox:stable', command: [echo, {A: b}]}}
`,
  `
error: "command.1" in creation of container "web": wanted a text, found a mapping
  units/web/start.yaml:1:59
    1 | web: {creation: {image: 'busybox:stable', command: [echo, {A: b}]}}
      |                                                           ^
  hint: "command": What runs: a list of words, or a line that is split as a shell would.
`,
);

test(
  'a port that is a range',
  refuses,
  `
web: {creation: {image: 'busybox:stable', ports: ["80-90"]}}
`,
  `
error: "ports.0" in creation of container "web": wanted a port like 80, "53/udp" or [53, udp], found "80-90"
  units/web/start.yaml:1:51
    1 | web: {creation: {image: 'busybox:stable', ports: ["80-90"]}}
      |                                                   ^^^^^^^
  hint: "ports": Ports it listens on: [80, "53/udp", [53, udp]]; \`port_bindings\` publishes them.
`,
);

test(
  'a size that is a word',
  refuses,
  `
web: {creation: {image: 'busybox:stable', mem_limit: lots}}
`,
  `
error: "mem_limit" in creation of container "web": wanted a size like 512m or a number of bytes, found "lots"
  units/web/start.yaml:1:54
    1 | web: {creation: {image: 'busybox:stable', mem_limit: lots}}
      |                                                      ^^^^
  hint: "mem_limit": Most memory the container may take, like 512m; more, and its processes are killed.
`,
);

test(
  'a flag that is a word',
  refuses,
  `
web: {creation: {image: 'busybox:stable', tty: maybe}}
`,
  `
error: "tty" in creation of container "web": wanted yes or no, found "maybe"
  units/web/start.yaml:1:48
    1 | web: {creation: {image: 'busybox:stable', tty: maybe}}
      |                                                ^^^^^
  hint: "tty": Whether it gets a terminal.
`,
);

test(
  'an unknown field of a keyword',
  refuses,
  `
web: {creation: {image: 'busybox:stable', healthcheck: {tset: [CMD, id]}}}
`,
  `
error: unknown field "tset" in "healthcheck" of creation of container "web"
  units/web/start.yaml:1:57
    1 | web: {creation: {image: 'busybox:stable', healthcheck: {tset: [CMD, id]}}}
      |                                                         ^^^^
  hint: did you mean "test"? "healthcheck" takes: test, interval, timeout, retries, start_period
`,
);

test(
  'a keyword that is a list and should be a mapping',
  refuses,
  `
web: {creation: {image: 'busybox:stable', healthcheck: [CMD, id]}}
`,
  `
error: "healthcheck" in creation of container "web": wanted a mapping of test, interval, timeout, retries, start_period, found a list
  units/web/start.yaml:1:43
    1 | web: {creation: {image: 'busybox:stable', healthcheck: [CMD, id]}}
      |                                           ^^^^^^^^^^^
  hint: "healthcheck": How the engine finds out whether it is healthy: {test, interval: 30s, timeout, retries, start_period}.
`,
);

test(
  'bindings that are a list',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {port_bindings: ["80:80"]}}
`,
  `
error: "port_bindings" in startup of container "web": wanted a mapping of container ports to host ports, found a list
  units/web/start.yaml:1:54
    1 | web: {creation: {image: 'busybox:stable'}, startup: {port_bindings: ["80:80"]}}
      |                                                      ^^^^^^^^^^^^^
  hint: "port_bindings": Container ports with the host ports that reach them: {22: 2022, 53/udp: "127.0.0.1:53", 80: [8080, 8081]}; none for a free one.
`,
);

test(
  'an unknown field deep in a keyword',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {port_bindings: {80: {HostPrt: 5}}}}
`,
  `
error: unknown field "HostPrt" in "port_bindings.80" of startup of container "web"
  units/web/start.yaml:1:75
    1 | web: {creation: {image: 'busybox:stable'}, startup: {port_bindings: {80: {HostPrt: 5}}}}
      |                                                                           ^^^^^^^
  hint: did you mean "HostPort"? "port_bindings.80" takes: HostIp, HostPort
`,
);

test(
  'a bind with an unknown field',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {binds: {/a: {bnd: /b}}}}
`,
  `
error: "bind" is missing in "binds./a" of startup of container "web"
  units/web/start.yaml:1:62
    1 | web: {creation: {image: 'busybox:stable'}, startup: {binds: {/a: {bnd: /b}}}}
      |                                                              ^^
  hint: "binds": Paths of the host and named volumes in the container: {HOST: {bind: PATH, ro: yes}}, {HOST: PATH} or [HOST:PATH:ro].

error: unknown field "bnd" in "binds./a" of startup of container "web"
  units/web/start.yaml:1:67
    1 | web: {creation: {image: 'busybox:stable'}, startup: {binds: {/a: {bnd: /b}}}}
      |                                                                   ^^^
  hint: did you mean "bind"? "binds./a" takes: bind, ro, mode
`,
);

test(
  'a bind to a number',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {binds: {/a: 5}}}
`,
  `
error: "binds./a" in startup of container "web": wanted a text, found 5
  units/web/start.yaml:1:66
    1 | web: {creation: {image: 'busybox:stable'}, startup: {binds: {/a: 5}}}
      |                                                                  ^
  hint: "binds": Paths of the host and named volumes in the container: {HOST: {bind: PATH, ro: yes}}, {HOST: PATH} or [HOST:PATH:ro].
`,
);

test(
  'a link with an unknown field',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {links: {db: {allias: b}}}}
`,
  `
error: unknown field "allias" in "links.db" of startup of container "web"
  units/web/start.yaml:1:67
    1 | web: {creation: {image: 'busybox:stable'}, startup: {links: {db: {allias: b}}}}
      |                                                                   ^^^^^^
  hint: did you mean "alias"? "links.db" takes: alias, else
`,
);

test(
  'a link of three words',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {links: [[a, b, c]]}}
`,
  `
error: "links.0.2" in startup of container "web": wanted "CONTAINER:ALIAS", [CONTAINER, ALIAS], or CONTAINER: {alias, else: ADDRESS}, found "c"
  units/web/start.yaml:1:69
    1 | web: {creation: {image: 'busybox:stable'}, startup: {links: [[a, b, c]]}}
      |                                                                     ^
  hint: "links": Other containers and the names they answer to: {CONTAINER: ALIAS}, [[CONTAINER, ALIAS]], or {CONTAINER: {alias: …, else: ADDRESS}}.
`,
);

test(
  'a keyword that is a mapping and should be a list',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {ulimits: {nofile: 5}}}
`,
  `
error: "ulimits" in startup of container "web": wanted a list of {name, soft, hard}, found a mapping
  units/web/start.yaml:1:54
    1 | web: {creation: {image: 'busybox:stable'}, startup: {ulimits: {nofile: 5}}}
      |                                                      ^^^^^^^
  hint: "ulimits": Limits of its processes: {name: nofile, soft: 1024, hard: 2048}.
`,
);

test(
  'one of several words that is another',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}, startup: {mounts: [{type: bnd, target: /a}]}}
`,
  `
error: "mounts.0.type" in startup of container "web": wanted volume, bind or tmpfs, found "bnd"
  units/web/start.yaml:1:70
    1 | web: {creation: {image: 'busybox:stable'}, startup: {mounts: [{type: bnd, target: /a}]}}
      |                                                                      ^^^
  hint: "mounts": Volumes, binds and tmpfs in their long form: {target, source, type: volume|bind|tmpfs, read_only, …}.
`,
);

test(
  'many faults in one container',
  refuses,
  `
web:
  creation:
    image: busybox:stable
    enviroment: {A: b}
    mem_limit: lots
  startup:
    port_bindings: [80]
`,
  `
error: unknown field "enviroment" in creation of container "web"
  units/web/start.yaml:4:5
    4 |     enviroment: {A: b}
      |     ^^^^^^^^^^
  hint: did you mean "environment"?

error: "mem_limit" in creation of container "web": wanted a size like 512m or a number of bytes, found "lots"
  units/web/start.yaml:5:16
    5 |     mem_limit: lots
      |                ^^^^
  hint: "mem_limit": Most memory the container may take, like 512m; more, and its processes are killed.

error: "port_bindings" in startup of container "web": wanted a mapping of container ports to host ports, found a list
  units/web/start.yaml:7:5
    7 |     port_bindings: [80]
      |     ^^^^^^^^^^^^^
  hint: "port_bindings": Container ports with the host ports that reach them: {22: 2022, 53/udp: "127.0.0.1:53", 80: [8080, 8081]}; none for a free one.
`,
);
