// `execute` in its four forms.
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { runCli } from '../support/cli.ts';
import { withConfiguration } from '../support/configuration.ts';
import { docker } from '../support/engine.ts';
import { execute, exists, freePort, inspect, type Scenario, scenario } from '../support/scenario.ts';

const checkout = realpathSync(join(import.meta.dirname, '..', '..'));

test('on host: words, a script with its words, and the current directory', async t => {
  const it = scenario(
    t,
    () => `
{}
---
- host: {command: execute, run: [printf, "%s\\n", "a  b", $HOME, 7]}
- host: {command: execute, shell: true, run: ['echo "$0+$1"', A, "B C"]}
- host: {command: execute, shell: true, run: "pwd; echo to stderr >&2"}
`,
  );
  const { stdout, stderr } = await it.succeed('start');
  t.is(stdout, ['a  b', '$HOME', '7', 'A+B C', checkout].map(line => `execute host | ${line}\n`).join(''));
  t.true(stderr.includes('execute host | to stderr\n'));
});

test("on host: the directory of the host entry's build.path", async t => {
  const it = scenario(
    t,
    () => `
host: {build: {path: services/here}}
---
- host: {command: execute, run: [pwd]}
`,
  );
  const missing = await it.run('start');
  t.is(missing.code, 1);
  t.regex(missing.stderr, /cannot run "pwd": the directory .*\/services\/here does not exist$/m);
  mkdirSync(join(it.configuration, 'services/here'), { recursive: true });
  const { stdout } = await it.succeed('start');
  t.is(stdout, `execute host | ${it.configuration}/services/here\n`);
});

test('on the file system: the volumes of a container without a shell that never ran', async t => {
  const it = scenario(
    t,
    name => `
unit: {volumes: {${name}: {}}}
${name}-data:
  build: {path: data, tag: ${name}/data}
  startup: {binds: {${name}: /named}}
---
- ${name}-data: {command: create}
- ${name}-data:
    command: execute
    run: [sh, -c, "pwd; id -u; ls / | tr '\\\\n' ' '; cat /bound/file; cp /bound/file /anonymous/; echo named > /named/it"]
    binds: {{ BINDS | json }}
- ${name}-data: {command: execute, shell: true, run: ["cat $0 $1; ls /sys/class/net", /anonymous/file, /named/it]}
- ${name}-data:
    command: execute
    shell: true
    run: "touch /bound/new || echo read-only"
    binds: {"\${NUA_CONF}/bound": {bind: /bound, ro: yes}}
`,
    name => ({
      'data/Dockerfile': `FROM scratch\nLABEL for=${name}\nVOLUME /anonymous\nCMD ["none"]\n`,
      'bound/file': 'from the host\n',
      'environments/default.yaml': 'BINDS: {}\n',
    }),
  );
  const binds = `BINDS={${it.configuration}/bound: /bound}`;
  const { stdout, stderr } = await it.succeed('start', '--set', binds);
  const lines = stdout.split('\n').map(line => line.replace(`execute ${it.name}-data | `, ''));
  t.deepEqual(lines.slice(0, 2), ['/', '0']);
  t.regex(lines[2] ?? '', /anonymous bin bound dev .*named.* from the host$/);
  t.deepEqual(lines.slice(3), ['from the host', 'named', 'lo', 'read-only', '']);
  t.regex(stderr, /Read-only file system/);
  await noHelpers(t, it);
});

test('on the file system: the target must exist', async t => {
  const it = scenario(
    t,
    name => `
${name}-web: ${busybox('sleep 1000')}
---
- ${name}-web: {command: execute, run: [ls]}
`,
  );
  const { code, stderr } = await it.run('start');
  t.is(code, 1);
  t.true(stderr.includes(`container "${it.name}-web" is not there`));
  t.regex(stderr, /start\.yaml:4:\d+\n/);
});

