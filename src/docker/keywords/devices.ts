import * as v from 'valibot';
import type { JsonObject } from '../../core/json.ts';
import { splitAroundLate } from './late.ts';
import { textMap, texts } from './lists.ts';
import { integer, size } from './quantities.ts';
import { wanted } from './reading.ts';
import { word } from './scalars.ts';
import { byShape, fields } from './shapes.ts';

const deviceWanted = 'HOST, HOST:CONTAINER, HOST:CONTAINER:PERMISSIONS or {PathOnHost, …}';

const deviceLine = v.pipe(
  word,
  v.transform(line => {
    const [host = '', container = host, permissions = 'rwm'] = splitAroundLate(line, text => text.split(':'));
    return { path_on_host: host, path_in_container: container, cgroup_permissions: permissions };
  }),
);
const deviceFields = fields({
  path_on_host: word,
  path_in_container: v.exactOptional(word),
  cgroup_permissions: v.exactOptional(word),
});

/** Devices of the host that the container sees. */
export const devices = v.array(
  byShape({ list: v.never(wanted(deviceWanted)), mapping: deviceFields, other: deviceLine }),
  wanted('a list of devices'),
);

/** A device as the Engine has it. */
export function engineDevice(given: v.InferOutput<typeof deviceFields>): JsonObject {
  const { path_on_host, path_in_container = path_on_host, cgroup_permissions = 'rwm' } = given;
  return {
    PathOnHost: path_on_host,
    PathInContainer: path_in_container,
    CgroupPermissions: cgroup_permissions,
  };
}

const deviceRequest = v.pipe(
  fields({
    driver: v.optional(word, ''),
    count: v.optional(integer(-1), 0),
    device_ids: v.optional(texts, []),
    capabilities: v.optional(v.array(texts, wanted('a list of lists of capabilities')), []),
    options: v.optional(textMap, {}),
  }),
  v.check(
    ({ count, device_ids }) => count === 0 || device_ids.length === 0,
    'wanted "count" or "device_ids", found both',
  ),
);

/** Devices that a driver gives, such as GPUs. */
export const deviceRequests = v.array(deviceRequest, wanted('a list of device requests {driver, count, …}'));

/** A device request as the Engine has it. */
export function engineRequest(given: v.InferOutput<typeof deviceRequest>): JsonObject {
  return {
    Driver: given.driver,
    Count: given.count,
    DeviceIDs: given.device_ids,
    Capabilities: given.capabilities,
    Options: given.options,
  };
}

/** Weights of block devices for reading and writing. */
export const deviceWeights = v.array(
  fields({ path: word, weight: integer(10, 1000) }),
  wanted('a list of {Path, Weight}'),
);
/** Bytes per second of block devices. */
export const deviceRates = v.array(fields({ path: word, rate: size() }), wanted('a list of {Path, Rate}'));
/** Operations per second of block devices. */
export const deviceOperations = v.array(
  fields({ path: word, rate: integer() }),
  wanted('a list of {Path, Rate}'),
);

export function engineWeight({ path, weight }: v.InferOutput<typeof deviceWeights>[number]): JsonObject {
  return { Path: path, Weight: weight };
}

export function engineRate({ path, rate }: v.InferOutput<typeof deviceRates>[number]): JsonObject {
  return { Path: path, Rate: rate };
}
