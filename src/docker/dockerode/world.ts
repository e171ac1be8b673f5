import { isObject, type JsonObject } from '../../core/json.ts';
import { escapeRegExp } from '../../core/redaction.ts';
import { unlessMissing } from '../api-error.ts';
import type { Docker } from '../engine.ts';
import type { Connection } from './connection.ts';
import { readContainers, readImages, readNetworks, readVolumes } from './facts.ts';
import { hasLabels, orFind } from './or-find.ts';

/** What is asked of an engine, and the networks and volumes that are made on it. */
export function worldCalls(
  connection: Connection,
): Pick<
  Docker,
  | 'id'
  | 'now'
  | 'world'
  | 'containers'
  | 'inspectContainer'
  | 'inspectImage'
  | 'createNetwork'
  | 'removeNetwork'
  | 'createVolume'
  | 'removeVolume'
> {
  const get = (path: string, query = {}, signal?: AbortSignal) =>
    connection.json({ method: 'GET', path, query, ...(signal && { signal }) });
  const post = (path: string, body: JsonObject) => connection.json({ method: 'POST', path, body });
  const remove = (path: string) => unlessMissing(connection.json({ method: 'DELETE', path, work: 'long' }));
  const inspect = async (path: string, signal?: AbortSignal): Promise<JsonObject | undefined> => {
    const answer = await unlessMissing(get(path, {}, signal));
    return isObject(answer) ? answer : undefined;
  };

  return {
    id: async signal => {
      const answer = await get('/info', {}, signal);
      return isObject(answer) ? String(answer['ID']) : '';
    },
    now: async () => {
      const answer = await get('/info');
      const time = isObject(answer) ? answer['SystemTime'] : undefined;
      return typeof time === 'string' ? time : new Date().toISOString();
    },
    world: async () => {
      const [containers, images, networks, volumes] = await Promise.all([
        get('/containers/json', { all: true }),
        get('/images/json'),
        get('/networks'),
        get('/volumes'),
      ]);
      return {
        containers: readContainers(containers),
        images: readImages(images),
        networks: readNetworks(networks),
        volumes: readVolumes(volumes),
      };
    },
    containers: async names => {
      if (!names) return readContainers(await get('/containers/json', { all: true }));
      if (names.length === 0) return new Map();
      const filters = JSON.stringify({ name: names.map(exactly) });
      const found = readContainers(await get('/containers/json', { all: true, filters }));
      return new Map([...found].filter(([name]) => names.includes(name)));
    },
    inspectContainer: (name, signal) => inspect(`/containers/${encodeURIComponent(name)}/json`, signal),
    inspectImage: reference => inspect(`/images/${encodeURIComponent(reference)}/json`),
    createNetwork: async (name, body) => {
      // Without CheckDuplicate, engines before 25 make a second network of the same name.
      const made = post('/networks/create', { ...body, Name: name, CheckDuplicate: true });
      await orFind(made, async () => {
        const found = await inspect(`/networks/${encodeURIComponent(name)}`);
        return hasLabels(found, body['Labels']) ? found : undefined;
      });
    },
    removeNetwork: async name => {
      await remove(`/networks/${encodeURIComponent(name)}`);
    },
    createVolume: async (name, body) => {
      // Where it is there already, the engine answers with it.
      await connection.json({
        method: 'POST',
        path: '/volumes/create',
        body: { ...body, Name: name },
        repeatable: true,
      });
    },
    removeVolume: async name => {
      await remove(`/volumes/${encodeURIComponent(name)}`);
    },
  };
}

/** The engine's name filter is a regular expression that is searched for; its names begin with a slash. */
function exactly(name: string): string {
  return `^/?${escapeRegExp(name)}$`;
}
