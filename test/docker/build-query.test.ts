import test from 'ava';
import * as v from 'valibot';
import { type BuildQuery, buildQuery, contextOf } from '../../src/docker/build-query.ts';
import { buildSchema } from '../../src/docker/keywords.ts';

const defaults = { rm: true, forcerm: true, pull: false };
const queries: readonly (readonly [written: unknown, query: BuildQuery])[] = [
  [{}, defaults],
  [
    { path: '/ctx', tag: 'a' },
    { ...defaults, t: 'a' },
  ],
  [
    { rm: 'no', pull: 'yes', nocache: true },
    { rm: false, forcerm: false, pull: true, nocache: true },
  ],
  [
    { path: 'git://h/a.git#main', tag: 'a', dockerfile: 'd/D' },
    { ...defaults, remote: 'git://h/a.git#main', t: 'a', dockerfile: 'd/D' },
  ],
  [
    { path: '/ctx', tag: 'a', dockerfile: '../D' },
    { ...defaults, t: 'a', dockerfile: '../D' },
  ],
  [{ extra_hosts: { a: '1.2.3.4', b: '1.2.3.5' } }, { ...defaults, extrahosts: ['a:1.2.3.4', 'b:1.2.3.5'] }],
  [
    { buildargs: { A: 1 }, labels: ['x'], shmsize: '1m' },
    { ...defaults, buildargs: '{"A":"1"}', labels: '{"x":""}', shmsize: 1048576 },
  ],
];

for (const [written, query] of queries) {
  test(`build ${JSON.stringify(written)}`, t =>
    t.deepEqual(buildQuery(v.parse(buildSchema, written)), query));
}

test('a directory is sent, a URL is fetched', t => {
  t.is(contextOf({ path: '/ctx', tag: 't' }), '/ctx');
  t.is(contextOf({ path: 'https://example.org/a.tar', tag: 't' }), undefined);
  t.is(contextOf({}), undefined);
});
