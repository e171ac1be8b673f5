import test from 'ava';
import { OrderError } from '../../../src/core/errors.ts';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { LateTarget } from '../../../src/docker/late/late.ts';
import { type LateOptions, resolveLate } from '../../../src/docker/late/resolve.ts';

const web: JsonObject = {
  Name: '/web',
  Config: {
    Cmd: ['serve', '--port', '80'],
    Env: [],
    Entrypoint: null,
    Labels: { 'any key': 'found', quote: "it's; rm -rf /", empty: '' },
    Nested: [['x']],
    Ports: [80, true],
  },
  State: { Pid: 42, Running: true },
  Mounts: [{ Source: '/var/lib/x' }],
  NetworkSettings: {
    IPAddress: '',
    Networks: { aaa: { IPAddress: '10.1.0.2' }, bbb: { IPAddress: '10.2.0.2' } },
  },
};
const known: Readonly<Record<string, JsonObject>> = {
  'container web': web,
  'container job': { Name: '/job', NetworkSettings: { Networks: { back: { IPAddress: '' } } } },
  'image busybox': { Id: 'sha256:9d', NetworkSettings: { IPAddress: 'of an image' } },
};

async function inspect(target: LateTarget): Promise<JsonObject | undefined> {
  return known['container' in target ? `container ${target.container}` : `image ${target.image}`];
}

const own: LateOptions = { own: 'web', shell: false };
const onHost: LateOptions = { own: undefined, shell: false };
const inShell: LateOptions = { own: 'web', shell: true };

const answered: readonly (readonly [what: string, value: Json, options: LateOptions, result: Json])[] = [
  ['a text without any', 'plain {{ text }} $X', own, 'plain {{ text }} $X'],
  ['what is no text', [1, true, null, {}], own, [1, true, null, {}]],
  ['the own container', '{{.Name}}', own, '/web'],
  ['another container, from the host', '[[.Name]](job)', onHost, '/job'],
  ['an image', '{{.Id}}(image://busybox)', onHost, 'sha256:9d'],
  ['numbers and booleans as text', '{{.State.Pid}}/{{.State.Running}}', own, '42/true'],
  ['an index', '{{.Mounts.0.Source}} {{.Mounts[0].Source}}', own, '/var/lib/x /var/lib/x'],
  ['any key', '{{.Config.Labels["any key"]}}', own, 'found'],
  ['the old spelling', "[[ inspect['State']['Pid'] ]]", own, '42'],
  [
    'inside of texts and values',
    { a: [{ b: 'x{{.Name}}(web)y{{.Name}}(job)z' }] },
    own,
    { a: [{ b: 'x/weby/jobz' }] },
  ],
  ['an address', 'http://{{.Network.IPAddress}}(web):80', onHost, 'http://10.1.0.2:80'],
  ['an address by its other name', '[[.NetworkSettings.IPAddress]]', own, '10.1.0.2'],
  ['no address of an image', '{{.NetworkSettings.IPAddress}}(image://busybox)', own, 'of an image'],
  ['an item of a list', '{{.Config.Cmd.1}}', own, '--port'],
  ['a list among arguments', ['a', '{{.Config.Cmd}}', 'b'], own, ['a', 'serve', '--port', '80', 'b']],
  ['a list with blanks around it', [' [[.Config.Cmd]](web) '], onHost, ['serve', '--port', '80']],
  ['a list of other scalars', ['{{.Config.Ports}}'], own, ['80', 'true']],
  ['an empty list', ['a', '{{.Config.Env}}'], own, ['a']],
  ['lists in a list', [['{{.Name}}'], ['b']], own, [['/web'], ['b']]],
  ['keys are left', { '{{.Name}}': 'x' }, own, { '{{.Name}}': 'x' }],
  ['a key __proto__', JSON.parse('{"__proto__": "{{.Name}}"}'), own, JSON.parse('{"__proto__": "/web"}')],
  ['escaped', '\\{{.Name}} \\[[.Name]](web)', own, '{{.Name}} [[.Name]](web)'],
  ['escaped among arguments', ['\\{{.Config.Cmd}}'], own, ['{{.Config.Cmd}}']],
  ['escaped twice', '\\\\{{.Name}}', own, '\\{{.Name}}'],
  ['on the host, without a name', ['{{.Names}}', 'x \\{{.Names}}'], onHost, ['{{.Names}}', 'x \\{{.Names}}']],
  ['on the host, escaped with a name', '\\{{.Name}}(web)', onHost, '{{.Name}}(web)'],
  ['an answer is not answered again', '{{.Say}}(job)', own, '{{.Name}}'],
  ['in a shell, a word as it is', 'echo {{.State.Pid}} "{{.Name}}"', inShell, 'echo 42 "/web"'],
  ['in a shell, one quoted word', 'echo {{.Config.Labels.quote}}', inShell, `echo 'it'"'"'s; rm -rf /'`],
  [
    'in a shell, an empty word',
    'x={{.Config.Labels.empty}} y="{{.Config.Labels.empty}}"',
    inShell,
    `x='' y=""`,
  ],
  ['in a shell, between quotes', `echo "a"{{.Config.Labels["any key"]}}'b'`, inShell, `echo "a"found'b'`],
];

