// What goes wrong on the engine: the exit code, all that is said, and what is left behind.
import { once } from 'node:events';
import { createServer } from 'node:net';
import test from 'ava';
import { isObject } from '../../src/core/json.ts';
import { findUnit } from '../support/engine.ts';
import { exists, type Scenario, scenario } from '../support/scenario.ts';

/**
 * A unit that cannot be started: its text, all that is written to stderr, and what is on the engine afterwards. NAME
 * stands for the unit and its container, DIR for the configuration directory, N for a number of seconds, ID for one of
 * the engine's, and ENGINE for words of its own.
 */
const fails = test.macro(
  async (
    t,
    text: string,
    stderr: string,
    left: readonly string[],
    files: Readonly<Record<string, string>> = {},
  ) => {
    const it = scenario(
      t,
      name => text.trimStart().replaceAll('NAME', name),
      () => files,
    );
    const result = await it.run('start');
    t.regex(anonymous(result.stderr, it), pattern(stderr.trimStart()));
    t.is(result.code, 1);
    t.deepEqual(
      (await findUnit(it.name)).map(what => anonymous(what, it)),
      left,
    );
  },
);

function anonymous(text: string, { name, configuration }: Scenario): string {
  return text
    .replaceAll(configuration, 'DIR')
    .replaceAll(name, 'NAME')
    .replace(/(\(|in )\d+\.\d s/g, '$1N s')
    .replace(/(?<= )[\da-f]{12}$/gm, 'ID');
}

function pattern(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('ENGINE', '.+')}$`);
}

test(
  'a build whose command fails',
  fails,
  `
NAME:
  build:
    path: app
    tag: NAME
`,
  `
build NAME: failed (N s)
error: build NAME: image "NAME" cannot be built: The command '/bin/sh -c echo lost && exit 3' returned a non-zero code: 3
  DIR/units/NAME/start.yaml:1:1
    1 | NAME:
      | ^^^^^^^^^^^^^^^^
    Step 1/3 : FROM busybox:stable
     ---> ID
    Step 2/3 : RUN echo lost && exit 3
     ---> Running in ID
    lost
    Removing intermediate container ID
  hint: correct the Dockerfile, or what "build" says
not started: create NAME, start NAME
NAME/start: failed, 1 of 3 steps (1 failed) in N s
`,
  [],
  { 'app/Dockerfile': 'FROM busybox:stable\nRUN echo lost && exit 3\n' },
);

test(
  'a build from a wrong Dockerfile',
  fails,
  `
NAME:
  build:
    path: app
    tag: NAME
`,
  `
build NAME: failed (N s)
error: build NAME: image "NAME" cannot be built: ENGINE
  DIR/units/NAME/start.yaml:1:1
    1 | NAME:
      | ^^^^^^^^^^^^^^^^
  hint: correct the Dockerfile, or what "build" says
not started: create NAME, start NAME
NAME/start: failed, 1 of 3 steps (1 failed) in N s
`,
  [],
  { 'app/Dockerfile': 'FRM busybox:stable\n' },
);

test(
  'a build from a directory without a Dockerfile',
  fails,
  `
NAME:
  build:
    path: app
    tag: NAME
`,
  `
build NAME: failed (N s)
error: build NAME: image "NAME" cannot be built: ENGINE
  DIR/units/NAME/start.yaml:1:1
    1 | NAME:
      | ^^^^^^^^^^^^^^^^
  hint: correct the Dockerfile, or what "build" says
not started: create NAME, start NAME
NAME/start: failed, 1 of 3 steps (1 failed) in N s
`,
  [],
  { 'app/README': '' },
);

test(
  'a build from a directory that is not there',
  fails,
  `
NAME:
  build:
    path: app
    tag: NAME
`,
  `
error: build NAME: image of "NAME" cannot be built: the directory DIR/app does not exist
  DIR/units/NAME/start.yaml:3:11
    3 |     path: app
      |           ^^^
  hint: create it, or correct "path": it starts at the configuration directory
`,
  [],
);

test(
  'an image that cannot be had',
  fails,
  `
NAME:
  creation:
    image: 127.0.0.1:1/nothing
`,
  `
pull NAME: failed (N s)
error: pull NAME: image "127.0.0.1:1/nothing:latest" cannot be had: ENGINE
  DIR/units/NAME/start.yaml:1:1
    1 | NAME:
      | ^^^^^^^^^^^^^^^^
  hint: correct its name, log in to its image registry, or say in "build" how it is made
not started: create NAME, start NAME
NAME/start: failed, 1 of 3 steps (1 failed) in N s
`,
  [],
);

test(
  'an image whose name no registry takes',
  fails,
  `
NAME:
  creation:
    image: Not A Name
`,
  `
pull NAME: failed (N s)
error: pull NAME: image "Not A Name:latest" cannot be had: ENGINE
  DIR/units/NAME/start.yaml:1:1
    1 | NAME:
      | ^^^^^^^^^^^^^^^^
  hint: correct its name, log in to its image registry, or say in "build" how it is made
not started: create NAME, start NAME
NAME/start: failed, 1 of 3 steps (1 failed) in N s
`,
  [],
);

test(
  'a bind path that is not there',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
  startup:
    binds:
      data/web: /data
`,
  `
error: create NAME: container "NAME" cannot be created: the path DIR/data/web does not exist
  DIR/units/NAME/start.yaml:8:7
    8 |       data/web: /data
      |       ^^^^^^^^
  hint: create it: mkdir -p DIR/data/web
`,
  [],
);

