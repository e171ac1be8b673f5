import { UsageError } from '../core/errors.ts';

/** Where an engine listens. */
export type Endpoint = {
  /** As messages show it: `unix:///var/run/docker.sock`, `tcp://127.0.0.1:2375`. */
  readonly address: string;
  readonly target: { readonly path: string } | { readonly host: string; readonly port: number };
  /** Whether bind mounts name paths of this machine. */
  readonly local: boolean;
  /** What named it, for hints. */
  readonly source: '-H' | 'DOCKER_HOST' | 'default';
  /** Seconds that it may be silent when it ought to answer. */
  readonly patience: number;
};

export type EndpointWishes = {
  /** The value of `-H`. */
  readonly option?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether unencrypted TCP may leave this machine (`--insecure`). */
  readonly insecure?: boolean | undefined;
};

/**
 * The engine that `-H`, else `DOCKER_HOST`, else Docker's default names. Looks at nothing but its argument.
 * Forms: `unix://PATH`, `http+unix://PATH`, `tcp://HOST:PORT`, `http://HOST:PORT`, `HOST:PORT`; a missing HOST is this
 * machine, and `unix://var/run/docker.sock` means `/var/run/docker.sock`. Anything else is a UsageError.
 */
export function findEndpoint({ option, env, insecure = false }: EndpointWishes): Endpoint {
  return { ...findAddress(option?.trim(), env, insecure), patience: readPatience(env['NUA_ENGINE_TIMEOUT']) };
}

type Address = Omit<Endpoint, 'patience'>;

function findAddress(option: string | undefined, env: EndpointWishes['env'], insecure: boolean): Address {
  if (option) return readAddress(option, '-H', env, insecure);
  const fromEnvironment = env['DOCKER_HOST']?.trim();
  if (fromEnvironment) return readAddress(fromEnvironment, 'DOCKER_HOST', env, insecure);
  return unixEndpoint(defaultSocket, 'default');
}

/** As long as docker-py and compose wait. */
const defaultPatience = 60;

function readPatience(text: string | undefined): number {
  if (!text?.trim()) return defaultPatience;
  const seconds = Number(text);
  if (seconds > 0 && seconds <= longestPatience) return seconds;
  const hint = `give a number of seconds, or unset it for ${defaultPatience}`;
  throw new UsageError(
    `NUA_ENGINE_TIMEOUT: wanted a number above 0, at most ${longestPatience}, found ${JSON.stringify(text)}`,
    { hint },
  );
}

/** A day. */
const longestPatience = 86_400;

const defaultSocket = '/var/run/docker.sock';
const forms = 'write unix:///var/run/docker.sock or tcp://127.0.0.1:2375';

type Source = Endpoint['source'];

function readAddress(text: string, source: Source, env: EndpointWishes['env'], insecure: boolean): Address {
  const [, scheme = '', rest = ''] = /^(?:([a-z+]+):\/\/)?(.*)$/is.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case 'unix':
      return unixEndpoint(rest, source);
    case 'http+unix':
      return unixEndpoint(decodePath(rest, text, source), source);
    case 'tcp':
    case 'http':
    case '':
      return tcpEndpoint(readHostAndPort(rest, text, source), source, env, insecure);
    case 'https':
      throw refusal(source, text, 'TLS is not supported yet', 'reach it over a unix socket');
    case 'ssh':
      throw refusal(
        source,
        text,
        'ssh is not supported yet',
        'forward its socket: ssh -L PATH:/var/run/docker.sock HOST',
      );
    default:
      throw refusal(source, text, `"${scheme}://" is no way to reach an engine`, forms);
  }
}

/** The original client writes a slash before a socket path that has none. */
function unixEndpoint(path: string, source: Source): Address {
  const absolute = path === '' ? defaultSocket : path.replace(/^\/*/, '/');
  return { address: `unix://${absolute}`, target: { path: absolute }, local: true, source };
}

/** `http+unix` is a URL: its path may be percent-encoded, as in `http+unix://%2Fvar%2Frun%2Fdocker.sock`. */
function decodePath(path: string, text: string, source: Source): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw refusal(source, text, 'its percent-encoding is broken', forms, cause);
  }
}

function readHostAndPort(rest: string, text: string, source: Source): { host: string; port: number } {
  const found = /^(?:\[([0-9a-f:.]+)\]|([^:/[\]\s]*))(?::(\d{1,5}))?\/?$/i.exec(rest);
  if (!found) throw refusal(source, text, 'it is neither a socket nor HOST:PORT', forms);
  const [, address, name, digits] = found;
  const port = Number(digits);
  if (digits === undefined)
    throw refusal(source, text, 'a port is required', `${forms}; 2375 is Docker's usual port`);
  if (port < 1 || port > 65_535) throw refusal(source, text, `${digits} is no port`, 'ports are 1 to 65535');
  return { host: address ?? (name || '127.0.0.1'), port };
}

function tcpEndpoint(
  { host, port }: { host: string; port: number },
  source: Source,
  env: EndpointWishes['env'],
  insecure: boolean,
): Address {
  const address = `tcp://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (env['DOCKER_TLS_VERIFY']) {
    throw refusal(
      source,
      address,
      'TLS is not supported yet, and DOCKER_TLS_VERIFY asks for it',
      'unset it, or use a socket',
    );
  }
  if (!isLoopback(host) && !insecure) {
    const why = 'unencrypted TCP gives everybody on the way control over that machine';
    throw refusal(
      source,
      address,
      why,
      'reach it over a unix socket, or pass --insecure if the network is yours alone',
    );
  }
  return { address, target: { host, port }, local: false, source };
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host);
}

function refusal(source: Source, address: string, why: string, hint: string, cause?: unknown): UsageError {
  return new UsageError(`${source} ${address}: ${why}`, { hint, cause });
}
