import { isObject, type Json, type JsonObject, mergeDeep } from '../core/json.ts';
import type { Container } from '../docker/container.ts';
import { createBody, platformOf } from '../docker/create-body.ts';
import { declarationLabels } from './declaration.ts';
import { ownLabels } from './labels.ts';
import { answerLate } from './late.ts';
import { resolveLinks } from './links.ts';
import type { RunContext, Scope } from './order.ts';

/** What one create call takes, and the networks that are connected after it. */
export type Creation = {
  readonly body: JsonObject;
  readonly platform: string | undefined;
  readonly furtherNetworks: Readonly<Record<string, JsonObject>>;
};

/** The create call for a declared container: late expressions answered, links resolved, labels set. */
export async function createBodyFor(container: Container, scope: Scope, context: RunContext): Promise<Creation> {
  const { creation, startup, engine } = container;
  const sections = await answerLate({ creation, startup, engine }, container.name, context);
  const answered: Container = { ...container, ...(sections as Pick<Container, 'creation' | 'startup' | 'engine'>) };
  const labels = { ...ownLabels(container.unit, scope), ...declarationLabels(container, context.world) };
  const linked = withLinks(createBody(answered), answered, scope, context);
  return splitNetworks(mergeDeep(linked, { Labels: labels }), platformOf(answered));
}

/** Creates a container and connects it to its further networks; leaves nothing behind when that fails. */
export async function createWithNetworks(name: string | undefined, creation: Creation, context: RunContext): Promise<string> {
  const { docker } = context;
  const { id, warnings } = await docker.create(name, creation.body, creation.platform);
  warnings.forEach(context.warn);
  try {
    for (const [network, endpoint] of Object.entries(creation.furtherNetworks)) await docker.connect(id, network, endpoint);
  } catch (error) {
    await docker.remove(id, { volumes: true, force: true });
    throw error;
  }
  return id;
}

/** The engine takes one network in the create call; the others are connected afterwards. */
function splitNetworks(body: JsonObject, platform: string | undefined): Creation {
  const endpoints = objectAt(objectAt(body, 'NetworkingConfig'), 'EndpointsConfig');
  const [first, ...others] = Object.entries(endpoints);
  if (!first) return { body, platform, furtherNetworks: {} };
  const host = objectAt(body, 'HostConfig');
  const mode = host['NetworkMode'] ?? first[0];
  return {
    body: { ...body, HostConfig: { ...host, NetworkMode: mode }, NetworkingConfig: { EndpointsConfig: { [first[0]]: first[1] } } },
    platform,
    furtherNetworks: Object.fromEntries(others.map(([name, endpoint]) => [name, isObject(endpoint) ? endpoint : {}])),
  };
}

/** On the default bridge links belong to the container, on a network of the user's to the end point. */
function withLinks(body: JsonObject, container: Container, scope: Scope, { world }: RunContext): JsonObject {
  const links = resolveLinks(container, world, scope);
  const pairs = links.filter(link => link.kind === 'container').map(link => `${link.container}:${link.alias}`);
  const addresses = links.filter(link => link.kind === 'address').map(link => `${link.alias}:${link.address}`);
  const { Links: _, ...host } = objectAt(body, 'HostConfig');
  const extraHosts = [...listAt(host, 'ExtraHosts'), ...addresses];
  const mode = networkOf(body, host);
  const bridged = mode === undefined || pairs.length === 0;
  return mergeDeep(
    { ...body, HostConfig: { ...host, ...(extraHosts.length > 0 ? { ExtraHosts: extraHosts } : {}) } },
    bridged
      ? pairs.length > 0 ? { HostConfig: { Links: pairs } } : {}
      : { NetworkingConfig: { EndpointsConfig: { [mode]: { Links: pairs } } } },
  );
}

/** The network of the user's that the container starts on, if any. */
function networkOf(body: JsonObject, host: JsonObject): string | undefined {
  const mode = host['NetworkMode'];
  if (typeof mode === 'string' && !/^(default|bridge|host|none|container:.*)$/.test(mode)) return mode;
  return Object.keys(objectAt(objectAt(body, 'NetworkingConfig'), 'EndpointsConfig'))[0];
}

function objectAt(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isObject(found) ? found : {};
}

function listAt(value: JsonObject, key: string): readonly Json[] {
  const found = value[key];
  return Array.isArray(found) ? found : [];
}
