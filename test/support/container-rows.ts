import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';

/** What the engine made of a container: its inspect, what it warned of at create, and why it refused. */
export type Seen = {
  readonly inspect: JsonObject;
  readonly warnings: readonly string[];
  readonly refusal: string;
};

/** One keyword as it is written, and what is to be seen of it afterwards. */
export type RowCheck = {
  readonly value: Json;
  /** Other keywords that it needs beside it. */
  readonly beside?: JsonObject;
  readonly read: (seen: Seen) => unknown;
  readonly expected: unknown;
};

/** Names that exist on the engine while the rows are tried. */
export type Surroundings = { readonly container: string; readonly network: string; readonly own: string };

/** For each keyword of a container a value, and where the engine's inspect shows it. */
export function containerRows({ container, network, own }: Surroundings): Readonly<Record<string, RowCheck>> {
  return {
    image: { value: 'busybox:stable', read: at('Config', 'Image'), expected: 'busybox:stable' },
    tag: {
      value: 'stable',
      beside: { image: 'busybox' },
      read: at('Config', 'Image'),
      expected: 'busybox:stable',
    },
    name: { value: 'redundant', read: at('Name'), expected: `/${own}` },
    platform: {
      value: 'linux/s390x',
      read: refused(/does not match the specified platform/),
      expected: true,
    },
    host_config: { value: { Memory: 67108864 }, read: at('HostConfig', 'Memory'), expected: 67108864 },
    command: { value: 'echo "a b" c', read: at('Config', 'Cmd'), expected: ['echo', 'a b', 'c'] },
    entrypoint: { value: ['/bin/sh', '-c'], read: at('Config', 'Entrypoint'), expected: ['/bin/sh', '-c'] },
    environment: {
      value: { KEYWORD: 'a b', PATH: '/bin' },
      read: at('Config', 'Env'),
      expected: ['KEYWORD=a b', 'PATH=/bin'],
    },
    hostname: { value: 'inside', read: at('Config', 'Hostname'), expected: 'inside' },
    domainname: { value: 'example.org', read: at('Config', 'Domainname'), expected: 'example.org' },
    user: { value: 1000, read: at('Config', 'User'), expected: '1000' },
    working_dir: { value: '/srv', read: at('Config', 'WorkingDir'), expected: '/srv' },
    labels: { value: { keyword: 'yes' }, read: at('Config', 'Labels', 'keyword'), expected: 'yes' },
    ports: {
      value: [80, '53/udp'],
      read: at('Config', 'ExposedPorts'),
      expected: { '80/tcp': {}, '53/udp': {} },
    },
    volumes: { value: ['/one', '/two'], read: at('Config', 'Volumes'), expected: { '/one': {}, '/two': {} } },
    network_disabled: { value: true, read: at('Config', 'NetworkDisabled'), expected: true },
    networking_config: {
      value: { [network]: { aliases: ['other-name'], ipv4_address: '10.213.7.9' } },
      read: seen => {
        const endpoint = at('NetworkSettings', 'Networks', network)(seen);
        return (
          isObject(endpoint) && [
            endpoint['Aliases'],
            endpoint['IPAMConfig'],
            at('HostConfig', 'NetworkMode')(seen),
          ]
        );
      },
      expected: [['other-name'], { IPv4Address: '10.213.7.9' }, network],
    },
    mac_address: {
      value: '02:42:ac:11:00:99',
      read: at('Config', 'MacAddress'),
      expected: '02:42:ac:11:00:99',
    },
    stdin_open: { value: 'yes', read: at('Config', 'OpenStdin'), expected: true },
    tty: { value: true, read: at('Config', 'Tty'), expected: true },
    detach: { value: false, read: at('Config', 'AttachStdout'), expected: true },
    stop_signal: { value: 'SIGINT', read: at('Config', 'StopSignal'), expected: 'SIGINT' },
    stop_timeout: { value: '3s', read: at('Config', 'StopTimeout'), expected: 3 },
    healthcheck: {
      value: { test: 'true', interval: '30s', timeout: 5_000_000_000, retries: 2, start_period: '1m' },
      read: at('Config', 'Healthcheck'),
      expected: {
        Test: ['CMD-SHELL', 'true'],
        Interval: 30_000_000_000,
        Timeout: 5_000_000_000,
        StartPeriod: 60_000_000_000,
        Retries: 2,
      },
    },
    cpuset: { value: '0', read: at('HostConfig', 'CpusetCpus'), expected: '0' },

    binds: {
      value: { '/tmp': { bind: '/mnt', ro: 'yes' } },
      read: at('HostConfig', 'Binds'),
      expected: ['/tmp:/mnt:ro'],
    },
    volumes_from: {
      value: `${container}:ro`,
      read: at('HostConfig', 'VolumesFrom'),
      expected: [`${container}:ro`],
    },
    mounts: {
      value: [
        { target: '/a', source: '/tmp', type: 'bind', read_only: true, propagation: 'rprivate' },
        { target: '/b', type: 'tmpfs', tmpfs_size: '1m', tmpfs_mode: '1777' },
        { target: '/c', no_copy: true, labels: { keyword: 'yes' } },
      ],
      read: at('HostConfig', 'Mounts'),
      expected: [
        {
          Type: 'bind',
          Source: '/tmp',
          Target: '/a',
          ReadOnly: true,
          BindOptions: { Propagation: 'rprivate' },
        },
        { Type: 'tmpfs', Target: '/b', TmpfsOptions: { SizeBytes: 1048576, Mode: 0o1777 } },
        { Type: 'volume', Target: '/c', VolumeOptions: { NoCopy: true, Labels: { keyword: 'yes' } } },
      ],
    },
    tmpfs: { value: ['/run:size=1m'], read: at('HostConfig', 'Tmpfs'), expected: { '/run': 'size=1m' } },
    volume_driver: { value: 'local', read: at('HostConfig', 'VolumeDriver'), expected: 'local' },
    storage_opt: {
      value: { size: '1g' },
      // Only few storage drivers take options; the others name the option they refuse.
      read: seen => refused(/storage-opt/)(seen) || at('HostConfig', 'StorageOpt', 'size')(seen) === '1g',
      expected: true,
    },
    read_only: { value: 'on', read: at('HostConfig', 'ReadonlyRootfs'), expected: true },

    port_bindings: {
      value: { 80: '127.0.0.1:28080', '53/udp': null },
      read: seen => [at('HostConfig', 'PortBindings')(seen), at('Config', 'ExposedPorts')(seen)],
      expected: [
        { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '28080' }], '53/udp': [{ HostIp: '', HostPort: '' }] },
        { '80/tcp': {}, '53/udp': {} },
      ],
    },
    publish_all_ports: { value: true, read: at('HostConfig', 'PublishAllPorts'), expected: true },
    links: {
      value: { [container]: 'db' },
      read: at('HostConfig', 'Links'),
      expected: [`/${container}:/${own}/db`],
    },
    network_mode: { value: network, read: at('HostConfig', 'NetworkMode'), expected: network },
    dns: { value: ['10.0.0.1'], read: at('HostConfig', 'Dns'), expected: ['10.0.0.1'] },
    dns_search: { value: ['example.org'], read: at('HostConfig', 'DnsSearch'), expected: ['example.org'] },
    dns_opt: { value: ['ndots:2'], read: at('HostConfig', 'DnsOptions'), expected: ['ndots:2'] },
    extra_hosts: {
      value: { db: '10.0.0.1' },
      read: at('HostConfig', 'ExtraHosts'),
      expected: ['db:10.0.0.1'],
    },

    restart_policy: {
      value: 'on-failure:3',
      read: at('HostConfig', 'RestartPolicy'),
      expected: { Name: 'on-failure', MaximumRetryCount: 3 },
    },
    auto_remove: { value: true, read: at('HostConfig', 'AutoRemove'), expected: true },
    init: { value: true, read: at('HostConfig', 'Init'), expected: true },
    runtime: {
      value: 'io.containerd.runc.v2',
      read: at('HostConfig', 'Runtime'),
      expected: 'io.containerd.runc.v2',
    },
    log_config: {
      value: { type: 'json-file', config: { 'max-size': '1m', 'max-file': 2 } },
      read: at('HostConfig', 'LogConfig'),
      expected: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '2' } },
    },

    privileged: { value: true, read: at('HostConfig', 'Privileged'), expected: true },
    cap_add: { value: ['NET_ADMIN'], read: at('HostConfig', 'CapAdd'), expected: ['NET_ADMIN'] },
    cap_drop: { value: ['MKNOD'], read: at('HostConfig', 'CapDrop'), expected: ['MKNOD'] },
    security_opt: {
      value: ['no-new-privileges'],
      read: at('HostConfig', 'SecurityOpt'),
      expected: ['no-new-privileges'],
    },
    group_add: { value: ['daemon', 20], read: at('HostConfig', 'GroupAdd'), expected: ['daemon', '20'] },
    sysctls: {
      value: { 'net.core.somaxconn': 512 },
      read: at('HostConfig', 'Sysctls'),
      expected: { 'net.core.somaxconn': '512' },
    },
    userns_mode: { value: 'host', read: at('HostConfig', 'UsernsMode'), expected: 'host' },
    pid_mode: { value: 'host', read: at('HostConfig', 'PidMode'), expected: 'host' },
    ipc_mode: { value: 'shareable', read: at('HostConfig', 'IpcMode'), expected: 'shareable' },
    uts_mode: { value: 'host', read: at('HostConfig', 'UTSMode'), expected: 'host' },
    cgroupns: { value: 'private', read: at('HostConfig', 'CgroupnsMode'), expected: 'private' },

    mem_limit: { value: '64m', read: at('HostConfig', 'Memory'), expected: 67108864 },
    memswap_limit: {
      value: -1,
      beside: { mem_limit: '64m' },
      read: at('HostConfig', 'MemorySwap'),
      expected: -1,
    },
    mem_reservation: { value: '32m', read: at('HostConfig', 'MemoryReservation'), expected: 33554432 },
    kernel_memory: { value: '64m', read: at('HostConfig', 'KernelMemory'), expected: 67108864 },
    mem_swappiness: { value: 10, read: at('HostConfig', 'MemorySwappiness'), expected: 10 },
    shm_size: { value: '1m', read: at('HostConfig', 'ShmSize'), expected: 1048576 },
    oom_kill_disable: { value: true, read: at('HostConfig', 'OomKillDisable'), expected: true },
    oom_score_adj: { value: -5, read: at('HostConfig', 'OomScoreAdj'), expected: -5 },
    cpu_shares: { value: '512', read: at('HostConfig', 'CpuShares'), expected: 512 },
    cpu_quota: { value: 25000, read: at('HostConfig', 'CpuQuota'), expected: 25000 },
    cpu_period: { value: 50000, read: at('HostConfig', 'CpuPeriod'), expected: 50000 },
    cpuset_cpus: { value: 0, read: at('HostConfig', 'CpusetCpus'), expected: '0' },
    cpuset_mems: { value: '0', read: at('HostConfig', 'CpusetMems'), expected: '0' },
    cpu_rt_period: {
      value: 1000000,
      read: seen =>
        at('HostConfig', 'CpuRealtimePeriod')(seen) === 1000000 || refused(/real-time period/)(seen),
      expected: true,
    },
    cpu_rt_runtime: {
      value: 95000,
      read: seen =>
        at('HostConfig', 'CpuRealtimeRuntime')(seen) === 95000 || refused(/real-time runtime/)(seen),
      expected: true,
    },
    nano_cpus: { value: 500000000, read: at('HostConfig', 'NanoCpus'), expected: 500000000 },
    pids_limit: { value: 50, read: at('HostConfig', 'PidsLimit'), expected: 50 },
    ulimits: {
      value: [{ name: 'nofile', soft: 100, hard: 200 }],
      read: at('HostConfig', 'Ulimits'),
      expected: [{ Name: 'nofile', Soft: 100, Hard: 200 }],
    },
    cgroup_parent: { value: '/keyword', read: at('HostConfig', 'CgroupParent'), expected: '/keyword' },
    blkio_weight: {
      value: 300,
      // A kernel without block I/O weights makes the engine drop them, and say so.
      read: seen => at('HostConfig', 'BlkioWeight')(seen) === 300 || warned(/Block I\/O weight/i)(seen),
      expected: true,
    },
    blkio_weight_device: {
      value: [{ Path: '/dev/zero', Weight: 200 }],
      read: seen =>
        isKept(seen, 'BlkioWeightDevice', 'Weight', 200) || warned(/Block I\/O weight_device/i)(seen),
      expected: true,
    },
    device_read_bps: rate('BlkioDeviceReadBps', '1k', 1024),
    device_write_bps: rate('BlkioDeviceWriteBps', '1k', 1024),
    device_read_iops: rate('BlkioDeviceReadIOps', 100, 100),
    device_write_iops: rate('BlkioDeviceWriteIOps', 100, 100),
    devices: {
      value: ['/dev/zero:/dev/nought:r'],
      read: at('HostConfig', 'Devices'),
      expected: [{ PathOnHost: '/dev/zero', PathInContainer: '/dev/nought', CgroupPermissions: 'r' }],
    },
    device_cgroup_rules: {
      value: ['c 1:3 rwm'],
      read: at('HostConfig', 'DeviceCgroupRules'),
      expected: ['c 1:3 rwm'],
    },
    device_requests: {
      value: [{ driver: 'nvidia', count: 1, capabilities: [['gpu']] }],
      read: seen => {
        const requests = at('HostConfig', 'DeviceRequests')(seen);
        const [first] = Array.isArray(requests) ? requests : [];
        return isObject(first) && [first['Driver'], first['Count'], first['Capabilities']];
      },
      expected: ['nvidia', 1, [['gpu']]],
    },
  };
}

function at(...path: readonly string[]): (seen: Seen) => Json | undefined {
  return ({ inspect }) =>
    path.reduce<Json | undefined>((value, key) => (isObject(value) ? value[key] : undefined), inspect);
}

function refused(pattern: RegExp): (seen: Seen) => boolean {
  return ({ refusal }) => pattern.test(refusal);
}

function warned(pattern: RegExp): (seen: Seen) => boolean {
  return ({ warnings }) => warnings.some(warning => pattern.test(warning));
}

function rate(field: string, value: Json, expected: number): RowCheck {
  return {
    value: [{ Path: '/dev/zero', Rate: value }],
    read: at('HostConfig', field),
    expected: [{ Path: '/dev/zero', Rate: expected }],
  };
}

function isKept(seen: Seen, field: string, key: string, value: Json): boolean {
  const list = at('HostConfig', field)(seen);
  return Array.isArray(list) && list.some(item => isObject(item) && item[key] === value);
}
