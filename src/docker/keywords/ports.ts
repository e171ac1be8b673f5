import * as v from 'valibot';
import type { JsonObject } from '../../core/json.ts';
import { isLate } from './late.ts';
import { inAnyCase, reading, wanted } from './reading.ts';
import { byShape, mapping, oneOf } from './shapes.ts';

/** Where a port of a container is published; an empty host port is one that the engine chooses. */
export type PortBinding = { readonly HostIp: string; readonly HostPort: string };

const portWanted = 'a port like 80, "53/udp" or [53, udp]';
const portTaken = { pattern: String.raw`^\d+(/(${['tcp', 'udp', 'sctp'].map(inAnyCase).join('|')}))?$` };
const portNumbers = { minimum: 1, maximum: 65535, multipleOf: 1 };
const portText = reading(v.string(), portWanted, readPort, portTaken);
const port = byShape({
  list: v.pipe(
    v.tuple([v.union([v.number(), v.string()]), v.string()], wanted(portWanted)),
    v.transform(([number, protocol]) => `${number}/${protocol}`),
    portText,
  ),
  mapping: v.never(wanted(portWanted)),
  other: reading(v.union([v.number(), v.string()], wanted(portWanted)), portWanted, readPort, {
    ...portTaken,
    ...portNumbers,
  }),
});

/** Ports of the container as `80/tcp`: one, a list, or a mapping whose keys they are. */
export const ports = byShape({
  list: v.array(port),
  mapping: v.pipe(
    mapping(v.unknown()),
    v.transform(given => Object.keys(given)),
    v.array(portText),
  ),
  other: v.pipe(
    port,
    v.transform(only => [only]),
  ),
});

const address = String.raw`(?:\d{1,3}(?:\.\d{1,3}){3}|\[[\da-fA-F:.]+\])`;
const bindingWanted = 'a host port, "ADDRESS:PORT", "ADDRESS", [ADDRESS, PORT] or {HostIp, HostPort}';
const hostPort = v.pipe(v.nullable(v.union([v.string(), v.number()]), ''), v.transform(String));
const oneBinding = byShape({
  list: v.pipe(
    v.tuple([v.string(), hostPort], wanted(bindingWanted)),
    v.transform(([HostIp, HostPort]) => ({ HostIp, HostPort })),
  ),
  mapping: v.strictObject({ HostIp: v.optional(v.string(), ''), HostPort: v.optional(hostPort, '') }),
  other: reading(v.nullable(v.union([v.number(), v.string()]), ''), bindingWanted, readBinding, {
    pattern: String.raw`^(\d*(-\d+)?|${address}(:(\d*(-\d+)?):?)?)$`,
    ...portNumbers,
    minimum: 0,
  }),
});
const oneInList = v.pipe(
  oneBinding,
  v.transform(only => [only]),
);

/** Container ports (`22/tcp`) with the places where each is published. */
export const portBindings = v.pipe(
  mapping(
    byShape({
      list: oneOf(isPair, [oneInList, v.array(oneBinding)]),
      mapping: oneInList,
      other: oneInList,
    }),
    'a mapping of container ports to host ports',
  ),
  v.metadata({
    propertyNames: { ...portTaken, patternErrorMessage: 'wanted a container port like 80 or 53/udp' },
  }),
  v.rawTransform<Record<string, (PortBinding | string)[]>, Record<string, (PortBinding | string)[]>>(
    ({ dataset: { value }, addIssue, NEVER }) => {
      const wrong = Object.keys(value).find(key => readPort(key) === undefined);
      if (wrong === undefined)
        return Object.fromEntries(Object.entries(value).map(([key, list]) => [readPort(key), list]));
      addIssue({ message: `wanted a container port like 80 or 53/udp as key, found "${wrong}"` });
      return NEVER;
    },
  ),
);

/** The Engine's mapping of ports without any value. */
export function exposed(list: readonly string[]): JsonObject {
  return Object.fromEntries(list.map(item => [item, {}]));
}

/** A published port must be exposed too, else the engine publishes nothing. */
export function published(bindings: v.InferOutput<typeof portBindings>): JsonObject {
  const PortBindings = Object.fromEntries(
    Object.entries(bindings).map(([key, list]) => [key, list.map(engineBinding)]),
  );
  return { ExposedPorts: exposed(Object.keys(bindings)), HostConfig: { PortBindings } };
}

function engineBinding(binding: PortBinding | string): PortBinding {
  return typeof binding === 'string' ? { HostIp: '', HostPort: binding } : binding;
}

function readPort(value: string | number): string | undefined {
  const [, number, protocol = 'tcp'] = /^(\d+)(?:\/(tcp|udp|sctp))?$/i.exec(String(value)) ?? [];
  if (number === undefined || Number(number) < 1 || Number(number) > 65535) return undefined;
  return `${Number(number)}/${protocol.toLowerCase()}`;
}

function readBinding(value: string | number | null): PortBinding | undefined {
  const text = String(value ?? '');
  if (/^\d*(-\d+)?$/.test(text)) return isInRange(text) ? { HostIp: '', HostPort: text } : undefined;
  const parts = new RegExp(`^(${address})(?::(\\d*(?:-\\d+)?):?)?$`, 'i').exec(String(value));
  return parts?.[1] === undefined || !isInRange(parts[2] ?? '')
    ? undefined
    : { HostIp: parts[1].replace(/^\[|\]$/g, ''), HostPort: parts[2] ?? '' };
}

/** A port or a range of them; 0 and nothing are ports that the engine chooses. */
function isInRange(text: string): boolean {
  return text.split('-').every(number => Number(number) <= 65535);
}

/** `[ADDRESS, PORT]` is one binding; any other list is several. */
function isPair(given: unknown): boolean {
  if (!Array.isArray(given) || given.length !== 2) return false;
  const [first, second] = given;
  const isAddress = typeof first === 'string' && new RegExp(`^${address}$`, 'i').test(first);
  return (
    isAddress &&
    (second === null || /^\d+$/.test(String(second)) || (typeof second === 'string' && isLate(second)))
  );
}
