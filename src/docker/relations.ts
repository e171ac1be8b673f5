import { isObject, type Json, type JsonObject, objectIn, textsIn } from '../core/json.ts';
import type { Container } from './container.ts';
import { createBody } from './create-body.ts';
import { findLate } from './late/late.ts';
import { isUserNetwork } from './network-mode.ts';

/** What a container's declaration says of others. Each list has no name twice, nor but for `named` the container's own. */
export type Relations = {
  /** All that it depends on, itself included where it names itself by mistake. */
  readonly named: readonly string[];
  /** The other containers that it names: links, volumes_from, shared name-spaces, depends_on. */
  readonly dependencies: readonly string[];
  /** The containers whose volumes or name-spaces it shares: it is bound to these very containers, not to their names. */
  readonly uses: readonly string[];
  /**
   * The containers that it has to be replaced with. Besides those it uses, these are its links on the engine's own
   * bridge; on any other network a link is a name, which its next bearer takes over.
   */
  readonly bound: readonly string[];
  /** The host paths that it mounts, absolute. */
  readonly hostPaths: readonly string[];
  /** The networks it names that are not the engine's own. */
  readonly networks: readonly string[];
  /** The named volumes it mounts. */
  readonly volumes: readonly string[];
};

/** Reads the whole create body: done once, when the container is read. */
export function relationsOf(container: Omit<Container, 'relations'>): Relations {
  const body = createBody(container);
  const host = objectIn(body, 'HostConfig');
  const links = textsIn(host, 'Links').map(link => link.split(':')[0] ?? '');
  const named = unique([...links, ...usedBy(host), ...container.dependsOn]);
  const others = (names: readonly string[]) => unique(names).filter(name => name !== container.name);
  const uses = others(usedBy(host));
  const mode = host['NetworkMode'];
  const own = typeof mode === 'string' && isUserNetwork(mode) ? [mode] : [];
  const endpoints = Object.keys(objectIn(objectIn(body, 'NetworkingConfig'), 'EndpointsConfig'));
  return {
    named,
    dependencies: others(named),
    uses,
    bound: others([...uses, ...(own.length > 0 ? [] : links)]),
    hostPaths: mounted(host, 'bind').filter(path => path.startsWith('/') && findLate(path).length === 0),
    networks: unique([...own, ...endpoints.filter(isUserNetwork)]),
    volumes: mounted(host, 'volume').filter(name => /^[\da-z][\w.-]*$/i.test(name)),
  };
}

function usedBy(host: JsonObject): readonly string[] {
  const sources = textsIn(host, 'VolumesFrom').map(source => source.replace(/:(ro|rw)$/, ''));
  return [...sources, ...[host['NetworkMode'], host['PidMode'], host['IpcMode']].flatMap(sharedWith)];
}

function sharedWith(mode: Json | undefined): string[] {
  return typeof mode === 'string' && mode.startsWith('container:') ? [mode.slice('container:'.length)] : [];
}

/** What stands before the colon of a bind, and the sources of mounts of a type. */
function mounted(host: JsonObject, type: 'bind' | 'volume'): readonly string[] {
  const bound = textsIn(host, 'Binds').map(bind => bind.split(':')[0] ?? '');
  const mounts = Array.isArray(host['Mounts']) ? host['Mounts'].filter(isObject) : [];
  const sources = mounts
    .filter(mount => mount['Type'] === type)
    .map(mount => mount['Source'])
    .filter(source => typeof source === 'string');
  return unique([...bound, ...sources]);
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