test(
  'volumes from a container that is not there',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
  startup:
    volumes_from:
      - NAME-store
`,
  `
error: create NAME: container "NAME" cannot be created: it uses container "NAME-store", which is not there
  DIR/units/NAME/start.yaml:8:9
    8 |       - NAME-store
      |         ^^^^^^^^^^^^^^^^^^^^^^
  hint: create container "NAME-store" first
`,
  [],
);

test(
  'a network of a container that is not there',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
  startup:
    network_mode: container:NAME-vpn
`,
  `
error: create NAME: container "NAME" cannot be created: it uses container "NAME-vpn", which is not there
  DIR/units/NAME/start.yaml:7:19
    7 |     network_mode: container:NAME-vpn
      |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  hint: create container "NAME-vpn" first
`,
  [],
);

test(
  'a link to a container that is not there',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
  startup:
    links:
      NAME-db: db
`,
  `
error: create NAME: container "NAME" cannot be created: it links to container "NAME-db", which is not there
  DIR/units/NAME/start.yaml:8:7
    8 |       NAME-db: db
      |       ^^^^^^^^^^^^^^^^^^^
  hint: start "NAME-db" before, or give an address: links: {NAME-db: {alias: db, else: ADDRESS}}
`,
  [],
);

test(
  'an external network that is not there',
  fails,
  `
unit:
  networks:
    NAME-net: {external: yes}
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
  startup:
    network_mode: NAME-net
`,
  `
error: create NAME: container "NAME" cannot be created: the external network "NAME-net" does not exist
  DIR/units/NAME/start.yaml:10:19
   10 |     network_mode: NAME-net
      |                   ^^^^^^^^^^^^^^^^^^^^
  hint: create it: docker network create NAME-net
`,
  [],
);

test(
  'an external volume that is not there',
  fails,
  `
unit:
  volumes:
    NAME-store: {external: yes}
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
  startup:
    binds:
      NAME-store: /data
`,
  `
error: create NAME: container "NAME" cannot be created: the external volume "NAME-store" does not exist
  DIR/units/NAME/start.yaml:11:7
   11 |       NAME-store: /data
      |       ^^^^^^^^^^^^^^^^^^^^^^
  hint: create it: docker volume create NAME-store
`,
  [],
);

test(
  'a declaration that the engine refuses',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
    working_dir: relative
`,
  `
create NAME: failed (N s)
error: create NAME: ENGINE
  DIR/units/NAME/start.yaml:1:1
    1 | NAME:
      | ^^^^^^^^^^^^^^^^
  hint: correct what the unit says there
not started: start NAME
NAME/start: failed, 1 of 2 steps (1 failed) in N s
`,
  [],
);

