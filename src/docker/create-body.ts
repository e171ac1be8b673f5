import { type JsonObject, mergeDeep, objectIn } from '../core/json.ts';
import type { Container } from './container.ts';
import { imageOf } from './image-of.ts';
import { creationKeywords } from './keywords/creation.ts';
import { applyKeywords } from './keywords/keyword.ts';
import { isUserNetwork } from './network-mode.ts';

/**
 * The body of the Engine's create call: creation and startup together (startup wins where a keyword stands in both),
 * then what the engine asks for in two places, then `engine:` merged over it. A part whose late expression has not been
 * answered yet keeps its text.
 */
export function createBody(container: Omit<Container, 'relations'>): JsonObject {
  const given = applyKeywords(creationKeywords, {
    ...present(container.creation),
    ...present(container.startup),
  });
  const image = imageOf(container);
  const named = image === undefined ? given : { ...given, Image: image };
  return mergeDeep(withPrimaryNetwork(withStandardInput(named)), container.engine);
}

/** The platform of the image: a parameter of the create call, beside its body. */
export function platformOf({ creation }: Container): string | undefined {
  return creation.platform ?? undefined;
}

/** Who attaches to a container with open standard input also ends that input. */
function withStandardInput(body: JsonObject): JsonObject {
  if (body['AttachStdout'] !== true || body['OpenStdin'] !== true) return body;
  return { ...body, AttachStdin: true, StdinOnce: true };
}

/**
 * The first network of networking_config is the container's network mode, when no other is given: newer engines attach
 * the default bridge besides. The engine looks at HostConfig.Links on the default bridge only, on any other network at
 * the endpoint's.
 */
function withPrimaryNetwork(body: JsonObject): JsonObject {
  const host = objectIn(body, 'HostConfig');
  const endpoints = objectIn(objectIn(body, 'NetworkingConfig'), 'EndpointsConfig');
  const mode = host['NetworkMode'] ?? Object.keys(endpoints)[0];
  if (typeof mode !== 'string') return body;
  const links = host['Links'];
  const moded = mergeDeep(body, { HostConfig: { NetworkMode: mode } });
  if (links === undefined || !isUserNetwork(mode)) return moded;
  const endpoint = { Links: links, ...objectIn(endpoints, mode) };
  return mergeDeep(moded, { NetworkingConfig: { EndpointsConfig: { [mode]: endpoint } } });
}

function present(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  );
}
