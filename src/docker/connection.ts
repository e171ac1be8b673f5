import { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import { messageOf, UsageError } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Endpoint } from './endpoint.ts';
import { describeFailure } from './failure.ts';

/** One call of the Engine API. */
export type Call = {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Without query; names in it are escaped. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: JsonObject;
  /** A tar archive that is sent instead of a body. */
  readonly archive?: Readable;
  readonly signal?: AbortSignal;
};

/**
 * Calls of one engine, by dockerode's HTTP client. All reject with what `describeFailure` makes of an error, or with the
 * signal's reason.
 */
export type Connection = {
  readonly endpoint: Endpoint;
  /** The answer read to its end: its JSON, undefined when it is empty. */
  json(call: Call): Promise<Json | undefined>;
  /** The answer's body as it comes. Read it with `consume`. */
  stream(call: Call): Promise<Readable>;
  /** Upgrades the connection (attach, exec), so that output comes without HTTP's framing. Read it with `consume`. */
  hijack(call: Call): Promise<Readable>;
  /** Hands each chunk to `take` until the stream ends, and closes it whatever happens. */
  consume(stream: Readable, take: (chunk: Buffer) => void, signal?: AbortSignal): Promise<void>;
};

/** Opens nothing yet: dockerode takes 90 ms to import, which only the first call pays. */
export function openConnection(endpoint: Endpoint): Connection {
  let loading: Promise<Client> | undefined;

  const open = async (call: Call, hijack: boolean): Promise<Readable> => {
    call.signal?.throwIfAborted();
    loading ??= loadClient(endpoint);
    const client = await loading;
    try {
      return await dial(client, call, hijack);
    } catch (error) {
      call.signal?.throwIfAborted();
      throw describeFailure(error, endpoint);
    }
  };
  const consume: Connection['consume'] = async (stream, take, signal) => {
    const stop = (): void => void stream.destroy();
    signal?.addEventListener('abort', stop);
    try {
      signal?.throwIfAborted();
      for await (const chunk of stream) take(chunk);
    } catch (error) {
      signal?.throwIfAborted();
      throw describeFailure(error, endpoint);
    } finally {
      signal?.removeEventListener('abort', stop);
      stream.destroy();
    }
    signal?.throwIfAborted();
  };

  return {
    endpoint,
    stream: call => open(call, false),
    hijack: call => open(call, true),
    consume,
    json: async call => {
      const chunks: Buffer[] = [];
      await consume(await open(call, false), chunk => chunks.push(chunk), call.signal);
      const text = Buffer.concat(chunks).toString().trim();
      return text === '' ? undefined : parseAnswer(text, endpoint);
    },
  };
}

/** A container's or an image's name as a part of a path: a slash and a colon are its own, nothing else is special. */
export function escapeName(name: string): string {
  return encodeURIComponent(name).replaceAll('%2F', '/').replaceAll('%3A', ':').replaceAll('%40', '@');
}

type Client = Dockerode['modem'];

async function loadClient(endpoint: Endpoint): Promise<Client> {
  const { default: Engine } = await import('dockerode');
  // What is left out here, dockerode takes from the process environment: DOCKER_HOST would win over a socket.
  const nothing = {
    host: undefined,
    port: undefined,
    ca: undefined,
    cert: undefined,
    key: undefined,
    timeout: undefined,
  };
  const { target } = endpoint;
  const place = 'path' in target ? { socketPath: target.path } : target;
  try {
    return new Engine({ ...nothing, ...place, protocol: 'http' }).modem;
  } catch (cause) {
    // It reads DOCKER_HOST and DOCKER_CERT_PATH even so, and falls over what is wrong there.
    const hint = 'correct or unset DOCKER_HOST and DOCKER_CERT_PATH';
    throw new UsageError(`the Docker variables of the environment are wrong: ${messageOf(cause)}`, {
      hint,
      cause,
    });
  }
}

/** Everything that is no failure. 304 says that the container was started or stopped before. */
const good = { 101: true, 200: true, 201: true, 204: true, 304: true };

function dial(client: Client, call: Call, hijack: boolean): Promise<Readable> {
  const { method, path, query = {}, body = {}, archive, signal } = call;
  const options = {
    method,
    path: `${path}?`,
    options: { _query: query, _body: body },
    ...(archive && { file: archive }),
    ...(signal && { abortSignal: signal }),
    isStream: true,
    hijack,
    statusCodes: good,
  };
  return new Promise((resolve, reject) => {
    client.dial(options, (error, answer) => {
      if (error) reject(error);
      else if (answer instanceof Readable) resolve(answer);
      else reject(new TypeError('dockerode answered without a stream'));
    });
  });
}

function parseAnswer(text: string, endpoint: Endpoint): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw describeFailure(Object.assign(new Error('no JSON', { cause }), { code: 'HPE_NO_JSON' }), endpoint);
  }
}
