import * as v from 'valibot';
import type { JsonObject } from '../../core/json.ts';
import { links } from './links.ts';
import { textMap, texts } from './lists.ts';
import { wanted } from './reading.ts';
import { word } from './scalars.ts';
import { byShape, fields, mapping } from './shapes.ts';

const endpoint = fields({
  aliases: v.exactOptional(texts),
  links: v.exactOptional(links),
  ipv4_address: v.exactOptional(word),
  ipv6_address: v.exactOptional(word),
  link_local_ips: v.exactOptional(texts),
  driver_opt: v.exactOptional(textMap),
  mac_address: v.exactOptional(word),
});
type Endpoint = v.InferOutput<typeof endpoint>;

const networksWanted = 'a mapping of networks to {aliases, ipv4_address, …}, or a list of networks';

/** The networks of the container, each with its endpoint there. */
export const endpoints = byShape({
  list: v.pipe(
    texts,
    v.transform((names): Record<string, Endpoint> => Object.fromEntries(names.map(name => [name, {}]))),
  ),
  mapping: mapping(
    v.pipe(
      v.nullable(endpoint, {}),
      v.transform((given): Endpoint => given),
    ),
    networksWanted,
  ),
  other: v.never(wanted(networksWanted)),
});

/** The Engine's EndpointsConfig. */
export function engineEndpoints(given: Readonly<Record<string, Endpoint>>): JsonObject {
  return Object.fromEntries(Object.entries(given).map(([network, item]) => [network, engineEndpoint(item)]));
}

function engineEndpoint({
  aliases,
  links: linked,
  driver_opt,
  mac_address,
  ...addresses
}: Endpoint): JsonObject {
  const IPAMConfig = engineAddresses(addresses);
  return {
    ...(aliases && { Aliases: aliases }),
    ...(linked && { Links: linked.map(({ container, alias }) => `${container}:${alias}`) }),
    ...(driver_opt && { DriverOpts: driver_opt }),
    ...(mac_address !== undefined && { MacAddress: mac_address }),
    ...(Object.keys(IPAMConfig).length > 0 && { IPAMConfig }),
  };
}

function engineAddresses(
  given: Pick<Endpoint, 'ipv4_address' | 'ipv6_address' | 'link_local_ips'>,
): JsonObject {
  return {
    ...(given.ipv4_address !== undefined && { IPv4Address: given.ipv4_address }),
    ...(given.ipv6_address !== undefined && { IPv6Address: given.ipv6_address }),
    ...(given.link_local_ips && { LinkLocalIPs: given.link_local_ips }),
  };
}
