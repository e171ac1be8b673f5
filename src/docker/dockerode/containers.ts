import { isObject, type Json, type JsonObject, objectIn } from '../../core/json.ts';
import { ApiError, unlessMissing } from '../api-error.ts';
import type { Docker } from '../engine.ts';
import type { Call } from './client.ts';
import type { Connection } from './connection.ts';
import { Silence } from './failure.ts';
import { hasLabels, orFind } from './or-find.ts';

/** The life of a container, from create to remove. */
export function containerCalls(
  connection: Connection,
): Pick<
  Docker,
  'create' | 'connect' | 'start' | 'stop' | 'pause' | 'unpause' | 'rename' | 'remove' | 'wait' | 'commit'
> {
  const inspect = async (container: string): Promise<JsonObject> => {
    const path = `/containers/${encodeURIComponent(container)}/json`;
    const answer = await connection.json({ method: 'GET', path });
    return isObject(answer) ? answer : {};
  };
  const act = async (container: string, verb: string, wishes: Partial<Call> = {}): Promise<void> => {
    const path = `/containers/${encodeURIComponent(container)}/${verb}`;
    await connection.json({ method: 'POST', path, ...wishes });
  };
  /** The same for what must not be done twice: where its answer is lost, the container tells whether it was done. */
  const actOnce = async (
    container: string,
    verb: string,
    isDone: (inspected: JsonObject) => boolean,
    wishes: Partial<Call> = {},
  ): Promise<void> => {
    const acting = act(container, verb, wishes).then(() => true);
    await orFind(acting, async () => isDone(await inspect(container)) || undefined);
  };

  return {
    create: (name, body, platform) => {
      const query = { ...(name !== undefined && { name }), ...(platform !== undefined && { platform }) };
      const call = { method: 'POST', path: '/containers/create', query, body } as const;
      return orFind(connection.json(call).then(readCreated), async () => {
        const found = name === undefined ? {} : await inspect(name);
        return hasLabels(found['Config'], body['Labels']) ? readCreated(found) : undefined;
      });
    },
    connect: async (container, network, endpoint) => {
      const body = { Container: container, EndpointConfig: endpoint };
      const path = `/networks/${encodeURIComponent(network)}/connect`;
      await orFind(connection.json({ method: 'POST', path, body }), async () => {
        const settings = objectIn(await inspect(container), 'NetworkSettings');
        return objectIn(settings, 'Networks')[network];
      });
    },
    start: container => actOnce(container, 'start', ({ State: state }) => field(state, 'Running') === true),
    stop: async (container, grace) => {
      const query = grace === undefined ? {} : { t: Math.ceil(grace) };
      // How long the container's own takes is not worth another call.
      await act(container, 'stop', { query, work: grace ?? 'long', repeatable: true });
    },
    pause: container => actOnce(container, 'pause', ({ State: state }) => field(state, 'Paused') === true),
    unpause: container =>
      actOnce(container, 'unpause', ({ State: state }) => field(state, 'Paused') === false),
    rename: (container, name) =>
      actOnce(container, 'rename', ({ Name: now }) => now === `/${name}`, { query: { name } }),
    remove: async (container, { volumes, force }) => {
      const query = { v: volumes, force };
      const path = `/containers/${encodeURIComponent(container)}`;
      try {
        await unlessMissing(connection.json({ method: 'DELETE', path, query, work: 'long' }));
      } catch (error) {
        // One with auto_remove goes by itself when it ends.
        if (!(error instanceof ApiError && /already in progress/.test(error.message))) throw error;
      }
    },
    wait: async (container, signal) => {
      const path = `/containers/${encodeURIComponent(container)}/wait`;
      for (;;) {
        try {
          const answer = await connection.json({ method: 'POST', path, signal, repeatable: true });
          return number(field(answer, 'StatusCode'));
        } catch (error) {
          if (!(error instanceof Silence)) throw error;
        }
        // It takes its time, or the engine has forgotten that somebody waits for it.
        const { State: state } = await inspect(container);
        if (field(state, 'Running') === false) return number(field(state, 'ExitCode'));
      }
    },
    commit: async (container, { repository, tag, message, author, labels }) => {
      const texts = {
        ...(message !== undefined && { comment: message }),
        ...(author !== undefined && { author }),
      };
      const query = { container, repo: repository, tag, ...texts };
      const body: JsonObject = Object.keys(labels).length > 0 ? { Labels: labels } : {};
      return text(
        field(await connection.json({ method: 'POST', path: '/commit', query, body, work: 'long' }), 'Id'),
      );
    },
  };
}

function readCreated(answer: Json | undefined): { id: string; warnings: readonly string[] } {
  const warnings = field(answer, 'Warnings');
  return {
    id: text(field(answer, 'Id')),
    warnings: Array.isArray(warnings) ? warnings.filter(it => typeof it === 'string') : [],
  };
}

function field(answer: Json | undefined, name: string): Json | undefined {
  return isObject(answer) ? answer[name] : undefined;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** A missing exit code is no success. */
function number(value: Json | undefined): number {
  return typeof value === 'number' ? value : -1;
}
