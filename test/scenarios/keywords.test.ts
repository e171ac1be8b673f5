import test from 'ava';
import Dockerode from 'dockerode';
import { isObject, type JsonObject } from '../../src/core/json.ts';
import { createBody, platformOf } from '../../src/docker/create-body.ts';
import { keywordTables } from '../../src/docker/keywords.ts';
import { container } from '../support/container.ts';
import { containerRows, type RowCheck, type Seen } from '../support/container-rows.ts';

const docker = new Dockerode();
const prefix = `nua-keywords-${process.pid}`;
const surroundings = { container: `${prefix}-other`, network: `${prefix}-network`, own: `${prefix}-own` };
const rows = containerRows(surroundings);

test.before(async () => {
  await docker.createContainer({
    name: surroundings.container,
    Image: 'busybox:stable',
    Volumes: { '/data': {} },
  });
  await docker.createNetwork({
    Name: surroundings.network,
    IPAM: { Driver: 'default', Config: [{ Subnet: '10.213.7.0/24' }] },
  });
});

test.after.always(async () => {
  for (const name of [surroundings.own, surroundings.container]) {
    await docker.getContainer(name).remove({ v: true, force: true }).catch(unlessMissing);
  }
  await docker.getNetwork(surroundings.network).remove().catch(unlessMissing);
});

test('every keyword of a container is tried', t => {
  t.deepEqual(Object.keys(rows).sort(), Object.keys(keywordTables.creation).sort());
});

test('every keyword of startup may stand in creation', t => {
  t.deepEqual(
    Object.keys(keywordTables.startup).filter(keyword => !(keyword in keywordTables.creation)),
    [],
  );
});

for (const [keyword, row] of Object.entries(rows)) {
  for (const section of sectionsOf(keyword)) {
    test.serial(`${section}.${keyword} reaches the engine`, async t => {
      const seen = await tryRow(keyword, row, section);
      t.deepEqual(row.read(seen), row.expected, seen.refusal);
    });
  }
}

test.serial('without any keyword the engine shows none of these values', async t => {
  const seen = await tryRow(
    'image',
    { value: 'busybox:stable', read: () => undefined, expected: undefined },
    'creation',
  );
  const alsoDefault = Object.entries(rows).filter(([, row]) => isSame(row.read(seen), row.expected));
  t.deepEqual(
    alsoDefault.map(([keyword]) => keyword),
    // The image is always given here, and its tag with it; a container is always called as its entry is.
    ['image', 'tag', 'name'],
  );
});

test.serial('a link answers on a network that is not the default bridge', async t => {
  const { network, own } = surroundings;
  const other = `${own}-linked`;
  const far = container({
    name: other,
    creation: { image: 'busybox:stable', command: 'sleep 60' },
    startup: { network_mode: network },
  });
  const near = container({
    name: own,
    creation: { image: 'busybox:stable', command: 'ping -c 1 -W 5 alias', networking_config: [network] },
    startup: { links: { [other]: 'alias' } },
  });
  try {
    await create({ name: other }, createBody(far));
    await docker.getContainer(other).start();
    await create({ name: own }, createBody(near));
    await docker.getContainer(own).start();
    t.like(await docker.getContainer(own).wait(), { StatusCode: 0 });
  } finally {
    for (const name of [own, other])
      await docker.getContainer(name).remove({ force: true }).catch(unlessMissing);
  }
});

function sectionsOf(keyword: string): readonly ('creation' | 'startup')[] {
  return keyword in keywordTables.startup ? ['creation', 'startup'] : ['creation'];
}

async function tryRow(keyword: string, row: RowCheck, section: 'creation' | 'startup'): Promise<Seen> {
  const written = { ...row.beside, [keyword]: row.value };
  const image = { image: 'busybox:stable' };
  const declared =
    section === 'creation'
      ? { name: surroundings.own, creation: { ...image, ...written } }
      : { name: surroundings.own, creation: image, startup: written };
  const given = container(declared);
  const query = { name: given.name, ...(platformOf(given) !== undefined && { platform: platformOf(given) }) };
  try {
    const { Id, Warnings } = await create(query, createBody(given));
    const inspect = jsonOf(await docker.getContainer(Id).inspect());
    await docker.getContainer(Id).remove({ v: true, force: true });
    return { inspect, warnings: Warnings, refusal: '' };
  } catch (error) {
    return { inspect: {}, warnings: [], refusal: error instanceof Error ? error.message : String(error) };
  }
}

/** dockerode's own createContainer keeps the engine's warnings to itself. */
function create(query: object, body: JsonObject): Promise<{ Id: string; Warnings: string[] }> {
  const call = {
    path: '/containers/create?',
    method: 'POST',
    options: { _query: query, _body: body },
    statusCodes: { 201: true },
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(call, (error, made) => {
      if (error !== null || !isObject(made)) return reject(error ?? new Error('no answer'));
      const { Id, Warnings } = made;
      resolve({ Id: String(Id), Warnings: Array.isArray(Warnings) ? Warnings.map(String) : [] });
    });
  });
}

function jsonOf(value: unknown): JsonObject {
  const read: unknown = JSON.parse(JSON.stringify(value));
  return isObject(read) ? read : {};
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Error && 'statusCode' in error && error.statusCode === 404)) throw error;
}
