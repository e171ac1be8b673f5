import type { Readable } from 'node:stream';
import type { Json } from '../../core/json.ts';
import type { Endpoint } from '../endpoint.ts';
import { type Call, type Client, dial, loadClient } from './client.ts';
import { describeFailure } from './failure.ts';
import { type Trace, traceCall } from './trace.ts';

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

/** Opens nothing yet. */
export function openConnection(endpoint: Endpoint, trace?: Trace): Connection {
  let loading: Promise<Client> | undefined;

  const open = async (call: Call, hijack: boolean): Promise<Readable> => {
    call.signal?.throwIfAborted();
    loading ??= loadClient(endpoint);
    const client = await loading;
    const tell = traceCall(call, trace);
    try {
      const answer = await dial(client, call, hijack);
      tell(answer);
      return answer;
    } catch (error) {
      tell(error);
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

function parseAnswer(text: string, endpoint: Endpoint): Json {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw describeFailure(Object.assign(new Error('no JSON', { cause }), { code: 'HPE_NO_JSON' }), endpoint);
  }
}
