import test from 'ava';
import { refuses } from '../support/refuses.ts';

test(
  'an unknown order, with a near one',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: strat}
`,
  `
error: unknown order "strat"
  units/web/start.yaml:3:18
    3 | - web: {command: strat}
      |                  ^^^^^
  hint: did you mean "start"?
`,
);

test(
  'an unknown order, with none near',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: frobnicate}
`,
  `
error: unknown order "frobnicate"
  units/web/start.yaml:3:18
    3 | - web: {command: frobnicate}
      |                  ^^^^^^^^^^
  hint: orders: build, commit, create, execute, pause, prune, pull, remove, remove_image, start, stop, tag, unpause
`,
);

test(
  'an order without its command',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {timeout: 5}
`,
  `
error: "command" is missing in the order on "web"
  units/web/start.yaml:3:3
    3 | - web: {timeout: 5}
      |   ^^^
  hint: for example "web: {command: start}"
`,
);

test(
  'an order that is a word',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: start
`,
  `
error: order on "web": wanted a mapping, found "start"
  units/web/start.yaml:3:3
    3 | - web: start
      |   ^^^
  hint: for example "web: {command: start}"
`,
);

test(
  'an order that is nothing',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web:
`,
  `
error: order on "web": wanted a mapping, found nothing
  units/web/start.yaml:3:3
    3 | - web:
      |   ^^^
  hint: for example "web: {command: start}"
`,
);

test(
  'an order on the host that is nothing',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- host:
`,
  `
error: order on "host": wanted a mapping, found nothing
  units/web/start.yaml:3:3
    3 | - host:
      |   ^^^^
  hint: for example "host: {command: execute, run: [date]}"
`,
);

test(
  'a command that is no name',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: 5}
`,
  `
error: "command" in the order on "web": wanted the name of an order, found 5
  units/web/start.yaml:3:18
    3 | - web: {command: 5}
      |                  ^
  hint: for example "web: {command: start}"
`,
);

test(
  'an entry that is a word',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- start
`,
  `
error: wanted a mapping from a container to its order, found "start"
  units/web/start.yaml:3:3
    3 | - start
      |   ^^^^^
  hint: for example "- web: {command: start}"
`,
);

test(
  'a second document that is a word',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
start
`,
  `
error: the second document: wanted a list of orders, found "start"
  units/web/start.yaml:3:1
    3 | start
      | ^^^^^
  hint: for example "- web: {command: start}"
`,
);

test(
  'a container that the composition lacks, with a near one',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- wbe: {command: start}
`,
  `
error: no container "wbe" in the composition
  units/web/start.yaml:3:3
    3 | - wbe: {command: start}
      |   ^^^
  hint: did you mean "web"?
`,
);

test(
  'a container that the composition lacks, with none near',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- database: {command: start}
`,
  `
error: no container "database" in the composition
  units/web/start.yaml:3:3
    3 | - database: {command: start}
      |   ^^^^^^^^
  hint: describe it in the first document, which has: host, web
`,
);

test(
  'an order for containers on the host',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- host: {command: start}
`,
  `
error: order "start" is for containers only
  units/web/start.yaml:3:19
    3 | - host: {command: start}
      |                   ^^^^^
  hint: host takes: execute, prune
`,
);

test(
  'an order for the host on a container',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: prune}
`,
  `
error: order "prune" is for "host" only
  units/web/start.yaml:3:18
    3 | - web: {command: prune}
      |                  ^^^^^
  hint: write it as "- host: {command: prune}"
`,
);

test(
  'an unknown argument, with a near one',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web:
    command: stop
    tiemout: 5
`,
  `
error: unknown field "tiemout" in order "stop"
  units/web/start.yaml:5:5
    5 |     tiemout: 5
      |     ^^^^^^^
  hint: did you mean "timeout"? "stop" takes: timeout, wait, variants, retries, retry_delay, ignore_failure, always
`,
);

test(
  'an unknown argument, with none near',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: stop, colour: 5}
`,
  `
error: unknown field "colour" in order "stop"
  units/web/start.yaml:3:24
    3 | - web: {command: stop, colour: 5}
      |                        ^^^^^^
  hint: "stop" takes: timeout, wait, variants, retries, retry_delay, ignore_failure, always
