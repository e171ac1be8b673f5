import { EngineError } from '../core/errors.ts';
import { isObject, type JsonObject, mergeDeep, objectIn } from '../core/json.ts';
import type { Container } from '../docker/container.ts';
import { createBody, platformOf } from '../docker/create-body.ts';
import type { Docker } from '../docker/engine.ts';
import { creationSchema, startupSchema } from '../docker/keywords.ts';
import { hasLate } from '../docker/late/late.ts';
import { declarationLabels } from './declaration.ts';
import { ownLabels } from './labels.ts';
import { answerLate } from './late.ts';
import { resolveLinks } from './links.ts';
import type { RunContext } from './order.ts';
import { parseAnswered } from './parse-answered.ts';
import { created } from './recovery/created.ts';
import type { Scope } from './scope.ts';

/** What one create call takes, and the networks that are connected after it. */
export type Creation = {
  readonly body: JsonObject;
  readonly platform: string | undefined;
  readonly furtherNetworks: Readonly<Record<string, JsonObject>>;
};

/** The create call for a declared container: late expressions answered, links resolved, labels set. */
export async function creationOf(container: Container, scope: Scope, context: RunContext): Promise<Creation> {
  const answered = withLinks(await withAnswers(container, context), scope, context);
  const labels = {
    ...ownLabels(container.unit, scope),
    ...declarationLabels(container, context.world, scope),
  };
  return splitNetworks(mergeDeep(createBody(answered), { Labels: labels }), platformOf(answered));
}

/** Creates a container and connects it to its further networks; leaves nothing behind when that fails. */
export async function createWithNetworks(
  name: string | undefined,
  { body, platform, furtherNetworks }: Creation,
  { docker, warn, note }: RunContext,
): Promise<string> {
  const networks = Object.entries(furtherNetworks);
  // One without a name is a helper, and known by its label.
  const noted = name !== undefined && networks.length > 0 ? note(created.change({ name })) : undefined;
  try {
    const { id, warnings } = await docker.create(name, body, platform);
    warnings.forEach(warn);
    await connectAll(id, networks, docker);
    noted?.settle();
    return id;
  } catch (error) {
    // A refusal leaves nothing; what an engine did that does not answer any more, nobody knows yet.
    if (!(error instanceof EngineError)) noted?.settle();
    throw error;
  }
}

async function connectAll(
  id: string,
  networks: readonly (readonly [string, JsonObject])[],
  docker: Docker,
): Promise<void> {
  try {
    for (const [network, endpoint] of networks) await docker.connect(id, network, endpoint);
  } catch (error) {
    await docker.remove(id, { volumes: true, force: true });
    throw error;
  }
}

async function withAnswers(container: Container, context: RunContext): Promise<Container> {
  const { creation, startup, engine } = container;
  const sections: unknown = JSON.parse(JSON.stringify({ creation, startup, engine }));
  if (!isObject(sections) || !hasLate(sections)) return container;
  const answered = await answerLate(sections, container.name, context);
  return {
    ...container,
    creation: parseAnswered(creationSchema, answered['creation'], 'creation'),
    startup: parseAnswered(startupSchema, answered['startup'], 'startup'),
    engine: objectIn(answered, 'engine'),
  };
}

/** A link whose container is not there becomes an address for its alias. */
function withLinks(container: Container, scope: Scope, { world }: RunContext): Container {
  const resolved = resolveLinks(container, world, scope);
  if (resolved.length === 0) return container;
  const links = resolved
    .filter(({ kind }) => kind === 'container')
    .map(link => ({ container: link.container, alias: link.alias }));
  const addresses = resolved
    .filter(({ kind }) => kind === 'address')
    .map(({ alias, address }) => `${alias}:${address}`);
  const declared = container.startup.extra_hosts ?? container.creation.extra_hosts ?? [];
  return {
    ...container,
    creation: { ...container.creation, links: null, extra_hosts: null },
    startup: { ...container.startup, links, extra_hosts: [...declared, ...addresses] },
  };
}

/** The engine takes one network in the create call; the others are connected afterwards. */
function splitNetworks(body: JsonObject, platform: string | undefined): Creation {
  const endpoints = objectIn(objectIn(body, 'NetworkingConfig'), 'EndpointsConfig');
  const mode = objectIn(body, 'HostConfig')['NetworkMode'];
  const all = Object.keys(endpoints).map(name => [name, objectIn(endpoints, name)] as const);
  const first = all.filter(([name]) => name === mode);
  const others = all.filter(([name]) => name !== mode);
  return {
    body: { ...body, NetworkingConfig: { EndpointsConfig: Object.fromEntries(first) } },
    platform,
    furtherNetworks: Object.fromEntries(others),
  };
}
