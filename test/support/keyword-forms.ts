import type { Json } from '../../src/core/json.ts';

type Case = readonly [given: Json, engine: unknown];

const creation: Readonly<Record<string, readonly Case[]>> = {
  command: [
    [`sh -c 'echo "a b"' c\\ d`, { Cmd: ['sh', '-c', 'echo "a b"', 'c d'] }],
    [['sleep', 10], { Cmd: ['sleep', '10'] }],
    [
      `ping -c 1 [[ inspect['A']["B"] ]](db) "{{ .Id }}"`,
      { Cmd: ['ping', '-c', '1', `[[ inspect['A']["B"] ]](db)`, '{{ .Id }}'] },
    ],
    [[], { Cmd: [] }],
  ],
  entrypoint: [['/bin/app --flag', { Entrypoint: ['/bin/app', '--flag'] }]],
  environment: [
    [{ A: 'x y', B: 1, C: true, D: null, E: '' }, { Env: ['A=x y', 'B=1', 'C=true', 'D', 'E='] }],
    [['A=1', 'B'], { Env: ['A=1', 'B'] }],
    [{ DB: '{{.Network.IPAddress}}(db)' }, { Env: ['DB={{.Network.IPAddress}}(db)'] }],
  ],
  labels: [
    [{ a: 'b', c: 1, d: null }, { Labels: { a: 'b', c: '1', d: '' } }],
    [['a', 'b=c=d'], { Labels: { a: '', b: 'c=d' } }],
  ],
  ports: [
    [22, { ExposedPorts: { '22/tcp': {} } }],
    [
      ['22', '53/udp', [53, 'tcp'], [54, 'UDP']],
      { ExposedPorts: { '22/tcp': {}, '53/udp': {}, '53/tcp': {}, '54/udp': {} } },
    ],
    [{ '80/tcp': {} }, { ExposedPorts: { '80/tcp': {} } }],
  ],
  volumes: [
    ['/a', { Volumes: { '/a': {} } }],
    [['/a', '/b'], { Volumes: { '/a': {}, '/b': {} } }],
    [{ '/a': {} }, { Volumes: { '/a': {} } }],
  ],
  user: [
    [1000, { User: '1000' }],
    ['1000:100', { User: '1000:100' }],
  ],
  stop_timeout: [
    [3, { StopTimeout: 3 }],
    ['1m30s', { StopTimeout: 90 }],
  ],
  detach: [
    ['no', { AttachStdout: true, AttachStderr: true }],
    [true, { AttachStdout: false, AttachStderr: false }],
  ],
  healthcheck: [
    ['test', undefined],
    [{ test: 'curl -f x' }, { Healthcheck: { Test: ['CMD-SHELL', 'curl -f x'] } }],
    [
      {
        Test: ['CMD', 'true'],
        Interval: 1_000_000_000,
        timeout: '1m30s',
        retries: '3',
        StartPeriod: '500ms',
      },
      { Healthcheck: { Test: ['CMD', 'true'], Interval: 1e9, Timeout: 90e9, Retries: 3, StartPeriod: 5e8 } },
    ],
    [{ test: [] }, { Healthcheck: { Test: [] } }],
  ],
  networking_config: [
    [['front', 'back'], { NetworkingConfig: { EndpointsConfig: { front: {}, back: {} } } }],
    [
      {
        front: null,
        back: {
          aliases: ['db'],
          links: { other: 'o' },
          ipv4_address: '10.0.0.2',
          ipv6_address: 'fd00::2',
          link_local_ips: ['169.254.1.1'],
          driver_opt: { a: 1 },
          mac_address: '02:42:0a:00:00:02',
        },
      },
      {
        NetworkingConfig: {
          EndpointsConfig: {
            front: {},
            back: {
              Aliases: ['db'],
              Links: ['other:o'],
              DriverOpts: { a: '1' },
              MacAddress: '02:42:0a:00:00:02',
              IPAMConfig: { IPv4Address: '10.0.0.2', IPv6Address: 'fd00::2', LinkLocalIPs: ['169.254.1.1'] },
            },
          },
        },
      },
    ],
  ],
};