`,
);

test(
  'an argument of other orders',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: stop, v: yes}
`,
  `
error: unknown field "v" in order "stop"
  units/web/start.yaml:3:24
    3 | - web: {command: stop, v: yes}
      |                        ^
  hint: "remove" and "prune" takes it, not "stop"
`,
);

test(
  'an argument that belongs to the container',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start, restart_policy: {Name: always}}
`,
  `
error: unknown field "restart_policy" in order "start"
  units/web/start.yaml:3:25
    3 | - web: {command: start, restart_policy: {Name: always}}
      |                         ^^^^^^^^^^^^^^
  hint: "restart_policy" belongs in "startup" of the container, in the first document
`,
);

test(
  'a missing argument',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- host: {command: execute}
`,
  `
error: "run" is missing in order "execute"
  units/web/start.yaml:3:3
    3 | - host: {command: execute}
      |   ^^^^
  hint: "run": the command as a list of words; with shell, a script and its $0, $1, …
`,
);

test(
  'a number that is a word',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: stop, timeout: soon}
`,
  `
error: "timeout" in order "stop": wanted a number, found "soon"
  units/web/start.yaml:3:33
    3 | - web: {command: stop, timeout: soon}
      |                                 ^^^^
  hint: "timeout": seconds between asking and killing; the container's own stop timeout unless given
`,
);

test(
  'a number that is too small',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: stop, wait: -1}
`,
  `
error: "wait" in order "stop": wanted at least 0, found -1
  units/web/start.yaml:3:30
    3 | - web: {command: stop, wait: -1}
      |                              ^^
  hint: "wait": seconds to sleep after the order
`,
);

test(
  'a whole number with a fraction',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start, exit_code: 1.5}
`,
  `
error: "exit_code" in order "start": wanted a whole number, found 1.5
  units/web/start.yaml:3:36
    3 | - web: {command: start, exit_code: 1.5}
      |                                    ^^^
  hint: "exit_code": what "until: exited" takes for success; 0 unless given
`,
);

test(
  'a list that is a word',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: stop, variants: dev}
`,
  `
error: "variants" in order "stop": wanted a list, found "dev"
  units/web/start.yaml:3:34
    3 | - web: {command: stop, variants: dev}
      |                                  ^^^
  hint: "variants": tags by which UNIT/COMMAND:TAG selects orders
`,
);

test(
  'a list with a number for a word',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: stop, variants: [1]}
`,
  `
error: "variants.0" in order "stop": wanted a text, found 1
  units/web/start.yaml:3:35
    3 | - web: {command: stop, variants: [1]}
      |                                   ^
  hint: "variants": tags by which UNIT/COMMAND:TAG selects orders
`,
);

test(
  'a boolean that is a word',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start, attach: maybe}
`,
  `
error: "attach" in order "start": wanted yes or no, found "maybe"
  units/web/start.yaml:3:33
    3 | - web: {command: start, attach: maybe}
      |                                 ^^^^^
  hint: "attach": show its output and wait for its end; fails when its exit code is not 0
`,
);

test(
  'one of several words that is another',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: execute, type: in_runing, run: [id]}
`,
  `
error: "type" in order "execute": wanted file_system, temporary or in_running, found "in_runing"
  units/web/start.yaml:3:33
    3 | - web: {command: execute, type: in_runing, run: [id]}
      |                                 ^^^^^^^^^
  hint: "type": file_system (the default): a helper with its volumes; temporary: a new container of its image; in_running
`,
);

test(
  'a text that is a number',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: commit, message: 5}
`,
  `
error: "message" in order "commit": wanted a text, found 5
  units/web/start.yaml:3:35
    3 | - web: {command: commit, message: 5}
      |                                   ^
  hint: "message": a line for the image's history
`,
);

test(
  'a text or number that is a list',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: tag, tag: [a]}
`,
  `
error: "tag" in order "tag": wanted a tag, found a list
  units/web/start.yaml:3:23
    3 | - web: {command: tag, tag: [a]}
      |                       ^^^
  hint: "tag": latest unless given
