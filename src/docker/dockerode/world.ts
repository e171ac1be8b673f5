import { isObject, type JsonObject } from '../../core/json.ts';
import { escapeRegExp } from '../../core/redaction.ts';
import { unlessMissing } from '../api-error.ts';
import type { Docker } from '../engine.ts';
import type { Connection } from './connection.ts';
import { readContainers, readImages, readNetworks, readVolumes } from './facts.ts';

/** What is asked of an engine, and the networks and volumes that are made on it. */
export function worldCalls(
  connection: Connection,
): Pick<
  Docker,
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
  const get = (path: string, query = {}) => connection.json({ method: 'GET', path, query });
  const post = (path: string, body: JsonObject) => connection.json({ method: 'POST', path, body });
  const remove = (path: string) => unlessMissing(connection.json({ method: 'DELETE', path }));
  const inspect = async (path: string): Promise<JsonObject | undefined> => {
    const answer = await unlessMissing(get(path));
    return isObject(answer) ? answer : undefined;
  };

  return {
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
      if (names.length === 0) return new Map();
      const filters = JSON.stringify({ name: names.map(exactly) });
      const found = readContainers(await get('/containers/json', { all: true, filters }));
      return new Map([...found].filter(([name]) => names.includes(name)));
    },
    inspectContainer: name => inspect(`/containers/${encodeURIComponent(name)}/json`),
    inspectImage: reference => inspect(`/images/${encodeURIComponent(reference)}/json`),
    createNetwork: async (name, body) => {
      // Without CheckDuplicate, engines before 25 make a second network of the same name.
      await post('/networks/create', { ...body, Name: name, CheckDuplicate: true });
    },
    removeNetwork: async name => {
      await remove(`/networks/${encodeURIComponent(name)}`);
    },
    createVolume: async (name, body) => {
      await post('/volumes/create', { ...body, Name: name });
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
