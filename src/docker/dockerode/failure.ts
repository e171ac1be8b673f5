import { EngineError, type ErrorDetails, messageOf, NuaError } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import { ApiError } from '../api-error.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Call } from './client.ts';
import { refusalHint } from './refusals.ts';

/** The engine was not reached: it has not heard of the call. */
export class NoConnection extends EngineError {}

/** The call was sent and its answer has not come, or not the whole of it: whether the engine did it is not known. */
export class LostAnswer extends EngineError {}

/** The answer has not come within the time that it has. */
export class Silence extends LostAnswer {}

/** What a failed call to the engine means: not reached (EngineError) or refused (ApiError); any other error as it is. */
export function describeFailure(error: unknown, endpoint: Endpoint): unknown {
  if (error instanceof NuaError) return error;
  const { statusCode, code, syscall } = dataOf(error);
  if (statusCode !== undefined) return refused(error, statusCode);
  if (code.startsWith('HPE_')) return new EngineError(...noEngine(endpoint, noDocker, error));
  if (connecting.has(syscall)) {
    const known = connectionFailures.get(code) ?? { reason: messageOf(error), action: startIt };
    return new NoConnection(...noEngine(endpoint, known, error));
  }
  if (brokenConnections.has(code)) return brokenConnection(endpoint, error);
  return error;
}

/** dockerode's error is no cause worth showing: it has the same words behind a status text that misleads. */
function refused(error: unknown, statusCode: number): ApiError {
  const message = engineMessage(error);
  return new ApiError(message, statusCode, { hint: refusalHint(message, statusCode) });
}

/** Files give some of the same codes. */
const connecting = new Set(['connect', 'getaddrinfo']);
const startIt = 'start Docker there (systemctl start docker)';
const pointElsewhere = 'name the engine with -H or DOCKER_HOST';

type Reason = { readonly reason: string; readonly action: string };

const noDocker: Reason = { reason: 'what answers there is no Docker engine', action: pointElsewhere };

const connectionFailures: ReadonlyMap<string, Reason> = new Map([
  ['ENOENT', { reason: 'there is no such socket', action: startIt }],
  ['ECONNREFUSED', { reason: 'the connection is refused', action: startIt }],
  ['ENOTSOCK', { reason: 'that is not a socket', action: pointElsewhere }],
  ['ENOTFOUND', { reason: 'the host is not known', action: pointElsewhere }],
  ['EAI_AGAIN', { reason: 'the host cannot be looked up', action: pointElsewhere }],
  ['ETIMEDOUT', { reason: 'the connection timed out', action: startIt }],
  ['EHOSTUNREACH', { reason: 'there is no way to the host', action: pointElsewhere }],
  ['ENETUNREACH', { reason: 'there is no way to the host', action: pointElsewhere }],
  ['EACCES', permission()],
  ['EPERM', permission()],
]);

const brokenConnections = new Set([
  ...['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE'],
  ...['ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
]);

function permission(): Reason {
  return {
    reason: 'permission denied',
    action: 'add yourself to the docker group (sudo usermod -aG docker $USER) and log in again',
  };
}

/** An error's message and details. */
function noEngine(endpoint: Endpoint, { reason, action }: Reason, cause: unknown): [string, ErrorDetails] {
  const named = endpoint.source === 'DOCKER_HOST' ? `, or correct or unset DOCKER_HOST, which names it` : '';
  const hint = `${action}${named}`;
  return [`no Docker engine answers at ${endpoint.address}: ${reason}`, { hint, cause }];
}

/** What the engine did not say in time. */
export function silence(endpoint: Endpoint, { method, path }: Call, seconds: number): Silence {
  const hint = `see what keeps it busy (docker info, journalctl -u docker), or give it more time with NUA_ENGINE_TIMEOUT=SECONDS; ${goesOn}`;
  return new Silence(
    `the Docker engine at ${endpoint.address} has not answered ${method} ${path} for ${seconds} s`,
    { hint },
  );
}

export const goesOn = 'the next run goes on from here';

function brokenConnection(endpoint: Endpoint, cause: unknown): LostAnswer {
  const hint = `see whether it is still running, and what its log says (journalctl -u docker); ${goesOn}`;
  return new LostAnswer(`the Docker engine at ${endpoint.address} broke the connection`, { hint, cause });
}

type ErrorData = { statusCode?: unknown; code?: unknown; syscall?: unknown; json?: unknown };

function dataOf(error: unknown): {
  statusCode: number | undefined;
  code: string;
  syscall: string;
  json: unknown;
} {
  const data: ErrorData = typeof error === 'object' && error !== null ? error : {};
  return {
    statusCode: typeof data.statusCode === 'number' ? data.statusCode : undefined,
    code: typeof data.code === 'string' ? data.code : '',
    syscall: typeof data.syscall === 'string' ? data.syscall : '',
    json: data.json,
  };
}

/** dockerode puts the engine's message behind one of its own; of a streamed answer it keeps no other copy. */
function engineMessage(error: unknown): string {
  const { json } = dataOf(error);
  if (isObject(json) && typeof json['message'] === 'string') return json['message'];
  return messageOf(error)
    .replace(/^\(HTTP code \d+\) unexpected - /, '')
    .trim();
}