`,
);

test(
  'a condition that is an unknown word',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start, until: ready}
`,
  `
error: "until" in order "start": wanted running, healthy, exited, {log: PATTERN} or {port: NUMBER}, found "ready"
  units/web/start.yaml:3:32
    3 | - web: {command: start, until: ready}
      |                                ^^^^^
  hint: "until": what to wait for: running, healthy, exited, {log: PATTERN} or {port: NUMBER}
`,
);

test(
  'a condition with an unknown field',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start, until: {prot: 80}}
`,
  `
error: unknown field "prot" in "until" of order "start"
  units/web/start.yaml:3:33
    3 | - web: {command: start, until: {prot: 80}}
      |                                 ^^^^
  hint: did you mean "port"? "until" takes: log, port
`,
);

test(
  'a condition with too much',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start, until: {port: 80, log: a}}
`,
  `
error: "until" in order "start": wanted either "log" or "port"
  units/web/start.yaml:3:25
    3 | - web: {command: start, until: {port: 80, log: a}}
      |                         ^^^^^
  hint: "until": what to wait for: running, healthy, exited, {log: PATTERN} or {port: NUMBER}
`,
);

test(
  'a condition with nothing',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start, until: {}}
`,
  `
error: "until" in order "start": wanted either "log" or "port"
  units/web/start.yaml:3:25
    3 | - web: {command: start, until: {}}
      |                         ^^^^^
  hint: "until": what to wait for: running, healthy, exited, {log: PATTERN} or {port: NUMBER}
`,
);

test(
  'a condition that is a list',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start, until: [running]}
`,
  `
error: "until" in order "start": wanted running, healthy, exited, {log: PATTERN} or {port: NUMBER}, found a list
  units/web/start.yaml:3:25
    3 | - web: {command: start, until: [running]}
      |                         ^^^^^
  hint: "until": what to wait for: running, healthy, exited, {log: PATTERN} or {port: NUMBER}
`,
);

test(
  'a condition with a broken pattern',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start, until: {log: "("}}
`,
  `
error: "until.log" in order "start": wanted a regular expression, found "("
  units/web/start.yaml:3:38
    3 | - web: {command: start, until: {log: "("}}
      |                                      ^^^
  hint: "until": what to wait for: running, healthy, exited, {log: PATTERN} or {port: NUMBER}
`,
);

test(
  'a condition with no port number',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: start, until: {port: 99999}}
`,
  `
error: "until.port" in order "start": wanted at most 65535, found 99999
  units/web/start.yaml:3:39
    3 | - web: {command: start, until: {port: 99999}}
      |                                       ^^^^^
  hint: "until": what to wait for: running, healthy, exited, {log: PATTERN} or {port: NUMBER}
`,
);

test(
  'a command in one string without shell',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- host: {command: execute, run: "ls -l"}
`,
  `
error: "run" is one string
  units/web/start.yaml:3:33
    3 | - host: {command: execute, run: "ls -l"}
      |                                 ^^^^^^^
  hint: write a list of words, or add "shell: true"
`,
);

test(
  'an empty command',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- host: {command: execute, run: []}
`,
  `
error: "run" is empty
  units/web/start.yaml:3:33
    3 | - host: {command: execute, run: []}
      |                                 ^
  hint: name the command to run
`,
);

test(
  'a command that is a mapping',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- host: {command: execute, run: {ls: -l}}
`,
  `
error: "run" in order "execute": wanted a list of words, or with "shell: true" one string, found a mapping
  units/web/start.yaml:3:28
    3 | - host: {command: execute, run: {ls: -l}}
      |                            ^^^
  hint: "run": the command as a list of words; with shell, a script and its $0, $1, …
`,
);

test(
  'a command with a boolean',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- host: {command: execute, run: [echo, true]}
`,
  `
error: "run.1" in order "execute": wanted a text or a number, found true
  units/web/start.yaml:3:40
    3 | - host: {command: execute, run: [echo, true]}
      |                                        ^^^^
  hint: "run": the command as a list of words; with shell, a script and its $0, $1, …
`,
);

