import * as v from 'valibot';
import { defineKeyword, plainKeyword } from './keyword.ts';
import { hosts, textMap, texts } from './lists.ts';
import { integer, size } from './quantities.ts';
import { wanted } from './reading.ts';
import { flag, scalar, text, word } from './scalars.ts';
import { byShape, fields, mapping } from './shapes.ts';

const limits = fields({
  memory: v.exactOptional(size()),
  memswap: v.exactOptional(size(true)),
  cpushares: v.exactOptional(integer()),
  cpusetcpus: v.exactOptional(text),
});

const argumentsWanted = 'a mapping of build arguments, or a list of NAME=VALUE';
const buildArguments = byShape({
  list: textMap,
  mapping: mapping(v.nullable(scalar), argumentsWanted),
  other: v.never(wanted(argumentsWanted)),
});

/** Keywords of `build`: docker-py's function of that name. Fields are parameters of the Engine's build call. */
export const buildKeywords = {
  path: defineKeyword({
    schema: word,
    field: '',
    help: 'Directory that is sent to the engine, relative to the configuration directory; or the URL of a repository or archive.',
    convert: path => (isRemote(path) ? { remote: path } : {}),
  }),
  tag: plainKeyword({ schema: text, field: 't', help: 'Name of the image, with or without :TAG.' }),
  dockerfile: plainKeyword({
    schema: word,
    field: 'dockerfile',
    help: 'The Dockerfile, relative to `path`: Dockerfile unless given.',
  }),
  target: plainKeyword({ schema: word, field: 'target', help: 'Stage of the Dockerfile to stop at.' }),
  buildargs: defineKeyword({
    schema: buildArguments,
    field: 'buildargs',
    help: "Values of the Dockerfile's ARGs: {NAME: value}.",
    convert: JSON.stringify,
  }),
  labels: defineKeyword({
    schema: textMap,
    field: 'labels',
    help: 'Labels of the image: {name: value}.',
    convert: JSON.stringify,
  }),
  nocache: plainKeyword({ schema: flag, field: 'nocache', help: 'Whether every step is done anew.' }),
  cache_from: defineKeyword({
    schema: texts,
    field: 'cachefrom',
    help: 'Images whose layers may be used again; no others then.',
    convert: JSON.stringify,
  }),
  pull: plainKeyword({
    schema: flag,
    field: 'pull',
    help: 'Whether newer base images are looked for: no unless given.',
  }),
  rm: plainKeyword({
    schema: flag,
    field: 'rm',
    help: 'Whether the containers of the steps are removed after a good build: yes unless given.',
  }),
  forcerm: plainKeyword({
    schema: flag,
    field: 'forcerm',
    help: 'Whether they are removed after a failed build too: as `rm` says unless given.',
  }),
  quiet: plainKeyword({ schema: flag, field: 'q', help: 'Whether the engine sends no output of the steps.' }),
  network_mode: plainKeyword({
    schema: word,
    field: 'networkmode',
    help: 'Network of the steps: a name, host, none or container:NAME.',
  }),
  extra_hosts: plainKeyword({
    schema: hosts,
    field: 'extrahosts',
    help: 'More lines of /etc/hosts during the build: {NAME: ADDRESS}.',
  }),
  shmsize: plainKeyword({ schema: size(), field: 'shmsize', help: 'Size of /dev/shm during the build.' }),
  container_limits: plainKeyword({
    schema: limits,
    field: '',
    help: 'Limits of the steps: {memory, memswap, cpushares, cpusetcpus}.',
  }),
  platform: plainKeyword({ schema: word, field: 'platform', help: 'Platform of the image: linux/arm64.' }),
} as const;

/** Whether a build path is fetched by the engine instead of being sent to it. */
export function isRemote(path: string): boolean {
  return /^(https?:\/\/|git:\/\/|github\.com\/|git@)/.test(path);
}