test('temporarily: its own image and settings, without its volumes when it is not there', async t => {
  const port = await freePort();
  const it = scenario(
    t,
    name => `
unit: {networks: {${name}: {}}}
${name}-peer:
  creation: {image: busybox:stable, command: httpd -f -h /etc, stop_signal: SIGKILL}
  startup: {network_mode: ${name}}
${name}-web:
  build: {path: services/web, tag: ${name}/web}
  creation: {environment: {GREETING: hello}, working_dir: /usr, user: "1000"}
  startup: {network_mode: ${name}, port_bindings: {80: ${port}}, restart_policy: {Name: always}}
---
- ${name}-web: {command: execute, type: temporary, shell: true, run: 'echo $GREETING; pwd; id -u; ls /data'}
- ${name}-peer: {command: start, until: {port: 80}}
- ${name}-web: {command: start}
- ${name}-web: {command: execute, run: [sh, -c, echo kept > /data/it]}
- ${name}-web: {command: execute, type: temporary, run: [cat, /data/it]}
- ${name}-web: {command: execute, type: temporary, run: [wget, -q, -O, "-", "http://${name}-peer/hostname"]}
`,
    name => ({
      'services/web/Dockerfile': [
        'FROM busybox:stable',
        `LABEL for=${name}`,
        'RUN mkdir /data && touch /data/image && chmod 777 /data',
        'VOLUME /data',
        'STOPSIGNAL SIGKILL',
        'ENTRYPOINT ["sleep"]',
        'CMD ["1000"]',
      ].join('\n'),
    }),
  );
  const { stdout } = await it.succeed('start');
  const lines = stdout
    .trim()
    .split('\n')
    .map(line => line.replace(`execute ${it.name}-web | `, ''));
  t.deepEqual(lines, [
    'hello',
    '/usr',
    '1000',
    'image',
    'kept',
    (await inspect(`${it.name}-peer`)).Id.slice(0, 12),
  ]);
  t.true((await inspect(`${it.name}-web`)).State.Running);
  await noHelpers(t, it);
});

test('temporarily: beside the running target, whatever addresses that has', async t => {
  const it = scenario(
    t,
    name => `
unit: {networks: {${name}-first: {external: true}, ${name}-second: {external: true}}}
${name}-web:
  creation:
    image: busybox:stable
    command: sleep 1000
    stop_signal: SIGKILL
    hostname: web
    networking_config:
      ${name}-first: {ipv4_address: {{ FIRST }}.7, aliases: [web]}
      ${name}-second: {ipv4_address: {{ SECOND }}.7, aliases: [web]}
---
- ${name}-web: {command: start}
- ${name}-web: {command: execute, type: temporary, shell: true, run: "ls /sys/class/net; nslookup web 127.0.0.11 | grep -c 7$"}
`,
    () => ({ 'environments/default.yaml': 'FIRST: ""\nSECOND: ""\n' }),
  );
  const first = await makeNetwork(`${it.name}-first`);
  t.teardown(() => docker().getNetwork(`${it.name}-first`).remove());
  const second = await makeNetwork(`${it.name}-second`);
  t.teardown(() => docker().getNetwork(`${it.name}-second`).remove());
  t.teardown(() => docker().getContainer(`${it.name}-web`).remove({ force: true }));
  const { stdout } = await it.succeed('start', '--set', `FIRST="${first}"`, '--set', `SECOND="${second}"`);
  const lines = stdout
    .trim()
    .split('\n')
    .map(line => line.replace(`execute ${it.name}-web | `, ''));
  t.deepEqual(lines, ['eth0', 'eth1', 'lo', '1'], 'the name leads to the real one only');
});

test('in the running container, else in a temporary one', async t => {
  const it = scenario(
    t,
    name => `
${name}-web: ${busybox('sleep 1000')}
---
- ${name}-web: {command: execute, type: in_running, shell: true, run: "cat /tmp/here || echo not here"}
- ${name}-web: {command: start}
- ${name}-web: {command: execute, type: in_running, run: [sh, -c, echo here > /tmp/here]}
- ${name}-web: {command: execute, type: in_running, run: [cat, /tmp/here]}
- ${name}-web: {command: stop}
- ${name}-web: {command: execute, type: in_running, shell: true, run: "cat /tmp/here || echo not here"}
`,
  );
  const { stdout } = await it.succeed('start');
  t.deepEqual(
    stdout
      .trim()
      .split('\n')
      .map(line => line.replace(`execute ${it.name}-web | `, '')),
    ['not here', 'here', 'not here'],
  );
  await noHelpers(t, it);
});

const forms = {
  host: ['host', ''],
  file_system: ['web', ''],
  temporary: ['web', 'type: temporary, '],
  in_running: ['web', 'type: in_running, '],
} as const;