const host = (HostConfig: unknown) => ({ HostConfig });
const startup: Readonly<Record<string, readonly Case[]>> = {
  mem_limit: [
    ['512m', host({ Memory: 536870912 })],
    [1024, host({ Memory: 1024 })],
    ['1024', host({ Memory: 1024 })],
    ['{{.Config.Labels.memory}}(db)', host({ Memory: '{{.Config.Labels.memory}}(db)' })],
  ],
  memswap_limit: [
    [-1, host({ MemorySwap: -1 })],
    ['-1', host({ MemorySwap: -1 })],
  ],
  cpu_shares: [['512', host({ CpuShares: 512 })]],
  cpuset_cpus: [[0, host({ CpusetCpus: '0' })]],
  privileged: [
    ['yes', host({ Privileged: true })],
    ['Off', host({ Privileged: false })],
  ],
  port_bindings: [
    [{ 22: 2022 }, published({ '22/tcp': [{ HostIp: '', HostPort: '2022' }] })],
    [{ '53/udp': '53' }, published({ '53/udp': [{ HostIp: '', HostPort: '53' }] })],
    [{ 80: null }, published({ '80/tcp': [{ HostIp: '', HostPort: '' }] })],
    [
      { 80: { HostIp: '127.0.0.1', HostPort: 8080 } },
      published({ '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] }),
    ],
    [{ 80: '127.0.0.1:8080' }, published({ '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] })],
    [{ 80: '127.0.0.1::' }, published({ '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] })],
    [{ 80: '127.0.0.1' }, published({ '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] })],
    [{ 80: '[::1]:8080' }, published({ '80/tcp': [{ HostIp: '::1', HostPort: '8080' }] })],
    [{ 80: '8000-8010' }, published({ '80/tcp': [{ HostIp: '', HostPort: '8000-8010' }] })],
    [{ 80: ['127.0.0.1', 8080] }, published({ '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }] })],
    [
      { 80: ['127.0.0.1', '[[.Id]]'] },
      published({ '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '[[.Id]]' }] }),
    ],
    [
      { 80: ['127.0.0.1', '127.0.0.2'] },
      published({
        '80/tcp': [
          { HostIp: '127.0.0.1', HostPort: '' },
          { HostIp: '127.0.0.2', HostPort: '' },
        ],
      }),
    ],
    [
      { 80: [8080, ['127.0.0.1', null]] },
      published({
        '80/tcp': [
          { HostIp: '', HostPort: '8080' },
          { HostIp: '127.0.0.1', HostPort: '' },
        ],
      }),
    ],
    [{ 80: '{{.Name}}(a)' }, published({ '80/tcp': [{ HostIp: '', HostPort: '{{.Name}}(a)' }] })],
  ],
  binds: [
    [{ '/a': '/b' }, host({ Binds: ['/a:/b:rw'] })],
    [
      { '/a': { bind: '/b', ro: 'yes' }, vol: { bind: '/c', mode: 'z' } },
      host({ Binds: ['/a:/b:ro', 'vol:/c:z'] }),
    ],
    [['/a:/b', '/c:/d:ro'], host({ Binds: ['/a:/b:rw', '/c:/d:ro'] })],
    ['vol:/b', host({ Binds: ['vol:/b:rw'] })],
    [['/{{.A["b:c"]}}(x):/d'], host({ Binds: ['/{{.A["b:c"]}}(x):/d:rw'] })],
    [[{ host: '/a', container: '/b', mode: 'ro' }], host({ Binds: ['/a:/b:ro'] })],
  ],
  links: [
    [{ db: 'database', web: null }, host({ Links: ['db:database', 'web:web'] })],
    [
      [['db', 'database'], 'web:w', 'mail', { a: 'b', c: 'd' }],
      host({ Links: ['db:database', 'web:w', 'mail:mail', 'a:b', 'c:d'] }),
    ],
    [
      { db: { alias: 'd', else: '10.0.0.1' }, web: { else: '10.0.0.2' } },
      host({ Links: ['db:d', 'web:web'] }),
    ],
    ['db:d', host({ Links: ['db:d'] })],
  ],
  volumes_from: [
    ['a, b:ro', host({ VolumesFrom: ['a', 'b:ro'] })],
    [['a'], host({ VolumesFrom: ['a'] })],
  ],
  extra_hosts: [
    [{ a: '10.0.0.1' }, host({ ExtraHosts: ['a:10.0.0.1'] })],
    [['a:10.0.0.1', 'b=fd00::1'], host({ ExtraHosts: ['a:10.0.0.1', 'b:fd00::1'] })],
  ],
  tmpfs: [
    [{ '/a': 'size=1m', '/b': null }, host({ Tmpfs: { '/a': 'size=1m', '/b': '' } })],
    [['/a:size=1m', '/b'], host({ Tmpfs: { '/a': 'size=1m', '/b': '' } })],
    ['/a', host({ Tmpfs: { '/a': '' } })],
  ],
  mounts: [
    [
      [
        {
          target: '/a',
          source: 'vol',
          no_copy: true,
          labels: { a: 1 },
          driver_config: { name: 'local', options: { o: 'x' } },
        },
        {
          Target: '/b',
          Source: '/h',
          Type: 'bind',
          ReadOnly: 'yes',
          propagation: 'rslave',
          consistency: 'cached',
        },
        { target: '/c', type: 'tmpfs', tmpfs_size: '1m', tmpfs_mode: '1777' },
        { target: '/d' },
      ],
      host({
        Mounts: [
          {
            Target: '/a',
            Source: 'vol',
            Type: 'volume',
            VolumeOptions: {
              NoCopy: true,
              Labels: { a: '1' },
              DriverConfig: { Name: 'local', Options: { o: 'x' } },
            },
          },
          {
            Target: '/b',
            Source: '/h',
            Type: 'bind',
            ReadOnly: true,
            Consistency: 'cached',
            BindOptions: { Propagation: 'rslave' },
          },
          { Target: '/c', Type: 'tmpfs', TmpfsOptions: { SizeBytes: 1048576, Mode: 0o1777 } },
          { Target: '/d', Type: 'volume' },
        ],
      }),
    ],
  ],
  ulimits: [
    [
      [
        { Name: 'nofile', Soft: 1, hard: '2' },
        { name: 'nproc', soft: 5 },
        { name: 'core', hard: -1 },
      ],
      host({
        Ulimits: [
          { Name: 'nofile', Soft: 1, Hard: 2 },
          { Name: 'nproc', Soft: 5, Hard: 5 },
          { Name: 'core', Soft: -1, Hard: -1 },
        ],
      }),
    ],
  ],
  devices: [
    [
      ['/dev/a', '/dev/a:/dev/b', '/dev/a:/dev/b:r', { PathOnHost: '/dev/c' }],
      host({
        Devices: [
          { PathOnHost: '/dev/a', PathInContainer: '/dev/a', CgroupPermissions: 'rwm' },
          { PathOnHost: '/dev/a', PathInContainer: '/dev/b', CgroupPermissions: 'rwm' },
          { PathOnHost: '/dev/a', PathInContainer: '/dev/b', CgroupPermissions: 'r' },
          { PathOnHost: '/dev/c', PathInContainer: '/dev/c', CgroupPermissions: 'rwm' },
        ],
      }),
    ],
  ],
  restart_policy: [
    ['always', host({ RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } })],
    ['on-failure:3', host({ RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } })],
    [
      { Name: 'on-failure', MaximumRetryCount: '3' },
      host({ RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } }),
    ],
    [
      { Name: 'always', MaximumRetryCount: 0 },
      host({ RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } }),
    ],
    [false, host({ RestartPolicy: { Name: 'no', MaximumRetryCount: 0 } })],
  ],
  log_config: [
    [{ Type: 'syslog', config: { tag: 1 } }, host({ LogConfig: { Type: 'syslog', Config: { tag: '1' } } })],
  ],
  device_requests: [
    [
      [{ Driver: 'nvidia', count: '-1', capabilities: [['gpu', 'utility']] }, { device_ids: ['0'] }],
      host({
        DeviceRequests: [
          { Driver: 'nvidia', Count: -1, DeviceIDs: [], Capabilities: [['gpu', 'utility']], Options: {} },
          { Driver: '', Count: 0, DeviceIDs: ['0'], Capabilities: [], Options: {} },
        ],
      }),
    ],
  ],
  device_read_bps: [
    [[{ path: '/dev/a', Rate: '1k' }], host({ BlkioDeviceReadBps: [{ Path: '/dev/a', Rate: 1024 }] })],
  ],
  sysctls: [[['a=1'], host({ Sysctls: { a: '1' } })]],
  cap_add: [['NET_ADMIN', host({ CapAdd: ['NET_ADMIN'] })]],
};

const build: Readonly<Record<string, readonly Case[]>> = {
  path: [
    ['/a', {}],
    ['https://example.org/a.git', { remote: 'https://example.org/a.git' }],
    ['github.com/a/b', { remote: 'github.com/a/b' }],
    ['git@example.org:a', { remote: 'git@example.org:a' }],
  ],
  buildargs: [
    [{ A: 1, B: null }, { buildargs: '{"A":"1","B":null}' }],
    [['A=1'], { buildargs: '{"A":"1"}' }],
  ],
  cache_from: [['a:1', { cachefrom: '["a:1"]' }]],
  container_limits: [
    [
      { memory: '1m', memswap: -1, cpushares: '2', cpusetcpus: 0 },
      { memory: 1048576, memswap: -1, cpushares: 2, cpusetcpus: '0' },
    ],
  ],
  extra_hosts: [[{ a: '1.2.3.4', b: '::1' }, { extrahosts: ['a:1.2.3.4', 'b:::1'] }]],
};

/** Every form a value may be written in, with the part of the Engine call it makes; undefined where it is refused. */
export const keywordForms = { creation, startup, build } as const;

function published(bindings: Readonly<Record<string, unknown>>) {
  const ExposedPorts = Object.fromEntries(Object.keys(bindings).map(port => [port, {}]));
  return { ExposedPorts, HostConfig: { PortBindings: bindings } };
}
