import test, { type ExecutionContext } from 'ava';
import { placeOfName, placeOfPath } from '../../src/docker/mention.ts';
import { prepare } from '../support/plan.ts';

/** The text that stands where a container's entry mentions something. */
function mention(t: ExecutionContext, entry: string, name: string, find: typeof placeOfName): string {
  const text = `web: {${entry}}\n`;
  const { unit } = prepare(t, text);
  const container = unit.composition.containers.get('web');
  if (!container) throw new TypeError('no container');
  const { column, length = 1 } = find(
    container,
    name.replace('DIR', unit.file.replace('/units/web/start.yaml', '')),
  );
  return text.slice(column - 1, column - 1 + length);
}

for (const [entry, name, word] of [
  ['startup: {volumes_from: [db2, db]}', 'db', 'db'],
  ['startup: {volumes_from: "db:ro"}', 'db', '"db:ro"'],
  ['startup: {links: {db: database}}', 'db', 'db'],
  ['start: {links: [[db, database]]}', 'db', 'db'],
  ["creation: {network_mode: 'container:db'}", 'db', "'container:db'"],
  ['create: {networking_config: {back: {}}}', 'back', 'back'],
  ['startup: {binds: {store: /data}}', 'store', 'store'],
  ['creation: {hostname: db2}', 'db', 'web'],
] as const) {
  test(`${name} in ${entry}`, t => {
    t.is(mention(t, entry, name, placeOfName), word);
  });
}

for (const [entry, path, word] of [
  ['startup: {binds: {data/web: /data}}', 'DIR/data/web', 'data/web'],
  ['startup: {binds: {/srv/web: /data}}', '/srv/web', '/srv/web'],
  ["startup: {binds: ['./data:/data:ro']}", 'DIR/data', "'./data:/data:ro'"],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the language of paths in units
  ["startup: {binds: {'${NUA_CONF}/data': /data}}", 'DIR/data', "'${NUA_CONF}/data'"],
  ['startup: {mounts: [{type: bind, target: /data, source: data/}]}', 'DIR/data', 'data/'],
  ['startup: {binds: {data: /x, other/data: /y}}', 'DIR/other/data', 'other/data'],
] as const) {
  test(`${path} in ${entry}`, t => {
    t.is(mention(t, entry, path, placeOfPath), word);
  });
}