for (const [form, [target, type]] of Object.entries(forms)) {
  const order = (name: string, args: string): string =>
    `- ${target === 'host' ? 'host' : `${name}-web`}: {command: execute, ${type}${args}}`;

  test(`${form}: a failing command, its exit code and its last lines`, async t => {
    const it = scenario(
      t,
      name => `
${name}-web: ${busybox('sleep 1000')}
---
- ${name}-web: {command: start}
${order(name, 'shell: true, run: "seq 1 20; echo the reason >&2; exit 7"')}
- ${name}-web: {command: stop}
`,
    );
    const { code, stdout, stderr } = await it.run('start');
    t.is(code, 1);
    t.is(stdout.trim().split('\n').length, 20);
    const name = target === 'host' ? 'host' : `${it.name}-web`;
    t.regex(stderr, new RegExp(`^error: execute ${name}: the command ended with exit code 7: `, 'm'));
    t.regex(stderr, /start\.yaml:5:\d+\n/);
    t.regex(stderr, /^ {4}the reason$/m);
    t.regex(stderr, new RegExp(`^not started: stop ${it.name}-web$`, 'm'));
    t.true((await inspect(`${it.name}-web`)).State.Running, 'nothing follows a failure');
    await noHelpers(t, it);
  });

  test(`${form}: over its timeout the command is ended`, async t => {
    const it = scenario(
      t,
      name => `
${name}-web: ${busybox('sleep 1000')}
---
- ${name}-web: {command: start}
${order(name, `timeout: 8, shell: true, run: ["echo began; sleep 999; true", ${name}-marked]`)}
`,
    );
    const { code, stdout, stderr } = await it.run('start');
    t.is(code, 1);
    t.regex(stdout, /began/);
    t.regex(stderr, /^error: execute .*: took longer than its timeout of 8 s$/m);
    t.false(await isAlive(it), 'no process of it is left');
    await noHelpers(t, it);
  });

  test(`${form}: interrupted, the command is ended and the run says so`, async t => {
    const it = scenario(
      t,
      name => `
${name}-web: ${busybox('sleep 1000')}
---
- ${name}-web: {command: start}
${order(name, `shell: true, run: ["echo began; sleep 999; true", ${name}-marked]`)}
- ${name}-web: {command: stop}
`,
    );
    const { code, stderr } = await it.interrupt('start', 'began');
    t.is(code, 130);
    t.regex(stderr, /^error: interrupted by SIGINT$/m);
    t.regex(stderr, new RegExp(`^not started: stop ${it.name}-web$`, 'm'));
    t.false(await isAlive(it), 'no process of it is left');
    await noHelpers(t, it);
  });
}

test('"when: changed" runs after a step that did something, in the same run', async t => {
  const it = scenario(
    t,
    name => `
${name}-web: ${busybox('sleep 1000')}
---
- host: {command: execute, when: changed, run: [echo, too early]}
- ${name}-web: {command: start}
- host: {command: execute, when: changed, run: [echo, changed]}
- ${name}-web: {command: execute, type: in_running, when: changed, run: [echo, inside]}
`,
  );
  t.is((await it.succeed('start')).stdout, `execute host | changed\nexecute ${it.name}-web | inside\n`);
  t.is((await it.succeed('start')).stdout, '');
});

test('late expressions are answered when the order runs', async t => {
  const it = scenario(
    t,
    name => `
${name}-web:
  creation: {image: busybox:stable, command: [sleep, "1000"], stop_signal: SIGKILL, labels: {text: "it's $HOME"}}
${name}-peer:
  creation:
    image: busybox:stable
    command: [sleep, "1000"]
    stop_signal: SIGKILL
    environment: {WEB: "http://[[.Network.IPAddress]](${name}-web):80/"}
---
- ${name}-web: {command: start}
- ${name}-peer: {command: start}
- host: {command: execute, run: [echo, "{{.Name}}(${name}-web)", "[[.Config.Cmd]](${name}-web)", "{{.Name}}", "[[.State.Status]](${name}-peer)!"]}
- host: {command: execute, shell: true, run: "echo [[.Config.Labels.text]](${name}-web)"}
- ${name}-web: {command: execute, run: [echo, "[[.Config.Image]]", "[[ inspect['HostConfig']['NetworkMode'] ]]"]}
- ${name}-web: {command: execute, type: in_running, run: [echo, "[[.Os]](image://busybox:stable)"]}
- ${name}-peer: {command: execute, type: temporary, shell: true, run: 'echo $WEB'}
`,
  );
  const { stdout } = await it.succeed('start');
  const address = (await inspect(`${it.name}-web`)).NetworkSettings.Networks['bridge']?.IPAddress;
  t.deepEqual(
    stdout
      .trim()
      .split('\n')
      .map(line => line.replace(/^.*? \| /, '')),
    [
      `/${it.name}-web sleep 1000 {{.Name}} running!`,
      "it's $HOME",
      'busybox:stable default',
      'linux',
      `http://${address}:80/`,
    ],
  );
  t.is(await execute(`${it.name}-peer`, 'sh', '-c', 'echo $WEB'), `http://${address}:80/`);
});

