// Every form that a keyword takes, and every fault in one, as an editor sees them.
import test from 'ava';
import { isObject, type Json, type JsonObject } from '../../../src/core/json.ts';
import { unitFileSchema } from '../../../src/unit/json-schema/unit-file.ts';
import { compile } from '../../support/json-schema.ts';
import { keywordFaults } from '../../support/keyword-faults.ts';
import { keywordForms } from '../../support/keyword-forms.ts';

const faultsIn = compile(unitFileSchema());
type Section = keyof typeof keywordForms;

/** A composition with nothing but this in a section; a build must name these two. */
function withSection(section: Section, given: JsonObject): JsonObject {
  const needed: JsonObject = section === 'build' ? { path: 'services/web', tag: 'web' } : {};
  return { web: { [section]: { ...needed, ...given } } };
}

for (const section of ['build', 'creation', 'startup'] as const) {
  for (const [keyword, forms] of Object.entries(keywordForms[section])) {
    test(`${section}.${keyword} takes its forms`, t => {
      for (const [given, engine] of forms) {
        const found = faultsIn(withSection(section, { [keyword]: given }));
        if (engine === undefined) t.not(found.length, 0, JSON.stringify(given));
        else t.deepEqual(found, [], JSON.stringify(given));
      }
    });
  }
}

/** What JSON Schema cannot say, or only in a way that nobody could read in an editor. */
const unsayable: readonly string[] = [
  'only on-failure counts',
  'wanted "soft", "hard" or both',
  'a mount of type',
  'wanted "count" or "device_ids", found both',
  'wanted a command line whose quotes are closed',
  'the "dockerfile" of a build from a URL',
];

for (const [section, given, , message] of keywordFaults) {
  if (!isObject(given)) continue;
  test(`${section} ${JSON.stringify(given)}: ${message}`, t => {
    const found = faultsIn({ web: { [section]: given } });
    t.is(
      found.length === 0,
      unsayable.some(start => message.startsWith(start)),
    );
  });
}

test('what is empty is as good as absent', t => {
  const empty: Json = { web: { build: null, creation: null, startup: { mem_limit: null, binds: null } } };
  t.deepEqual(faultsIn(empty), []);
});
