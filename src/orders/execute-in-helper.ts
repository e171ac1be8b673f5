import { EngineError } from '../core/errors.ts';
import { isObject, type JsonObject, mergeDeep, objectIn } from '../core/json.ts';
import type { World } from '../docker/world.ts';
import { type Creation, createWithNetworks, creationOf } from './creation.ts';
import { declared, factsOf } from './decision.ts';
import type { Execution } from './execution.ts';
import { imageNeeds, networkNeeds } from './ingredients.ts';
import { label, ownLabels } from './labels.ts';
import type { Need, RunContext } from './order.ts';
import { helped } from './recovery/helped.ts';
import type { Target } from './scope.ts';

/**
 * Runs a command on a container's volumes, in a helper of its own image: no network, root, directory `/`. The
 * container need not run.
 */
export async function executeOnFileSystem(
  target: Target,
  { command, binds }: Execution,
  context: RunContext,
): Promise<number> {
  const { helperImage } = target.scope;
  const { docker } = context;
  if (!(await docker.inspectImage(helperImage))) await docker.pull(helperImage, context);
  const body = {
    Image: helperImage,
    Cmd: command,
    Entrypoint: [],
    User: '0:0',
    WorkingDir: '/',
    Labels: helperLabels(target, 'file_system'),
    HostConfig: { NetworkMode: 'none', VolumesFrom: [target.name], Binds: binds },
  };
  return runHelper({ body, platform: undefined, furtherNetworks: {} }, context);
}

/** Runs a command in a new container of the target's own image and creation settings. */
export async function executeTemporarily(
  target: Target,
  { command, binds }: Execution,
  context: RunContext,
): Promise<number> {
  const creation = await creationOf(declared(target), target.scope, context);
  const volumes = factsOf(target, context.world) ? [target.name] : [];
  const body = mergeDeep(withoutPublicTraits(creation.body), {
    Cmd: command,
    Entrypoint: [],
    Labels: helperLabels(target, 'temporary'),
    HostConfig: { VolumesFrom: volumes, Binds: binds },
  });
  return runHelper({ ...creation, body, furtherNetworks: anonymous(creation.furtherNetworks) }, context);
}

/** What a temporary container lacks: its image and networks. */
export function temporaryNeeds(target: Target, world: World): readonly Need[] {
  const container = declared(target);
  return [...imageNeeds(container, world), ...networkNeeds(container, world, target.scope)];
}

/** Creates a container, shows what it writes, answers its exit code, and removes it whatever happens. */
async function runHelper(creation: Creation, context: RunContext): Promise<number> {
  const { settle } = context.note(helped.change({}));
  try {
    const code = await runAndRemove(creation, context);
    settle();
    return code;
  } catch (error) {
    // Where the engine does not answer any more, the helper may be left.
    if (!(error instanceof EngineError)) settle();
    throw error;
  }
}

async function runAndRemove(creation: Creation, context: RunContext): Promise<number> {
  const { docker, output, signal } = context;
  const id = await createWithNetworks(undefined, creation, context);
  try {
    const { ended } = await docker.attach(id, output, signal);
    await docker.start(id);
    await ended;
    return await docker.wait(id, signal);
  } finally {
    await docker.remove(id, { volumes: true, force: true });
  }
}

/** It must not take the place of the real one: no published ports, no names on its networks, no restarts. */
function withoutPublicTraits(body: JsonObject): JsonObject {
  const { ExposedPorts: _, Healthcheck: __, Hostname: ___, ...rest } = body;
  const host = objectIn(body, 'HostConfig');
  const { PortBindings, PublishAllPorts, RestartPolicy, AutoRemove, Mounts, ...ownHost } = host;
  const endpoints = objectIn(objectIn(body, 'NetworkingConfig'), 'EndpointsConfig');
  return { ...rest, HostConfig: ownHost, NetworkingConfig: { EndpointsConfig: anonymous(endpoints) } };
}

/** Networks with nothing but the links: addresses and aliases are the real container's. */
function anonymous(endpoints: JsonObject): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.entries(endpoints).map(([network, endpoint]) => {
      const links = isObject(endpoint) ? endpoint['Links'] : undefined;
      return [network, links === undefined ? {} : { Links: links }];
    }),
  );
}

function helperLabels(target: Target, purpose: string): JsonObject {
  return { ...ownLabels(target.scope.unit, target.scope), [label.helper]: purpose };
}
