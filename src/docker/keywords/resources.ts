import { defineKeyword, plainKeyword } from './keyword.ts';
import { engineUlimit, ulimits } from './policies.ts';
import { integer, size } from './quantities.ts';
import { flag, text, word } from './scalars.ts';

/** How much of the machine a container may take. */
export const resourceKeywords = {
  mem_limit: plainKeyword({
    schema: size(),
    field: 'HostConfig.Memory',
    help: 'Most memory the container may take, like 512m; more, and its processes are killed.',
  }),
  memswap_limit: plainKeyword({
    schema: size(true),
    field: 'HostConfig.MemorySwap',
    help: 'Most memory and swap together; -1 for no limit of swap. Needs mem_limit.',
  }),
  mem_reservation: plainKeyword({
    schema: size(),
    field: 'HostConfig.MemoryReservation',
    help: 'Memory the container is pressed back to when the machine runs short.',
  }),
  kernel_memory: plainKeyword({
    schema: size(),
    field: 'HostConfig.KernelMemory',
    help: 'Most kernel memory; engines from 23.0 on ignore it.',
  }),
  mem_swappiness: plainKeyword({
    schema: integer(-1, 100),
    field: 'HostConfig.MemorySwappiness',
    help: 'How readily memory is swapped out, 0 to 100; -1 as the machine does.',
  }),
  shm_size: plainKeyword({
    schema: size(),
    field: 'HostConfig.ShmSize',
    help: 'Size of /dev/shm, 64m unless given.',
  }),
  oom_kill_disable: plainKeyword({
    schema: flag,
    field: 'HostConfig.OomKillDisable',
    help: 'Whether processes wait instead of being killed when memory is used up.',
  }),
  oom_score_adj: plainKeyword({
    schema: integer(-1000, 1000),
    field: 'HostConfig.OomScoreAdj',
    help: 'How early the kernel kills this container when the machine is out of memory, -1000 to 1000.',
  }),
  cpu_shares: plainKeyword({
    schema: integer(),
    field: 'HostConfig.CpuShares',
    help: 'Weight of the container when processors are short; 1024 is usual.',
  }),
  cpu_quota: plainKeyword({
    schema: integer(-1),
    field: 'HostConfig.CpuQuota',
    help: 'Microseconds of processor time in each cpu_period.',
  }),
  cpu_period: plainKeyword({
    schema: integer(),
    field: 'HostConfig.CpuPeriod',
    help: 'Length in microseconds of the period that cpu_quota counts in.',
  }),
  cpuset_cpus: plainKeyword({
    schema: text,
    field: 'HostConfig.CpusetCpus',
    help: 'Processors the container may run on: "0-2", "0,1".',
  }),
  cpuset_mems: plainKeyword({
    schema: text,
    field: 'HostConfig.CpusetMems',
    help: 'Memory nodes the container may use: "0-2", "0,1".',
  }),
  cpu_rt_period: plainKeyword({
    schema: integer(),
    field: 'HostConfig.CpuRealtimePeriod',
    help: 'Length in microseconds of the real-time period.',
  }),
  cpu_rt_runtime: plainKeyword({
    schema: integer(),
    field: 'HostConfig.CpuRealtimeRuntime',
    help: 'Microseconds of real-time scheduling in each cpu_rt_period.',
  }),
  nano_cpus: plainKeyword({
    schema: integer(),
    field: 'HostConfig.NanoCpus',
    help: 'Processors the container may fill, in billionths: 500000000 is half of one.',
  }),
  pids_limit: plainKeyword({
    schema: integer(-1),
    field: 'HostConfig.PidsLimit',
    help: 'Most processes at once; 0 or -1 for no limit.',
  }),
  ulimits: defineKeyword({
    schema: ulimits,
    field: 'HostConfig.Ulimits',
    help: 'Limits of its processes: {name: nofile, soft: 1024, hard: 2048}.',
    convert: list => list.map(engineUlimit),
  }),
  cgroup_parent: plainKeyword({
    schema: word,
    field: 'HostConfig.CgroupParent',
    help: 'Control group under which the container gets its own.',
  }),
} as const;