test(
  'a container that cannot be started is removed again by the step that made it',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [no-such-program]
`,
  `
create NAME: done (N s)
start NAME: failed (N s)
error: start NAME: ENGINE
  DIR/units/NAME/start.yaml:1:1
    1 | NAME:
      | ^^^^^^^^^^^^^^^^
  hint: correct "command" or "entrypoint": the image has no such program
NAME/start: failed, 2 of 2 steps (1 done, 1 failed) in N s
`,
  [],
);

test(
  'a container that was there before stays, though it cannot be started',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [no-such-program]
---
- NAME: {command: create}
- NAME: {command: start}
`,
  `
create NAME: done (N s)
start NAME: failed (N s)
error: start NAME: ENGINE
  DIR/units/NAME/start.yaml:7:31
    7 | - NAME: {command: start}
      |                               ^^^^^
  hint: correct "command" or "entrypoint": the image has no such program
NAME/start: failed, 2 of 2 steps (1 done, 1 failed) in N s
`,
  ['container NAME'],
);

test(
  'a container that started and then died is kept, and its last lines are shown',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sh, -c, "echo dying; exit 9"]
---
- NAME:
    command: start
    until: exited
`,
  `
create NAME: done (N s)
start NAME: failed (N s)
error: start NAME: container "NAME" ended with exit code 9
  DIR/units/NAME/start.yaml:7:14
    7 |     command: start
      |              ^^^^^
    dying
  hint: look at it: docker logs NAME
NAME/start: failed, 2 of 2 steps (1 done, 1 failed) in N s
`,
  ['container NAME'],
);

test(
  'a container that ends wrongly while it is attached',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sh, -c, "echo dying; exit 9"]
---
- NAME:
    command: start
    attach: yes
`,
  `
create NAME: done (N s)
start NAME: failed (N s)
error: start NAME: container "NAME" ended with exit code 9
  DIR/units/NAME/start.yaml:7:14
    7 |     command: start
      |              ^^^^^
    dying
  hint: look at it: docker logs NAME
NAME/start: failed, 2 of 2 steps (1 done, 1 failed) in N s
`,
  ['container NAME'],
);

test(
  'a container that does not become ready in time',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- NAME:
    command: start
    until: {log: ready}
    within: 1
`,
  `
create NAME: done (N s)
start NAME: failed (N s)
error: start NAME: container "NAME" has written no line like "ready" after 1 s
  DIR/units/NAME/start.yaml:8:14
    8 |     command: start
      |              ^^^^^
  hint: look at it: docker logs NAME
NAME/start: failed, 2 of 2 steps (1 done, 1 failed) in N s
`,
  ['container NAME'],
);

test(
  'a health check that is waited for and not there',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- NAME:
    command: start
    until: healthy
`,
  `
create NAME: done (N s)
start NAME: failed (N s)
error: start NAME: container "NAME" has no health check
  DIR/units/NAME/start.yaml:8:14
    8 |     command: start
      |              ^^^^^
  hint: give it "healthcheck: {test: …}" in "creation"
NAME/start: failed, 2 of 2 steps (1 done, 1 failed) in N s
`,
  ['container NAME'],
);