for (const [what, value, options, result] of answered) {
  test(`answers ${what}`, async t => {
    const say = { ...known['container job'], Say: '{{.Name}}' };
    const answer = await resolveLate(
      value,
      async it => ('container' in it && it.container === 'job' ? say : inspect(it)),
      options,
    );
    t.deepEqual(answer, result);
  });
}

const refused: readonly (readonly [value: Json, message: string, options?: LateOptions])[] = [
  ['{{.A}}(nobody)', '{{.A}}(nobody): there is no container "nobody"'],
  ['[[.A]](image://nothing)', '[[.A]](image://nothing): there is no image "nothing"'],
  ['{{.State.Pod}}', '{{.State.Pod}}: there is no "Pod" in .State; there are: Pid, Running'],
  ['{{.Id}}(job)', '{{.Id}}(job): there is no "Id"; there are: Name, NetworkSettings'],
  [
    '{{.constructor}}(job)',
    '{{.constructor}}(job): there is no "constructor"; there are: Name, NetworkSettings',
  ],
  [
    '{{.Config.Cmd.length}}',
    '{{.Config.Cmd.length}}: there is no "length" in .Config.Cmd; it is a list, 0 to 2',
  ],
  ['{{.Config.Cmd.3}}', '{{.Config.Cmd.3}}: there is no "3" in .Config.Cmd; it is a list, 0 to 2'],
  ['{{.Config.Env[0]}}', '{{.Config.Env[0]}}: there is no "0" in .Config.Env; it is an empty list'],
  ['{{.Name.0}}', '{{.Name.0}}: there is no "0" in .Name; it is a string'],
  ['{{.Config.Entrypoint}}', '{{.Config.Entrypoint}}: the answer is null'],
  ['{{.Config.Entrypoint.x}}', '{{.Config.Entrypoint.x}}: there is no "x" in .Config.Entrypoint; it is null'],
  ['{{.State}}', '{{.State}}: the answer is a mapping; there are: Pid, Running'],
  [['{{.State}}'], '{{.State}}: the answer is a mapping; there are: Pid, Running'],
  [['{{.Mounts}}'], '{{.Mounts}}: the answer is a mapping; there are: Source'],
  [['{{.Config.Nested}}'], '{{.Config.Nested}}: the answer is a list of lists; it is a list, 0 to 0'],
  ['{{.Config.Cmd}}', '{{.Config.Cmd}}: the answer is a list, which can be no part of a text'],
  [['x{{.Config.Cmd}}'], '{{.Config.Cmd}}: the answer is a list, which can be no part of a text'],
  [{ url: '{{.Config.Cmd}}' }, '{{.Config.Cmd}}: the answer is a list, which can be no part of a text'],
  [['{{.Config.Cmd}}'], '{{.Config.Cmd}}: the answer is a list, which can be no part of a text', inShell],
  ['{{.Network.IPAddress}}(job)', '{{.Network.IPAddress}}(job): the container has no address'],
  ...[
    'echo "{{.Config.Labels.quote}}"',
    "echo '{{.Config.Labels.quote}}'",
    'true # {{.Config.Labels.quote}}',
    'echo "\\"{{.Config.Labels.quote}}"',
  ].map(
    script =>
      [
        script,
        '{{.Config.Labels.quote}}: the answer "it\'s; rm -rf /" cannot stand within quotes',
        inShell,
      ] as const,
  ),
];

for (const [value, message, options = own] of refused) {
  test(`refuses ${JSON.stringify(value)}`, async t => {
    const error = await t.throwsAsync(resolveLate(value, inspect, options), {
      instanceOf: OrderError,
      message,
    });
    t.truthy(error?.hint);
  });
}

test('a key that was nearly meant is the hint', async t => {
  const error = await t.throwsAsync(resolveLate('{{.Stat.Pid}}', inspect, own), { instanceOf: OrderError });
  t.is(error?.hint, 'did you mean "State"?');
});

test('each target is asked once', async t => {
  const asked: LateTarget[] = [];
  const value = ['{{.Name}}(web){{.Name}}', { a: '{{.State.Pid}}(web)', b: '{{.Id}}(image://busybox)' }];
  await resolveLate(
    value,
    async it => {
      asked.push(it);
      return await inspect(it);
    },
    own,
  );
  t.deepEqual(asked, [{ container: 'web' }, { image: 'busybox' }]);
});
