import * as v from 'valibot';
import { binds, bindText } from './binds.ts';
import { defineKeyword, plainKeyword } from './keyword.ts';
import { cut, textMap, texts } from './lists.ts';
import { engineMount, mounts } from './mounts.ts';
import { flag, scalar, word } from './scalars.ts';
import { byShape, mapping } from './shapes.ts';

const tmpfs = byShape({
  list: v.pipe(
    v.array(word),
    v.transform(items => Object.fromEntries(items.map(item => cut(item, ':')))),
  ),
  mapping: mapping(v.nullable(scalar, '')),
  other: v.pipe(
    word,
    v.transform(item => Object.fromEntries([cut(item, ':')])),
  ),
});

const sources = byShape({
  list: texts,
  mapping: texts,
  other: v.pipe(
    word,
    v.transform(line => line.split(',').map(name => name.trim())),
  ),
});

/** What a container sees of files. */
export const filesystemKeywords = {
  binds: defineKeyword({
    schema: binds,
    field: 'HostConfig.Binds',
    help: 'Paths of the host and named volumes in the container: {HOST: {bind: PATH, ro: yes}}, {HOST: PATH} or [HOST:PATH:ro].',
    convert: list => list.map(bindText),
  }),
  volumes_from: plainKeyword({
    schema: sources,
    field: 'HostConfig.VolumesFrom',
    help: 'Containers whose volumes are mounted here too: a list, or names with commas; NAME:ro to read only.',
  }),
  mounts: defineKeyword({
    schema: mounts,
    field: 'HostConfig.Mounts',
    help: 'Volumes, binds and tmpfs in their long form: {target, source, type: volume|bind|tmpfs, read_only, …}.',
    convert: list => list.map(engineMount),
  }),
  tmpfs: plainKeyword({
    schema: tmpfs,
    field: 'HostConfig.Tmpfs',
    help: 'Directories kept in memory, with mount options: {/run: size=64m}, or a list.',
  }),
  volume_driver: plainKeyword({
    schema: word,
    field: 'HostConfig.VolumeDriver',
    help: 'Driver of the volumes that are made with the container.',
  }),
  storage_opt: plainKeyword({
    schema: textMap,
    field: 'HostConfig.StorageOpt',
    help: 'Options of the storage driver: {size: 10G}. Few drivers take any.',
  }),
  read_only: plainKeyword({
    schema: flag,
    field: 'HostConfig.ReadonlyRootfs',
    help: "Whether the container's own file system may not be written to.",
  }),
} as const;
