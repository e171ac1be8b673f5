import { defineKeyword, plainKeyword } from './keyword.ts';
import { links } from './links.ts';
import { hosts, texts } from './lists.ts';
import { portBindings, published } from './ports.ts';
import { flag, word } from './scalars.ts';

/** How a container talks to others. */
export const networkingKeywords = {
  port_bindings: defineKeyword({
    schema: portBindings,
    field: '',
    help: 'Container ports with the host ports that reach them: {22: 2022, 53/udp: "127.0.0.1:53", 80: [8080, 8081]}; none for a free one.',
    convert: published,
  }),
  publish_all_ports: plainKeyword({
    schema: flag,
    field: 'HostConfig.PublishAllPorts',
    help: 'Whether every exposed port is published on a free host port.',
  }),
  links: defineKeyword({
    schema: links,
    field: 'HostConfig.Links',
    help: 'Other containers and the names they answer to: {CONTAINER: ALIAS}, [[CONTAINER, ALIAS]], or {CONTAINER: {alias: …, else: ADDRESS}}.',
    convert: list => list.map(({ container, alias }) => `${container}:${alias}`),
  }),
  network_mode: plainKeyword({
    schema: word,
    field: 'HostConfig.NetworkMode',
    help: 'The network of the container: a name, bridge, host, none or container:NAME.',
  }),
  dns: plainKeyword({
    schema: texts,
    field: 'HostConfig.Dns',
    help: 'Addresses of the name servers to ask.',
  }),
  dns_search: plainKeyword({
    schema: texts,
    field: 'HostConfig.DnsSearch',
    help: 'Domains in which short names are looked up.',
  }),
  dns_opt: plainKeyword({
    schema: texts,
    field: 'HostConfig.DnsOptions',
    help: 'Options of the resolver: ["ndots:2"].',
  }),
  extra_hosts: plainKeyword({
    schema: hosts,
    field: 'HostConfig.ExtraHosts',
    help: 'More lines of /etc/hosts: {NAME: ADDRESS} or ["NAME:ADDRESS"].',
  }),
} as const;
