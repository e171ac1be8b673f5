import { Readable } from 'node:stream';
import { messageOf } from '../../core/errors.ts';
import type { Endpoint } from '../endpoint.ts';
import type { Call } from './client.ts';
import { goesOn, LostAnswer, silence } from './failure.ts';
import { startPatience } from './patience.ts';
import type { Pulse } from './pulse.ts';

/** An answer that has begun. */
export type Opened = {
  readonly answer: Readable;
  /** To be called for each part of it that has come. */
  readonly heard: () => void;
};

/** Sees to it that a call does not wait for ever. */
export type Watch = {
  /** The call as it is to be sent. */
  readonly call: Call;
  /** Aborts with a LostAnswer when the engine is lost before it has answered. */
  readonly lost: AbortSignal;
  /** The answer has begun; from here on the loss of the engine ends it with an error. Ends with the answer. */
  answered(answer: Readable): Opened;
  /** There will be no answer. */
  end(): void;
};

/**
 * The engine is lost when it is silent for longer than the call allows; and for a call that may take long, as soon as it
 * does not answer pings.
 * @param endless whether the answer goes on as long as what it tells of: once it has begun, silence is no failure
 */
export function watchOver(call: Call, endless: boolean, endpoint: Endpoint, pulse: Pulse): Watch {
  const { work, archive } = call;
  const lost = new AbortController();
  let lose = (error: LostAnswer): void => lost.abort(error);
  const seconds = secondsFor(call, endpoint);
  const patience = startPatience(seconds, () => lose(silence(endpoint, call, seconds)));
  const unwatch =
    endless || work !== undefined ? pulse.watch(error => lose(withoutPulse(error))) : (): void => undefined;
  const end = (): void => {
    patience.end();
    unwatch();
  };
  return {
    call: archive ? { ...call, archive: Readable.from(telling(archive, patience.heard)) } : call,
    lost: lost.signal,
    answered: answer => {
      if (endless) patience.end();
      else patience.heard();
      lose = error => void answer.destroy(error);
      answer.once('close', end);
      // Whoever reads it hears of it; until somebody does, it must not end the process.
      answer.on('error', () => undefined);
      return { answer, heard: patience.heard };
    },
    end,
  };
}

function secondsFor({ work = 0 }: Call, { patience }: Endpoint): number {
  return work === 'long' ? patience * 10 : patience + work;
}

/** What is being sent is no silence. */
async function* telling(archive: Readable, heard: () => void): AsyncGenerator<unknown> {
  for await (const chunk of archive) {
    heard();
    yield chunk;
  }
}

/** That the ping has not reached the engine does not say so of the call. */
function withoutPulse(cause: unknown): LostAnswer {
  return new LostAnswer(messageOf(cause), { hint: `see whether it is still running; ${goesOn}`, cause });
}
