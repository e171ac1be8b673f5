import { isObject, type Json, type JsonObject } from '../core/json.ts';
import type { Container } from './container.ts';
import { createBody } from './create-body.ts';
import type { Link } from './keywords/links.ts';
import { findLate } from './late/late.ts';
import { isUserNetwork } from './network-mode.ts';

/** The other containers that this one names: links, volumes_from, shared name-spaces, depends_on. */
export function dependenciesOf(container: Container): readonly string[] {
  return namedBy(container).filter(name => name !== container.name);
}

/** The same with the container itself, where it names itself by mistake. */
export function namedBy(container: Container): readonly string[] {
  const host = hostConfig(container);
  return [...new Set([...linkedTo(host), ...sharedBy(host), ...container.dependsOn])];
}

/** The containers whose volumes or name-spaces it shares: it is bound to these very containers, not to their names. */
export function usesOf(container: Container): readonly string[] {
  return sharedBy(hostConfig(container)).filter(name => name !== container.name);
}

function sharedBy(host: JsonObject): readonly string[] {
  const sources = texts(host['VolumesFrom']).map(source => source.replace(/:(ro|rw)$/, ''));
  const modes = [host['NetworkMode'], host['PidMode'], host['IpcMode']].flatMap(sharedWith);
  return [...new Set([...sources, ...modes])];
}

/**
 * The containers that it has to be replaced with. Besides those it uses, these are its links on the engine's own bridge;
 * on any other network a link is a name, which its next bearer takes over.
 */
export function boundTo(container: Container): readonly string[] {
  const host = hostConfig(container);
  const mode = host['NetworkMode'];
  const links = typeof mode === 'string' && isUserNetwork(mode) ? [] : linkedTo(host);
  return [...new Set([...usesOf(container), ...links])].filter(name => name !== container.name);
}

/** The host paths that it mounts, absolute. */
export function hostPathsOf(container: Container): readonly string[] {
  const host = hostConfig(container);
  const bound = texts(host['Binds']).map(bind => bind.split(':')[0] ?? '');
  const mounted = list(host['Mounts']).flatMap(mount =>
    isObject(mount) && mount['Type'] === 'bind' ? texts([mount['Source'] ?? '']) : [],
  );
  return [...new Set([...bound, ...mounted])].filter(
    path => path.startsWith('/') && findLate(path).length === 0,
  );
}

/** Its links, without those written in `engine:`. */
export function linksOf({ creation, startup }: Container): readonly Link[] {
  return startup.links ?? creation.links ?? [];
}

/** The networks it names that are not the engine's own. */
export function networksOf(container: Container): readonly string[] {
  const mode = hostConfig(container)['NetworkMode'];
  const named = typeof mode === 'string' && isUserNetwork(mode) ? [mode] : [];
  return [...new Set([...named, ...Object.keys(endpointsOf(container)).filter(isUserNetwork)])];
}

/** The named volumes it mounts. */
export function volumesOf(container: Container): readonly string[] {
  const host = hostConfig(container);
  const bound = texts(host['Binds']).map(bind => bind.split(':')[0] ?? '');
  const mounted = list(host['Mounts']).flatMap(mount =>
    isObject(mount) && mount['Type'] === 'volume' ? texts([mount['Source'] ?? '']) : [],
  );
  return [...new Set([...bound, ...mounted])].filter(name => /^[\da-z][\w.-]*$/i.test(name));
}

function hostConfig(container: Container): JsonObject {
  const host = createBody(container)['HostConfig'];
  return isObject(host) ? host : {};
}

function linkedTo(host: JsonObject): readonly string[] {
  return texts(host['Links']).map(link => link.split(':')[0] ?? '');
}

function endpointsOf(container: Container): JsonObject {
  const config = createBody(container)['NetworkingConfig'];
  const endpoints = isObject(config) ? config['EndpointsConfig'] : undefined;
  return isObject(endpoints) ? endpoints : {};
}

function sharedWith(mode: Json | undefined): string[] {
  return typeof mode === 'string' && mode.startsWith('container:') ? [mode.slice('container:'.length)] : [];
}

function texts(value: Json | undefined): string[] {
  return list(value).filter(item => typeof item === 'string');
}

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
