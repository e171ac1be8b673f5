import type { Docker } from '../engine.ts';
import type { Connection } from './connection.ts';

/** What the engine tells of by itself. */
export function eventCalls(connection: Connection): Pick<Docker, 'watch'> {
  return {
    watch: async (container, changed, signal) => {
      const filters = JSON.stringify({ type: ['container'], container: [container], event: telling });
      const stream = await connection.stream({ method: 'GET', path: '/events', query: { filters }, signal });
      // Where the stream breaks off, whoever waits finds out by asking once more.
      connection.consume(stream, changed, signal).catch(changed);
    },
  };
}

/** Health checks also make exec events, many of them, which say nothing. */
const telling = ['start', 'die', 'oom', 'destroy', 'pause', 'unpause', 'health_status'];
