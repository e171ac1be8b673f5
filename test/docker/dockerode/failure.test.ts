import test from 'ava';
import { EngineError, OrderError } from '../../../src/core/errors.ts';
import { ApiError } from '../../../src/docker/api-error.ts';
import { describeFailure, LostAnswer, NoConnection } from '../../../src/docker/dockerode/failure.ts';
import { findEndpoint } from '../../../src/docker/endpoint.ts';

const endpoint = findEndpoint({ env: {} });

function systemError(code: string, syscall: string): Error {
  return Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
}

const unreachable: readonly (readonly [code: string, syscall: string, reason: string, action: RegExp])[] = [
  ['ENOENT', 'connect', 'there is no such socket', /^start Docker/],
  ['ECONNREFUSED', 'connect', 'the connection is refused', /^start Docker/],
  ['EACCES', 'connect', 'permission denied', /docker group/],
  ['EPERM', 'connect', 'permission denied', /docker group/],
  ['ENOTFOUND', 'getaddrinfo', 'the host is not known', /^name the engine with -H/],
  ['EAGAIN', 'connect', 'connect EAGAIN', /^start Docker/],
  ['HPE_INVALID_CONSTANT', '', 'what answers there is no Docker engine', /^name the engine with -H/],
];

for (const [code, syscall, reason, action] of unreachable) {
  test(`${code} of ${syscall || 'the parser'}: no engine, ${reason}`, t => {
    const failure = describeFailure(systemError(code, syscall), endpoint);
    if (!(failure instanceof EngineError)) return t.fail();
    t.is(failure.message, `no Docker engine answers at unix:///var/run/docker.sock: ${reason}`);
    t.regex(failure.hint ?? '', action);
    t.notRegex(failure.hint ?? '', /unset DOCKER_HOST/);
  });
}

test('where DOCKER_HOST names the engine, the hint says so', t => {
  const named = findEndpoint({ env: { DOCKER_HOST: ':1' } });
  const failure = describeFailure(systemError('ECONNREFUSED', 'connect'), named);
  t.regex(failure instanceof EngineError ? (failure.hint ?? '') : '', /unset DOCKER_HOST/);
});

test('a connection that breaks is the engine’s fault, too', t => {
  const failure = describeFailure(systemError('ECONNRESET', 'read'), endpoint);
  t.true(failure instanceof EngineError);
  t.like(failure, { message: 'the Docker engine at unix:///var/run/docker.sock broke the connection' });
});

test('only what was not sent may be sent again without a question', t => {
  const kindOf = (code: string, syscall: string): unknown => {
    const failure = describeFailure(systemError(code, syscall), endpoint);
    return failure instanceof EngineError ? failure.constructor : failure;
  };
  t.is(kindOf('ECONNREFUSED', 'connect'), NoConnection);
  t.is(kindOf('ETIMEDOUT', 'connect'), NoConnection);
  t.is(kindOf('ETIMEDOUT', 'read'), LostAnswer);
  t.is(kindOf('EPIPE', 'write'), LostAnswer);
  t.is(kindOf('HPE_INVALID_CONSTANT', ''), EngineError);
});

test('what the engine says is the message, with its status', t => {
  const error = Object.assign(new Error('(HTTP code 409) unexpected - name in use '), {
    statusCode: 409,
    json: null,
  });
  const failure = describeFailure(error, endpoint);
  t.true(failure instanceof ApiError && failure instanceof OrderError);
  t.like(failure, { message: 'name in use', statusCode: 409, exitCode: 1, cause: undefined });
});

test('its JSON comes first', t => {
  const error = Object.assign(new Error('(HTTP code 500) server error - '), {
    statusCode: 500,
    json: { message: 'no space left' },
  });
  t.like(describeFailure(error, endpoint), { message: 'no space left' });
});

test('a fault of our own and an unreadable file are left as they are', t => {
  for (const error of [new TypeError('oops'), new OrderError('known'), systemError('ENOENT', 'open')]) {
    t.is(describeFailure(error, endpoint), error);
  }
});
