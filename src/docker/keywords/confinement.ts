import * as v from 'valibot';
import { plainKeyword } from './keyword.ts';
import { textMap, texts } from './lists.ts';
import { wanted } from './reading.ts';
import { flag, word } from './scalars.ts';

const onlyHost = v.picklist(['host', ''], wanted('host'));

/** What a container may do, and what of the host it shares. */
export const confinementKeywords = {
  privileged: plainKeyword({
    schema: flag,
    field: 'HostConfig.Privileged',
    help: 'Whether the container may do all that root on the host may.',
  }),
  cap_add: plainKeyword({
    schema: texts,
    field: 'HostConfig.CapAdd',
    help: 'Kernel capabilities it has besides the usual ones.',
  }),
  cap_drop: plainKeyword({
    schema: texts,
    field: 'HostConfig.CapDrop',
    help: 'Usual kernel capabilities it does not have.',
  }),
  security_opt: plainKeyword({
    schema: texts,
    field: 'HostConfig.SecurityOpt',
    help: 'Labels and profiles: ["no-new-privileges", "seccomp=…"].',
  }),
  group_add: plainKeyword({
    schema: texts,
    field: 'HostConfig.GroupAdd',
    help: 'More groups of its first process, by name or number.',
  }),
  sysctls: plainKeyword({
    schema: textMap,
    field: 'HostConfig.Sysctls',
    help: 'Kernel parameters of its name-spaces: {net.core.somaxconn: 512}.',
  }),
  userns_mode: plainKeyword({
    schema: onlyHost,
    field: 'HostConfig.UsernsMode',
    help: "host, to use the host's user ids where the engine maps them.",
  }),
  pid_mode: plainKeyword({
    schema: word,
    field: 'HostConfig.PidMode',
    help: 'Whose processes it sees: host or container:NAME.',
  }),
  ipc_mode: plainKeyword({
    schema: word,
    field: 'HostConfig.IpcMode',
    help: 'Whose shared memory it uses: none, private, shareable, host or container:NAME.',
  }),
  uts_mode: plainKeyword({
    schema: onlyHost,
    field: 'HostConfig.UTSMode',
    help: "host, to have the host's name.",
  }),
  cgroupns: plainKeyword({
    schema: v.picklist(['host', 'private'], wanted('host or private')),
    field: 'HostConfig.CgroupnsMode',
    help: 'Whose control groups it sees: host or private.',
  }),
} as const;
