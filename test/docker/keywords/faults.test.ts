import test from 'ava';
import * as v from 'valibot';
import { buildSchema, creationSchema, startupSchema } from '../../../src/docker/keywords.ts';
import { keywordFaults } from '../../support/keyword-faults.ts';

const schemas = { build: buildSchema, creation: creationSchema, startup: startupSchema };

for (const [section, given, path, message] of keywordFaults) {
  test(`refused: ${JSON.stringify(given)}`, t => {
    const { issues } = v.safeParse(schemas[section], given);
    t.deepEqual(
      issues?.map(issue => [v.getDotPath(issue), issue.message]),
      [[path, message]],
    );
  });
}

test('null is as good as absent', t => {
  t.true(v.is(startupSchema, { mem_limit: null, binds: null }));
  t.true(v.is(buildSchema, { path: null }));
});