test(
  'a command on this machine that fails, and what comes after it is not begun',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- host:
    command: execute
    run: [sh, -c, "echo lost >&2; exit 7"]
- NAME: {command: start}
`,
  `
execute host | lost
execute host: failed (N s)
error: execute host: the command ended with exit code 7: sh -c echo lost >&2; exit 7
  DIR/units/NAME/start.yaml:8:14
    8 |     command: execute
      |              ^^^^^^^
    lost
  hint: correct the command, or let it end with 0 where that is no failure
not started: create NAME, start NAME
NAME/start: failed, 1 of 3 steps (1 failed) in N s
`,
  [],
);

test(
  'a command that this machine does not have',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- host:
    command: execute
    run: [no-such-command-here]
`,
  `
execute host: failed (N s)
error: execute host: cannot run "no-such-command-here" on this machine: there is no such command
  DIR/units/NAME/start.yaml:8:14
    8 |     command: execute
      |              ^^^^^^^
  hint: correct its name, or install it: it is looked for on PATH
NAME/start: failed, 1 of 1 step (1 failed) in N s
`,
  [],
);

test(
  'a directory for commands that is not there',
  fails,
  `
host: {build: {path: src}}
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- host:
    command: execute
    run: [pwd]
`,
  `
execute host: failed (N s)
error: execute host: cannot run "pwd": the directory DIR/src does not exist
  DIR/units/NAME/start.yaml:9:14
    9 |     command: execute
      |              ^^^^^^^
  hint: create it: mkdir -p DIR/src
NAME/start: failed, 1 of 1 step (1 failed) in N s
`,
  [],
);

test(
  'a command that takes too long',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- host:
    command: execute
    timeout: 0.5
    run: [sleep, "30"]
`,
  `
execute host: failed (N s)
error: execute host: took longer than its timeout of 0.5 s
  DIR/units/NAME/start.yaml:8:14
    8 |     command: execute
      |              ^^^^^^^
  because: the command ended with exit code 143: sleep 30
  hint: give it more time with "timeout"
NAME/start: failed, 1 of 1 step (1 failed) in N s
`,
  [],
);

test(
  'a command on the volumes that fails leaves no helper',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- NAME: {command: create}
- NAME:
    command: execute
    run: [ls, /nowhere]
`,
  `
create NAME: done (N s)
execute NAME | ls: /nowhere: No such file or directory
execute NAME: failed (N s)
error: execute NAME: the command ended with exit code 1: ls /nowhere
  DIR/units/NAME/start.yaml:9:14
    9 |     command: execute
      |              ^^^^^^^
    ls: /nowhere: No such file or directory
  hint: correct the command, or let it end with 0 where that is no failure
NAME/start: failed, 2 of 2 steps (1 done, 1 failed) in N s
`,
  ['container NAME'],
);

test(
  'a command in a temporary container that fails leaves none',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- NAME:
    command: execute
    type: temporary
    shell: yes
    run: echo hello; exit 4
`,
  `
execute NAME: failed (N s)
error: execute NAME: the command ended with exit code 4: /bin/sh -c echo hello; exit 4
  DIR/units/NAME/start.yaml:8:14
    8 |     command: execute
      |              ^^^^^^^
    hello
  hint: correct the command, or let it end with 0 where that is no failure
NAME/start: failed, 1 of 1 step (1 failed) in N s
`,
  [],
);

test(
  'a command in the running container that fails',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- NAME: {command: start}
- NAME:
    command: execute
    type: in_running
    run: [sh, -c, no-such-command-here]
`,
  `
create NAME: done (N s)
start NAME: done (N s)
execute NAME | sh: no-such-command-here: not found
execute NAME: failed (N s)
error: execute NAME: the command ended with exit code 127: sh -c no-such-command-here
  DIR/units/NAME/start.yaml:9:14
    9 |     command: execute
      |              ^^^^^^^
    sh: no-such-command-here: not found
  hint: there is no such command there: correct its name, or install it
NAME/start: failed, 3 of 3 steps (2 done, 1 failed) in N s
`,
  ['container NAME'],
);

