import test from 'ava';
import * as v from 'valibot';
import { keywordTables } from '../../../src/docker/keywords.ts';
import { keywordForms } from '../../support/keyword-forms.ts';

for (const [section, cases] of Object.entries(keywordForms)) {
  for (const [keyword, forms] of Object.entries(cases)) {
    test(`${section}.${keyword} takes its forms`, t => {
      const row = Object.entries({
        ...keywordTables.creation,
        ...(section === 'build' && keywordTables.build),
      }).find(([name]) => name === keyword)?.[1];
      if (row === undefined) return t.fail('no such row');
      for (const [given, engine] of forms) {
        const once = v.safeParse(row, given);
        if (engine === undefined) {
          t.false(once.success);
          continue;
        }
        t.true(once.success, JSON.stringify(once.issues?.map(issue => issue.message)));
        t.deepEqual(v.parse(row, once.output), once.output, 'what was read can be read again');
        t.deepEqual(row.toEngine(once.output, keyword), engine, JSON.stringify(given));
      }
    });
  }
}
