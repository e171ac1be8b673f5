import { isObject, type Json, type JsonObject, objectIn } from '../core/json.ts';

/** What only an inspect tells of a container. */
export type ContainerDetails = {
  /** The engine's word for it: `running`, `paused`, `exited`, … */
  readonly state: string;
  /** `starting`, `healthy` or `unhealthy`; undefined where nothing checks its health, or it does not run. */
  readonly health: string | undefined;
  /** Of one that has ended. */
  readonly exitCode: number | undefined;
  /** Since when it is in this state, in ISO 8601. */
  readonly since: string | undefined;
  /** The image's name as it was created with. */
  readonly image: string | undefined;
  readonly ports: readonly PublishedPort[];
};

/** A port of a container that can be reached from outside. */
export type PublishedPort = {
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: string;
};

/** Reads the answer of `GET /containers/NAME/json`. */
export function readDetails(inspected: JsonObject): ContainerDetails {
  const state = objectIn(inspected, 'State');
  const status = text(state['Status']) ?? 'dead';
  const isUp = ['running', 'paused', 'restarting'].includes(status);
  const health = text(objectIn(state, 'Health')['Status']);
  return {
    state: status,
    health: isUp && health !== 'none' ? health : undefined,
    exitCode: isUp || status === 'created' ? undefined : number(state['ExitCode']),
    since: time(isUp ? state['StartedAt'] : state['FinishedAt']) ?? time(inspected['Created']),
    image: text(objectIn(inspected, 'Config')['Image']),
    ports: readPorts(objectIn(objectIn(inspected, 'NetworkSettings'), 'Ports')),
  };
}

/** The engine says null of a port that is not published. */
function readPorts(ports: JsonObject): readonly PublishedPort[] {
  return Object.entries(ports).flatMap(([name, bindings]) => {
    const [port = '', protocol = 'tcp'] = name.split('/');
    return (Array.isArray(bindings) ? bindings.filter(isObject) : []).map(binding => ({
      hostIp: text(binding['HostIp']) ?? '',
      hostPort: Number(binding['HostPort']),
      containerPort: Number(port),
      protocol,
    }));
  });
}

/** What has not happened yet happened in the year 1. */
function time(value: Json | undefined): string | undefined {
  const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return milliseconds > 0 ? new Date(milliseconds).toISOString() : undefined;
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function number(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
