import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { ApiError, unlessMissing } from '../api-error.ts';
import type { Docker } from '../engine.ts';
import type { Connection } from './connection.ts';

/** The life of a container, from create to remove. */
export function containerCalls(
  connection: Connection,
): Pick<
  Docker,
  'create' | 'connect' | 'start' | 'stop' | 'pause' | 'unpause' | 'rename' | 'remove' | 'wait' | 'commit'
> {
  const act = async (container: string, verb: string, query = {}): Promise<void> => {
    await connection.json({
      method: 'POST',
      path: `/containers/${encodeURIComponent(container)}/${verb}`,
      query,
    });
  };

  return {
    create: async (name, body, platform) => {
      const query = { ...(name !== undefined && { name }), ...(platform !== undefined && { platform }) };
      return readCreated(await connection.json({ method: 'POST', path: '/containers/create', query, body }));
    },
    connect: async (container, network, endpoint) => {
      const body = { Container: container, EndpointConfig: endpoint };
      await connection.json({
        method: 'POST',
        path: `/networks/${encodeURIComponent(network)}/connect`,
        body,
      });
    },
    start: container => act(container, 'start'),
    stop: (container, grace) => act(container, 'stop', grace === undefined ? {} : { t: Math.ceil(grace) }),
    pause: container => act(container, 'pause'),
    unpause: container => act(container, 'unpause'),
    rename: (container, name) => act(container, 'rename', { name }),
    remove: async (container, { volumes, force }) => {
      const query = { v: volumes, force };
      const path = `/containers/${encodeURIComponent(container)}`;
      try {
        await unlessMissing(connection.json({ method: 'DELETE', path, query }));
      } catch (error) {
        // One with auto_remove goes by itself when it ends.
        if (!(error instanceof ApiError && /already in progress/.test(error.message))) throw error;
      }
    },
    wait: async (container, signal) => {
      const path = `/containers/${encodeURIComponent(container)}/wait`;
      return number(field(await connection.json({ method: 'POST', path, signal }), 'StatusCode'));
    },
    commit: async (container, { repository, tag, message, author, labels }) => {
      const texts = {
        ...(message !== undefined && { comment: message }),
        ...(author !== undefined && { author }),
      };
      const query = { container, repo: repository, tag, ...texts };
      const body: JsonObject = Object.keys(labels).length > 0 ? { Labels: labels } : {};
      return text(field(await connection.json({ method: 'POST', path: '/commit', query, body }), 'Id'));
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
