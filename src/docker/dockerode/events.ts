import { objectIn } from '../../core/json.ts';
import type { ContainerEvent, Docker } from '../engine.ts';
import { lineSplitter } from '../stream-lines.ts';
import type { Connection } from './connection.ts';
import { sinceOf } from './since.ts';

/** What the engine tells of by itself. */
export function eventCalls(connection: Connection): Pick<Docker, 'watch'> {
  return {
    watch: async (container, hear, signal, since) => {
      const filters = JSON.stringify({ type: ['container'], container: [container], event: telling });
      const query = { filters, ...sinceOf(since) };
      const stream = await connection.stream({
        method: 'GET',
        path: '/events',
        query,
        signal,
      });
      const lines = lineSplitter(line => {
        const event = readEvent(line);
        if (event) hear(event);
      });
      const ended = connection.consume(stream, chunk => lines.take(chunk), signal);
      ended.catch(ignoreUnseen);
      return { ended };
    },
  };
}

/** Health checks also make exec events, many of them, which say nothing. */
const telling = ['start', 'die', 'oom', 'destroy', 'pause', 'unpause', 'health_status'] as const;

/** One JSON object a line; `health_status: healthy` is an action, too. */
function readEvent(line: string): ContainerEvent | undefined {
  const event: unknown = JSON.parse(line);
  const written = event !== null && typeof event === 'object' && 'Action' in event ? event.Action : undefined;
  const action = telling.find(name => name === String(written).split(':')[0]);
  if (!action) return undefined;
  const code = objectIn(objectIn(event, 'Actor'), 'Attributes')['exitCode'];
  return { action, exitCode: code === undefined ? undefined : Number(code) };
}

/** Whoever awaits `ended` gets its rejection all the same; who does not must not end the process by it. */
function ignoreUnseen(): void {}