test('a late expression that has no answer fails its order, and says what there is', async t => {
  const it = scenario(
    t,
    name => `
${name}-web: ${busybox('sleep 1000')}
---
- host: {command: execute, run: [echo, "[[.Config.Imagg]](${name}-web)"]}
`,
  );
  const missing = await it.run('start');
  t.is(missing.code, 1);
  t.true(missing.stderr.includes(`there is no container "${it.name}-web"`));
  await docker().createContainer({ name: `${it.name}-web`, Image: 'busybox:stable' });
  t.teardown(() => docker().getContainer(`${it.name}-web`).remove());
  const wrong = await it.run('start');
  t.is(wrong.code, 1);
  t.regex(wrong.stderr, /there is no "Imagg" in \.Config; there are: .*Image/);
  t.regex(wrong.stderr, /did you mean "Image"\?/);
});

test('an answer that is no value for its keyword fails its order, and names both', async t => {
  const it = scenario(
    t,
    name => `
${name}-db: {creation: {image: busybox:stable, labels: {mem: lots}}}
${name}-web:
  creation: {image: busybox:stable}
  startup: {mem_limit: "[[.Config.Labels.mem]](${name}-db)"}
---
- ${name}-db: {command: create}
- ${name}-web: {command: start}
`,
  );
  const { code, stderr } = await it.run('start');
  t.is(code, 1);
  t.true(stderr.includes('startup.mem_limit: wanted a size like 512m or a number of bytes, found "lots"'));
  t.true(stderr.includes('hint: its late expression gives "lots"'));
});

test('a second interrupt ends the run at once, and what it runs on this machine', async t => {
  const pipe = join(withConfiguration(t, {}), 'pipe');
  execFileSync('mkfifo', [pipe]);
  // Counted before it says that it began: the signal that ends "seq" would end the loop before its first round.
  const script = `trap '' INT; trap 'echo told' TERM; exec 3>${pipe}; rounds=$(seq 100); echo began; for i in $rounds; do sleep 0.1; done; echo survived >&3`;
  const it = scenario(t, () => `{}\n---\n- host: {command: execute, shell: true, run: "${script}"}\n`);
  const said = readFile(pipe, 'utf8');
  const { code, stderr } = await runCli(['run', '-c', it.configuration, `${it.name}/start`], {
    interrupt: [
      { signal: 'SIGINT', after: 'began' },
      { signal: 'SIGINT', after: 'told' },
    ],
  });
  t.is(code, 130);
  t.regex(stderr, /^error: interrupted by SIGINT again: ended at once, commands in containers may go on$/m);
  t.is(await said, '');
});

test('"wait" sleeps after an order', async t => {
  const it = scenario(
    t,
    () => `
{}
---
- host: {command: execute, run: ["true"], wait: 0.7}
- host: {command: execute, run: [echo, after]}
`,
  );
  const { events } = await it.follow('start');
  const [done, next] = [
    events.find(({ type }) => type === 'done'),
    events.find(({ step }) => step === '2.host.execute'),
  ];
  t.true(Date.parse(String(next?.['time'])) - Date.parse(String(done?.['time'])) >= 690);
});

/** No container of the unit but those that it declares. */
async function noHelpers(t: ExecutionContext, it: Scenario): Promise<void> {
  const filters = { label: [`nua-start.unit=${it.name}`, 'nua-start.helper'] };
  t.deepEqual(await docker().listContainers({ all: true, filters }), []);
}

/** Whether a process with the mark of a test is there, on this machine or in a container of it. */
async function isAlive(it: Scenario): Promise<boolean> {
  const web = `${it.name}-web`;
  const inside = (await exists(web)) ? await execute(web, 'ps', '-o', 'args') : '';
  return `${processes()}\n${inside}`.split('\n').some(line => line.includes(`${it.name}-marked`));
}

/** The command lines of this machine's processes, one a line. */
function processes(): string {
  const ids = readdirSync('/proc').filter(entry => /^\d+$/.test(entry));
  return ids.map(commandLine).join('\n');
}

function commandLine(id: string): string {
  try {
    return readFileSync(`/proc/${id}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return ''; // it has ended in the meantime
  }
}

/** A network with addresses of its own; answers the first three numbers of them. */
async function makeNetwork(name: string): Promise<string> {
  for (let tries = 1; ; tries++) {
    const prefix = `10.${randomInt(64, 255)}.${randomInt(255)}`;
    try {
      await docker().createNetwork({ Name: name, IPAM: { Config: [{ Subnet: `${prefix}.0/24` }] } });
      return prefix;
    } catch (error) {
      if (tries === 5) throw error; // the addresses may be taken
    }
  }
}

function busybox(command: string): string {
  return `{creation: {image: busybox:stable, command: ${command}, stop_signal: SIGKILL}}`;
}