test(
  'the volumes of a container that is not there',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- NAME:
    command: execute
    run: [ls]
`,
  `
error: execute NAME: container "NAME" is not there, so its volumes cannot be looked at
  DIR/units/NAME/start.yaml:8:14
    8 |     command: execute
      |              ^^^^^^^
  hint: create it before, or use "type: temporary"
`,
  [],
);

test(
  'a late expression for a container that is not there',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- host:
    command: execute
    run: [echo, "{{.State.Pid}}(NAME)"]
`,
  `
execute host: failed (N s)
error: execute host: {{.State.Pid}}(NAME): there is no container "NAME"
  DIR/units/NAME/start.yaml:8:14
    8 |     command: execute
      |              ^^^^^^^
  hint: make it first, or correct the name
NAME/start: failed, 1 of 1 step (1 failed) in N s
`,
  [],
);

test(
  'a late expression for a key that is not there',
  fails,
  `
NAME:
  creation:
    image: busybox:stable
    command: [sleep, "600"]
    stop_signal: SIGKILL
---
- NAME: {command: start}
- host:
    command: execute
    run: [echo, "{{.State.Pit}}(NAME)"]
`,
  `
create NAME: done (N s)
start NAME: done (N s)
execute host: failed (N s)
error: execute host: {{.State.Pit}}(NAME): there is no "Pit" in .State; there are: ENGINE
  DIR/units/NAME/start.yaml:9:14
    9 |     command: execute
      |              ^^^^^^^
  hint: did you mean "Pid"?
NAME/start: failed, 3 of 3 steps (2 done, 1 failed) in N s
`,
  ['container NAME'],
);

test('a port that is taken: what the step made goes again, what was there before stays', async t => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => void server.close());
  const address = server.address();
  const port = isObject(address) ? address['port'] : undefined;
  const it = scenario(
    t,
    name => `
${name}:
  creation: {image: 'busybox:stable', command: [sleep, '600'], stop_signal: SIGKILL}
  startup: {port_bindings: {80: {HostIp: 127.0.0.1, HostPort: ${port}}}}
`,
  );
  const made = await it.run('start');
  t.is(made.code, 1);
  t.regex(made.stderr, new RegExp(`error: start ${it.name}: .*127\\.0\\.0\\.1:${port}.*\\n`));
  t.true(
    made.stderr.includes(
      'hint: give it another host port in "port_bindings", or end what listens on that one: see docker ps and ss -ltnp',
    ),
  );
  t.false(await exists(it.name));

  await it.succeed('create');
  const kept = await it.run('start');
  t.is(kept.code, 1);
  t.true(await exists(it.name));
});

test('several at once: the first failure counts, what runs is ended well, what waits is not begun', async t => {
  const it = scenario(
    t,
    name => `
${name}-a: {creation: {image: 'busybox:stable', command: [no-such-program]}}
${name}-b: {creation: {image: 'busybox:stable', command: [sleep, '600'], stop_signal: SIGKILL}}
${name}-c: {creation: {image: 'busybox:stable'}, depends_on: ['${name}-a', '${name}-b']}
`,
  );
  const { code, stderr } = await it.run('start');
  t.is(code, 1);
  t.true(stderr.includes(`not started: create ${it.name}-c, start ${it.name}-c\n`), stderr);
  t.deepEqual(await findUnit(it.name), [`container ${it.name}-b`]);
});

test('with --json the last object tells of the failure, with its place and its last lines', async t => {
  const it = scenario(
    t,
    name => `
${name}: {creation: {image: 'busybox:stable'}}
---
- host: {command: execute, run: [sh, -c, 'echo lost; exit 7']}
`,
  );
  const { events, finished } = await it.follow('start');
  const error = {
    file: `${it.configuration}/units/${it.name}/start.yaml`,
    line: 4,
    column: 19,
    message: 'execute host: the command ended with exit code 7: sh -c echo lost; exit 7',
    hint: 'correct the command, or let it end with 0 where that is no failure',
    output: ['lost'],
  };
  t.like(finished, { type: 'finished', ok: false, exitCode: 1, error });
  t.deepEqual(
    events.map(({ type }) => type),
    ['started', 'output', 'failed', 'finished'],
  );
  t.like(events[2], { step: '1.host.execute', error });
});
