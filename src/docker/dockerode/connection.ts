import type { Readable } from 'node:stream';
import type { Json } from '../../core/json.ts';
import { ApiError } from '../api-error.ts';
import type { Endpoint } from '../endpoint.ts';
import { type Call, dial, loadClient } from './client.ts';
import { describeFailure } from './failure.ts';
import type { Client } from './http-client.ts';
import { openPulse } from './pulse.ts';
import { retrying } from './retry.ts';
import { type Trace, traceCall } from './trace.ts';
import { type Opened, watchOver } from './watch-over.ts';

/**
 * Calls of one engine, by dockerode's HTTP client. All reject with what `describeFailure` makes of an error, or with the
 * signal's reason; none waits for ever for an engine that is silent or gone.
 */
export type Connection = {
  readonly endpoint: Endpoint;
  /** The answer read to its end: its JSON, undefined when it is empty. */
  json(call: Call): Promise<Json | undefined>;
  /** The answer read to its end. */
  bytes(call: Call): Promise<Buffer>;
  /** The answer's body as it comes, for as long as it goes on. Read it with `consume` or `chunks`. */
  stream(call: Call): Promise<Readable>;
  /** Upgrades the connection (attach, exec), so that output comes without HTTP's framing. Read it with `consume`. */
  hijack(call: Call): Promise<Readable>;
  /** Hands each chunk to `take` until the stream ends, and closes it whatever happens. */
  consume(stream: Readable, take: (chunk: Buffer) => void, signal?: AbortSignal): Promise<void>;
  /** The same for one who reads no more than is needed. */
  chunks(stream: Readable, signal?: AbortSignal): AsyncGenerator<Buffer, void>;
};

/** How an answer is taken: read whole, handed on as it comes, or with the connection upgraded. */
type AnswerKind = 'whole' | 'streamed' | 'hijacked';

/** Opens nothing yet. */
export function openConnection(endpoint: Endpoint, trace?: Trace): Connection {
  let loading: Promise<Client> | undefined;
  let reached = false;

  const openOnce = async (call: Call, kind: AnswerKind): Promise<Opened> => {
    call.signal?.throwIfAborted();
    loading ??= loadClient(endpoint);
    const client = await loading;
    const tell = traceCall(call, trace);
    const watch = watchOver(call, kind !== 'whole', endpoint, pulse);
    try {
      const answer = await dial(client, watch.call, kind === 'hijacked', either(watch.lost, call.signal));
      reached = true;
      tell(answer);
      return watch.answered(answer);
    } catch (error) {
      watch.end();
      tell(error);
      call.signal?.throwIfAborted();
      watch.lost.throwIfAborted();
      const failure = describeFailure(error, endpoint);
      reached ||= failure instanceof ApiError;
      throw failure;
    }
  };
  const again = <T>(call: Call, attempt: () => Promise<T>): Promise<T> =>
    retrying(call, attempt, () => reached);
  const open = async (call: Call, kind: AnswerKind): Promise<Readable> =>
    (await again(call, () => openOnce(call, kind))).answer;
  const chunks: Connection['chunks'] = (stream, signal) => readChunks(stream, endpoint, signal);
  const consume: Connection['consume'] = async (stream, take, signal) => {
    for await (const chunk of chunks(stream, signal)) take(chunk);
  };
  const bytesOnce = async (call: Call): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    const { answer, heard } = await openOnce(call, 'whole');
    const take = (chunk: Buffer): void => {
      heard();
      chunks.push(chunk);
    };
    await consume(answer, take, call.signal);
    return Buffer.concat(chunks);
  };
  const bytes = (call: Call): Promise<Buffer> => again(call, () => bytesOnce(call));
  const pulse = openPulse(signal => ping(bytes, signal), Math.min(10, endpoint.patience / 2));

  return {
    endpoint,
    bytes,
    stream: call => open(call, 'streamed'),
    hijack: call => open(call, 'hijacked'),
    consume,
    chunks,
    json: async call => {
      const text = (await bytes(call)).toString().trim();
      return text === '' ? undefined : parseAnswer(text, endpoint);
    },
  };
}

/** Whoever refuses is there. */
async function ping(bytes: Connection['bytes'], signal: AbortSignal): Promise<void> {
  try {
    await bytes({ method: 'GET', path: '/_ping', signal });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}

async function* readChunks(
  stream: Readable,
  endpoint: Endpoint,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, void> {
  const stop = (): void => void stream.destroy();
  signal?.addEventListener('abort', stop);
  try {
    signal?.throwIfAborted();
    yield* stream;
  } catch (error) {
    signal?.throwIfAborted();
    throw describeFailure(error, endpoint);
  } finally {
    signal?.removeEventListener('abort', stop);
    stream.destroy();
  }
  signal?.throwIfAborted();
}

function either(one: AbortSignal, other: AbortSignal | undefined): AbortSignal {
  return other ? AbortSignal.any([one, other]) : one;
}

function parseAnswer(text: string, endpoint: Endpoint): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw describeFailure(Object.assign(new Error('no JSON', { cause }), { code: 'HPE_NO_JSON' }), endpoint);
  }
}
