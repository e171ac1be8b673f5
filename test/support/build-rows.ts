import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';

/** What the engine made of a build. */
export type SeenBuild = {
  /** Everything that the steps and the engine said. */
  readonly output: string;
  /** Why the build failed; empty when it did not. */
  readonly failure: string;
  /** Inspect of the image; empty when there is none. */
  readonly image: JsonObject;
  /** How many containers of the steps are still there. */
  readonly left: number;
};

/** One keyword of a build as it is written, and what is to be seen of it afterwards. */
export type BuildCheck = {
  readonly value: Json;
  readonly dockerfile: readonly string[];
  readonly beside?: JsonObject;
  /** Builds once without the keyword before. */
  readonly twice?: boolean;
  readonly read: (seen: SeenBuild) => unknown;
  readonly expected: unknown;
  /** What the same build shows without the keyword. */
  readonly without: unknown;
};

/** Names for images and the directory of the build, which holds `mark` and `other/Dockerfile`. */
export type BuildSurroundings = {
  readonly directory: string;
  readonly tag: string;
  readonly unreachable: string;
};

/** For each keyword of a build a value, and what the build shows of it. */
export function buildRows({
  directory,
  tag,
  unreachable,
}: BuildSurroundings): Readonly<Record<string, BuildCheck>> {
  return {
    path: {
      value: directory,
      dockerfile: [base, 'COPY mark /', 'RUN cat /mark'],
      read: said(/the mark of the directory/),
      expected: true,
      without: undefined,
    },
    tag: {
      value: `${tag}:1.5`,
      dockerfile: [base],
      read: ({ image }) => Array.isArray(image['RepoTags']) && image['RepoTags'].includes(`${tag}:1.5`),
      expected: true,
      without: undefined,
    },
    dockerfile: {
      value: 'other/Dockerfile',
      dockerfile: [base, 'LABEL keyword=usual'],
      read: label('keyword'),
      expected: 'other',
      without: 'usual',
    },
    target: {
      value: 'first',
      dockerfile: [`${base} AS first`, 'LABEL keyword=first', 'FROM first', 'LABEL keyword=second'],
      read: label('keyword'),
      expected: 'first',
      without: 'second',
    },
    buildargs: {
      value: { WORD: 'given' },
      dockerfile: [base, 'ARG WORD=usual', 'LABEL keyword=$WORD'],
      read: label('keyword'),
      expected: 'given',
      without: 'usual',
    },
    labels: {
      value: { keyword: 'given' },
      dockerfile: [base],
      read: label('keyword'),
      expected: 'given',
      without: undefined,
    },
    nocache: {
      value: true,
      twice: true,
      dockerfile: [base, `LABEL keyword=${tag}-nocache`],
      read: said(/Using cache/),
      expected: false,
      without: true,
    },
    cache_from: {
      value: [`${tag}:none`],
      twice: true,
      dockerfile: [base, `LABEL keyword=${tag}-cache`],
      read: said(/Using cache/),
      expected: false,
      without: true,
    },
    pull: {
      value: true,
      dockerfile: [`FROM ${unreachable}`],
      read: ({ failure }) => /connection refused|dial tcp|connect:/.test(failure),
      expected: true,
      without: false,
    },
    rm: {
      value: 'no',
      beside: { nocache: true },
      dockerfile: [base, 'RUN true'],
      read: ({ left }) => left,
      expected: 1,
      without: 0,
    },
    forcerm: {
      value: 'no',
      dockerfile: [base, 'RUN false'],
      read: ({ left, failure }) => [left, /non-zero code/.test(failure)],
      expected: [1, true],
      without: [0, true],
    },
    quiet: { value: true, dockerfile: [base], read: said(/Step 1/), expected: false, without: true },
    network_mode: step('none', 'ls /sys/class/net | grep -c eth0 || true', '0', '1'),
    extra_hosts: step(
      { one: '10.0.0.1', two: '10.0.0.2' },
      'grep -c -e 10.0.0.1.*one -e 10.0.0.2.*two /etc/hosts || true',
      '2',
      '0',
    ),
    shmsize: step('1m', "df -k /dev/shm | awk 'NR == 2 {print $2}'", '1024', '65536'),
    container_limits: step(
      { memory: '64m', memswap: '128m', cpushares: 512, cpusetcpus: 0 },
      `cat ${limitFiles} 2>/dev/null | grep -cxE '67108864|134217728|512|20|0' || true`,
      '4',
      '0',
    ),
    platform: {
      value: 'windows/amd64',
      dockerfile: ['FROM scratch', 'LABEL keyword=here'],
      read: ({ failure }) => /operating system is not supported/.test(failure),
      expected: true,
      without: false,
    },
  };
}

const base = 'FROM busybox:stable';

/** Where a container sees its limits, with control groups of version 1 and of version 2. */
const limitFiles = [
  'memory/memory.limit_in_bytes',
  'memory/memory.memsw.limit_in_bytes',
  'cpu/cpu.shares',
  'cpuset/cpuset.cpus',
  'memory.max',
  'memory.swap.max',
  'cpu.weight',
  'cpuset.cpus',
]
  .map(file => `/sys/fs/cgroup/${file}`)
  .join(' ');

/** A step that writes one number, as it is with and without the keyword. */
function step(value: Json, command: string, expected: string, without: string): BuildCheck {
  return {
    value,
    beside: { nocache: true },
    dockerfile: [base, `RUN echo "<$(${command})>"`],
    read: ({ output }) => /^<(\d+)>$/m.exec(output)?.[1],
    expected,
    without,
  };
}

function said(pattern: RegExp): (seen: SeenBuild) => boolean {
  return ({ output }) => pattern.test(output);
}

function label(name: string): (seen: SeenBuild) => Json | undefined {
  return ({ image }) => {
    const config = image['Config'];
    const labels = isObject(config) ? config['Labels'] : undefined;
    return isObject(labels) ? labels[name] : undefined;
  };
}
