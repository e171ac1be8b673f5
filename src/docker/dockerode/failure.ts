import { EngineError, messageOf, NuaError } from '../../core/errors.ts';
import { isObject } from '../../core/json.ts';
import { ApiError } from '../api-error.ts';
import type { Endpoint } from '../endpoint.ts';
import { refusalHint } from './refusals.ts';

/** What a failed call to the engine means: not reached (EngineError) or refused (ApiError); any other error as it is. */
export function describeFailure(error: unknown, endpoint: Endpoint): unknown {
  if (error instanceof NuaError) return error;
  const { statusCode, code, syscall } = dataOf(error);
  if (statusCode !== undefined) return refused(error, statusCode);
  if (code.startsWith('HPE_'))
    return noEngine(endpoint, 'what answers there is no Docker engine', pointElsewhere, error);
  const known = connectionFailures.get(code);
  if (known && connecting.has(syscall)) return noEngine(endpoint, known.reason, known.action, error);
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

const connectionFailures = new Map([
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

const brokenConnections = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

function permission(): { reason: string; action: string } {
  return {
    reason: 'permission denied',
    action: 'add yourself to the docker group (sudo usermod -aG docker $USER) and log in again',
  };
}

function noEngine(endpoint: Endpoint, reason: string, action: string, cause: unknown): EngineError {
  const named = endpoint.source === 'DOCKER_HOST' ? `, or correct or unset DOCKER_HOST, which names it` : '';
  const hint = `${action}${named}`;
  return new EngineError(`no Docker engine answers at ${endpoint.address}: ${reason}`, { hint, cause });
}

function brokenConnection(endpoint: Endpoint, cause: unknown): EngineError {
  const hint = 'see whether it is still running, and what its log says (journalctl -u docker)';
  return new EngineError(`the Docker engine at ${endpoint.address} broke the connection`, { hint, cause });
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
