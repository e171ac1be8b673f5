import * as v from 'valibot';
import type { JsonObject } from '../../core/json.ts';
import { textMap } from './lists.ts';
import { size } from './quantities.ts';
import { reading, wanted } from './reading.ts';
import { flag, word } from './scalars.ts';
import { fields } from './shapes.ts';

const modeWanted = 'a file mode like "1777" (text, octal) or its number';
const octal = /^(0o)?[0-7]{3,5}$/;
const fileMode = reading(
  v.union([v.number(), v.string()], wanted(modeWanted)),
  modeWanted,
  value => {
    if (typeof value === 'number') return value;
    return octal.test(value) ? Number.parseInt(value.replace('0o', ''), 8) : undefined;
  },
  { pattern: octal.source },
);

const kinds = {
  volume: ['no_copy', 'labels', 'driver_config'],
  bind: ['propagation'],
  tmpfs: ['tmpfs_size', 'tmpfs_mode'],
} as const;
const kindOnly = Object.values(kinds).flat();

const mount = v.pipe(
  fields({
    target: word,
    source: v.exactOptional(word),
    type: v.optional(v.picklist(['volume', 'bind', 'tmpfs'], wanted('volume, bind or tmpfs')), 'volume'),
    read_only: v.exactOptional(flag),
    consistency: v.exactOptional(word),
    propagation: v.exactOptional(word),
    no_copy: v.exactOptional(flag),
    labels: v.exactOptional(textMap),
    driver_config: v.exactOptional(fields({ name: word, options: v.exactOptional(textMap) })),
    tmpfs_size: v.exactOptional(size()),
    tmpfs_mode: v.exactOptional(fileMode),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { type, source } = dataset.value;
    const taken: readonly string[] = kinds[type];
    const strange = kindOnly.find(name => name in dataset.value && !taken.includes(name));
    if (strange !== undefined) addIssue({ message: `a mount of type ${type} takes no "${strange}"` });
    if (type === 'bind' && source === undefined)
      addIssue({ message: 'a mount of type bind needs a "source"' });
    if (type === 'tmpfs' && source !== undefined)
      addIssue({ message: 'a mount of type tmpfs takes no "source"' });
  }),
);

/** Mounts, with docker-py's names. */
export const mounts = v.array(mount, wanted('a list of mounts {target, source, type, …}'));

/** A mount as the Engine has it. */
export function engineMount(given: v.InferOutput<typeof mount>): JsonObject {
  const { target, source, type, read_only, consistency, propagation } = given;
  const { no_copy, labels, driver_config: driver, tmpfs_size, tmpfs_mode } = given;
  const DriverConfig = driver && present({ Name: driver.name, Options: driver.options });
  return present({
    Target: target,
    Source: source,
    Type: type,
    ReadOnly: read_only,
    Consistency: consistency,
    BindOptions: present({ Propagation: propagation }),
    VolumeOptions: present({ NoCopy: no_copy, Labels: labels, DriverConfig }),
    TmpfsOptions: present({ SizeBytes: tmpfs_size, Mode: tmpfs_mode }),
  });
}

/** The fields that have a value; a mapping that is empty is none. */
function present(given: { readonly [name: string]: JsonObject[string] | undefined }): JsonObject {
  const kept: Record<string, JsonObject[string]> = {};
  for (const [name, value] of Object.entries(given)) {
    const empty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
    if (value !== undefined && !empty) kept[name] = value;
  }
  return kept;
}
