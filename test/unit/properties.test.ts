import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import fc from 'fast-check';
import { type JsonObject, mergeDeep } from '../../src/core/json.ts';
import { findLate } from '../../src/docker/late/late.ts';
import { readCommand } from '../../src/plan/commands.ts';
import { stepsOf } from '../../src/plan/plan.ts';
import type { Sources } from '../../src/unit/file.ts';
import { generatedNames } from '../../src/unit/generated.ts';
import { parseUnitName } from '../../src/unit/names.ts';
import { describeUnit, printUnit } from '../../src/unit/print.ts';
import { plan, prepare, sourcesOf } from '../support/plan.ts';
import { emptyWorld } from '../support/world.ts';

/** What templates and YAML could take for their own. */
const tokens = fc.constantFrom(
  '{',
  '}',
  '{{',
  '}}',
  '{%',
  '%}',
  '{#',
  '#}',
  '-',
  '#',
  "'",
  '"',
  '\\',
  ' ',
  'a',
  '\n',
);
const word = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.array(tokens, { maxLength: 6 }).map(parts => parts.join('')),
  )
  .filter(text => findLate(text).length === 0 && isPlain(text));
const names = ['web', 'db', 'cache', 'job'] as const;
const tags = ['a', 'b', 'c'] as const;

/** A text that YAML and templates can hold at all: no NUL, no half of a surrogate pair, none of the private marks. */
function isPlain(text: string): boolean {
  return !/[\0\uD800-\uDFFF\uE000-\uE003]/.test(text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]/g, ''));
}

const container = fc.record(
  {
    creation: fc.record({
      image: fc.constant('busybox:stable'),
      command: fc.array(word, { maxLength: 3 }),
      environment: fc.dictionary(fc.stringMatching(/^[A-Z]{1,5}$/), word, { maxKeys: 3 }),
    }),
    startup: fc.record({ privileged: fc.boolean(), dns: fc.array(fc.ipV4(), { maxLength: 2 }) }),
  },
  { requiredKeys: ['creation'] },
);
const order = fc.record(
  {
    command: fc.constantFrom('start', 'create', 'stop', 'pause'),
    variants: fc.subarray([...tags]),
    wait: fc.nat(9),
  },
  { requiredKeys: ['command'] },
);
const unit = fc.record({
  composition: fc.record({ web: container, db: container, cache: container, job: container }),
  orders: fc.array(fc.dictionary(fc.constantFrom(...names), order, { minKeys: 1 }), {
    minLength: 1,
    maxLength: 5,
  }),
});

/** Any unit as a file: what it says comes in as values, so that nothing in it is a template. */
const file = '{{ composition | json }}\n---\n{{ orders | json }}\n';

function read(sources: Sources, given: JsonObject, command: string) {
  const environment = { ...sources.environment, values: { ...sources.environment.values, ...given } };
  return readCommand(parseUnitName(`web/${command}`), { ...sources, environment });
}

test('a printed unit reads back as the same unit, and gives the same plan', t => {
  const { scope } = prepare(t, 'web: {creation: {image: busybox:stable}}\n');
  const sources = sourcesOf(t, file, { command: 'web/start' });
  const copy = join(sources.configuration, 'units/web/copy.yaml');
  fc.assert(
    fc.property(unit, fc.constantFrom('start', ...generatedNames), (given, command) => {
      const first = read(sources, given, command);
      writeFileSync(
        copy,
        printUnit(first, text => text),
      );
      const second = read(sources, {}, 'copy');
      t.deepEqual(describeUnit(second), describeUnit(first), readFileSync(copy, 'utf8'));
      const planned = (each: typeof first) =>
        stepsOf(plan({ unit: each, scope: { ...scope, composition: each.composition }, world: emptyWorld }));
      t.deepEqual(planned(second), planned(first));
    }),
    { numRuns: 150 },
  );
});

/** Environments that agree on which names are mappings; where they do not, the later one replaces, in that order. */
const layer: fc.Arbitrary<JsonObject> = fc.letrec<{ layer: JsonObject }>(tie => ({
  layer: fc.record(
    {
      a: fc.integer(),
      b: word,
      list: fc.array(fc.nat(), { maxLength: 2 }),
      x: tie('layer'),
      y: tie('layer'),
    },
    { requiredKeys: [] },
  ),
})).layer;

test('merging environments is associative, and an empty one changes nothing', t => {
  fc.assert(
    fc.property(layer, layer, layer, (a, b, c) => {
      t.deepEqual(mergeDeep(mergeDeep(a, b), c), mergeDeep(a, mergeDeep(b, c)));
      t.deepEqual(mergeDeep(a, {}), a);
      t.deepEqual(mergeDeep({}, a), a);
    }),
  );
});

test('the variant filter commutes with generation: both leave the containers whose orders carry the tag', t => {
  const sources = sourcesOf(t, file, { command: 'web/start' });
  fc.assert(
    fc.property(unit, fc.constantFrom(...tags), fc.constantFrom(...generatedNames), (given, tag, command) => {
      const start = read(sources, given, 'start');
      const tagged = start.entries.flat().filter(({ variants }) => variants.includes(tag));
      if (tagged.length === 0)
        return void t.throws(() => read(sources, given, `${command}:${tag}`), { message: /variant/ });
      const filtered = read(sources, given, `${command}:${tag}`);
      const keep = {
        ...given,
        orders: given.orders
          .map(entry => onlyTagged(entry, tag))
          .filter(entry => Object.keys(entry).length > 0),
      };
      // A purge of a variant prunes less than one of a whole unit, which the plan of it says.
      const withoutPrune = (each: typeof filtered) =>
        describeUnit({
          ...each,
          entries: each.entries.filter(entry => entry.every(({ kind }) => kind !== 'prune')),
        });
      t.deepEqual(withoutPrune(filtered), withoutPrune(read(sources, keep, command)));
      return undefined;
    }),
    { numRuns: 150 },
  );
});

type Orders = Readonly<Record<string, { readonly variants?: readonly string[] }>>;

function onlyTagged(entry: Orders, tag: string): Orders {
  return Object.fromEntries(Object.entries(entry).filter(([, { variants = [] }]) => variants.includes(tag)));
}
