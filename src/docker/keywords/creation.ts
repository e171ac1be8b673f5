import * as v from 'valibot';
import { endpoints, engineEndpoints } from './endpoints.ts';
import { defineKeyword, plainKeyword } from './keyword.ts';
import { textMap, texts, variables, words } from './lists.ts';
import { engineHealthcheck, healthcheck } from './policies.ts';
import { exposed, ports } from './ports.ts';
import { wholeSeconds } from './quantities.ts';
import { flag, imageTag, text, word } from './scalars.ts';
import { byShape, engineMapping, mapping } from './shapes.ts';
import { startupKeywords } from './startup.ts';

const noBinds = 'wanted paths in the container; host paths and named volumes stand in "binds"';
/** No `HOST:CONTAINER`. */
const inside = {
  pattern: '^([^/]|/[^:]*$|$)',
  patternErrorMessage: noBinds,
};
const volumes = v.pipe(
  byShape({
    list: texts,
    mapping: v.pipe(
      mapping(v.unknown()),
      v.transform(given => Object.keys(given)),
    ),
    other: texts,
  }),
  v.check(paths => paths.every(path => !path.startsWith('/') || !path.includes(':')), noBinds),
  v.metadata({ ...inside, propertyNames: inside, items: inside }),
);

/** Keywords of docker-py's `create_container` alone. */
const containerKeywords = {
  host_config: plainKeyword({
    schema: engineMapping,
    field: 'HostConfig',
    help: "The Engine's own host configuration; the other keywords win over it.",
  }),
  image: plainKeyword({
    schema: word,
    field: 'Image',
    help: 'Image of the container, pulled where it is missing; the tag of `build` goes before it.',
  }),
  tag: defineKeyword({
    schema: imageTag,
    field: '',
    help: 'Tag of `image` where that names none: latest unless given.',
    convert: () => ({}),
  }),
  name: defineKeyword({
    schema: word,
    field: '',
    help: 'Redundant: a container is called as its entry is.',
    convert: () => ({}),
  }),
  platform: defineKeyword({
    schema: word,
    field: '',
    help: 'Platform of the image, linux/arm64, where it has several; goes with the create call.',
    convert: () => ({}),
  }),
  command: plainKeyword({
    schema: words,
    field: 'Cmd',
    help: 'What runs: a list of words, or a line that is split as a shell would.',
  }),
  entrypoint: plainKeyword({
    schema: words,
    field: 'Entrypoint',
    help: "What runs before the command's words; a list, or a line that is split as a shell would.",
  }),
  environment: plainKeyword({
    schema: variables,
    field: 'Env',
    help: 'Variables: {KEY: value} or [KEY=value]; without a value, the variable of the image is taken away.',
  }),
  hostname: plainKeyword({ schema: text, field: 'Hostname', help: 'Host name inside of the container.' }),
  domainname: plainKeyword({ schema: text, field: 'Domainname', help: 'Domain inside of the container.' }),
  user: plainKeyword({
    schema: text,
    field: 'User',
    help: 'User of its first process: name or number, also with a group: 1000:100.',
  }),
  working_dir: plainKeyword({
    schema: word,
    field: 'WorkingDir',
    help: 'Directory in which the command runs.',
  }),
  labels: plainKeyword({ schema: textMap, field: 'Labels', help: 'Labels: {name: value} or [name=value].' }),
  ports: defineKeyword({
    schema: ports,
    field: 'ExposedPorts',
    help: 'Ports it listens on: [80, "53/udp", [53, udp]]; `port_bindings` publishes them.',
    convert: exposed,
  }),
  volumes: defineKeyword({
    schema: volumes,
    field: 'Volumes',
    help: 'Paths in the container that get an anonymous volume each.',
    convert: exposed,
  }),
  network_disabled: plainKeyword({
    schema: flag,
    field: 'NetworkDisabled',
    help: 'Whether it has no network at all.',
  }),
  networking_config: defineKeyword({
    schema: endpoints,
    field: 'NetworkingConfig.EndpointsConfig',
    help: 'Networks it is attached to: {NETWORK: {aliases: [db], ipv4_address: …}} or a list of networks.',
    convert: engineEndpoints,
  }),
  mac_address: plainKeyword({
    schema: word,
    field: 'MacAddress',
    help: 'Hardware address of its interface.',
  }),
  stdin_open: plainKeyword({
    schema: flag,
    field: 'OpenStdin',
    help: 'Whether its standard input stays open.',
  }),
  tty: plainKeyword({ schema: flag, field: 'Tty', help: 'Whether it gets a terminal.' }),
  detach: defineKeyword({
    schema: flag,
    field: '',
    help: 'no: it is made as for a client that attaches to it; its standard input ends with the first one.',
    convert: detach => ({ AttachStdout: detach !== true, AttachStderr: detach !== true }),
  }),
  stop_signal: plainKeyword({
    schema: text,
    field: 'StopSignal',
    help: 'Signal that asks it to stop: SIGTERM unless the image says otherwise.',
  }),
  stop_timeout: plainKeyword({
    schema: wholeSeconds,
    field: 'StopTimeout',
    help: 'Seconds it gets to stop before it is killed: 10 unless given.',
  }),
  healthcheck: defineKeyword({
    schema: healthcheck,
    field: 'Healthcheck',
    help: 'How the engine finds out whether it is healthy: {test, interval: 30s, timeout, retries, start_period}.',
    convert: engineHealthcheck,
  }),
  cpuset: plainKeyword({
    schema: text,
    field: 'HostConfig.CpusetCpus',
    help: 'Older name of cpuset_cpus.',
  }),
} as const;

/** Keywords of `creation`; those of `startup` may stand here too. */
export const creationKeywords = { ...containerKeywords, ...startupKeywords } as const;
