import { Readable } from 'node:stream';
import { messageOf, UsageError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import type { Endpoint } from '../endpoint.ts';
import { type Client, loadDockerode } from './http-client.ts';

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
  /**
   * What the engine may work before it answers, besides the time that every call has (`Endpoint.patience`): seconds, or
   * `long` for nine times as much.
   */
  readonly work?: number | 'long';
  /** Whether sent twice it does no more than sent once: unless given, GET and DELETE do not. */
  readonly repeatable?: boolean;
};

/** Loading it takes long enough to be left to the first call. */
export async function loadClient(endpoint: Endpoint): Promise<Client> {
  const Engine = await loadDockerode();
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

/** The answer's body, or the upgraded connection; rejects with what dockerode says. */
export function dial(client: Client, call: Call, hijack: boolean, signal: AbortSignal): Promise<Readable> {
  const { method, path, query = {}, body = {}, archive } = call;
  const options = {
    method,
    path: `${path}?`,
    options: { _query: query, _body: body },
    ...(archive && { file: archive }),
    abortSignal: signal,
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