test(
  'a command on the host with what is for containers',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- host: {command: execute, run: [id], type: temporary}
- host: {command: execute, run: [id], binds: {/a: /b}}
`,
  `
error: "type" is for commands in containers; on "host" they run on this machine itself
  units/web/start.yaml:3:45
    3 | - host: {command: execute, run: [id], type: temporary}
      |                                             ^^^^^^^^^
  hint: take it away, or name a container in place of "host"

error: "binds" is for commands in containers; on "host" they run on this machine itself
  units/web/start.yaml:4:46
    4 | - host: {command: execute, run: [id], binds: {/a: /b}}
      |                                              ^
  hint: take it away, or name a container in place of "host"
`,
);

test(
  'binds of a command that are a list',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: execute, run: [id], binds: [/a]}
`,
  `
error: "binds" in order "execute": wanted a mapping, found a list
  units/web/start.yaml:3:38
    3 | - web: {command: execute, run: [id], binds: [/a]}
      |                                      ^^^^^
  hint: "binds": host paths to mount in the helper: {/host: {bind: /there, ro: true}}
`,
);

test(
  'binds of a command with an unknown field',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: execute, run: [id], binds: {/a: {bnd: /b}}}
`,
  `
error: "bind" is missing in "binds./a" of order "execute"
  units/web/start.yaml:3:46
    3 | - web: {command: execute, run: [id], binds: {/a: {bnd: /b}}}
      |                                              ^^
  hint: "binds": host paths to mount in the helper: {/host: {bind: /there, ro: true}}

error: unknown field "bnd" in "binds./a" of order "execute"
  units/web/start.yaml:3:51
    3 | - web: {command: execute, run: [id], binds: {/a: {bnd: /b}}}
      |                                                   ^^^
  hint: did you mean "bind"? "binds./a" takes: bind, ro
`,
);

test(
  'binds of a command with a number',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: execute, run: [id], binds: {/a: 5}}
`,
  `
error: "binds./a" in order "execute": wanted a path in the helper, found 5
  units/web/start.yaml:3:50
    3 | - web: {command: execute, run: [id], binds: {/a: 5}}
      |                                                  ^
  hint: "binds": host paths to mount in the helper: {/host: {bind: /there, ro: true}}
`,
);

test(
  'every fault of the file at once, in the order of its lines',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: strat}
- wbe: {command: stop, tiemout: 5}
`,
  `
error: unknown order "strat"
  units/web/start.yaml:3:18
    3 | - web: {command: strat}
      |                  ^^^^^
  hint: did you mean "start"?

error: no container "wbe" in the composition
  units/web/start.yaml:4:3
    4 | - wbe: {command: stop, tiemout: 5}
      |   ^^^
  hint: did you mean "web"?

error: unknown field "tiemout" in order "stop"
  units/web/start.yaml:4:24
    4 | - wbe: {command: stop, tiemout: 5}
      |                        ^^^^^^^
  hint: did you mean "timeout"? "stop" takes: timeout, wait, variants, retries, retry_delay, ignore_failure, always
`,
);

test(
  'a tag that YAML has cut',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: tag, tag: 1.10}
`,
  `
error: "tag" in order "tag": wanted the tag in quotes: 1.10 is the number 1.1
  units/web/start.yaml:3:28
    3 | - web: {command: tag, tag: 1.10}
      |                            ^^^^
  hint: "tag": latest unless given
`,
);

test(
  'every unknown field is told, not only the first',
  refuses,
  `
web: {creation: {image: 'busybox:stable'}}
---
- web: {command: stop, aaa: 1, bbb: 2}
`,
  `
error: unknown field "aaa" in order "stop"
  units/web/start.yaml:3:24
    3 | - web: {command: stop, aaa: 1, bbb: 2}
      |                        ^^^
  hint: "stop" takes: timeout, wait, variants, retries, retry_delay, ignore_failure, always

error: unknown field "bbb" in order "stop"
  units/web/start.yaml:3:32
    3 | - web: {command: stop, aaa: 1, bbb: 2}
      |                                ^^^
  hint: "stop" takes: timeout, wait, variants, retries, retry_delay, ignore_failure, always
`,
);
