// Every kind of fault in every place. The place of each is stated by hand in its fixture; the whole text as the user
// sees it is a snapshot, which `npx ava test/faults --update-snapshots` renews: read what it changes.

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import test from 'ava';
import { UnitError } from '../../src/core/errors.ts';
import type { Fault } from '../../src/core/places.ts';
import { planFailure } from '../support/plan.ts';
import { composition } from './composition.ts';
import { environment } from './environment.ts';
import { kinds, type Place } from './fixture.ts';
import { imports } from './import.ts';
import { orderList, orders } from './orders.ts';
import { parameter } from './parameter.ts';
import { template } from './template.ts';
import { yaml } from './yaml.ts';

const places: Readonly<Record<string, Place>> = {
  environment,
  template,
  YAML: yaml,
  parameter,
  import: imports,
  composition,
  'list of orders': orderList,
  ...orders,
};

for (const [place, { fixtures }] of Object.entries(places)) {
  for (const { kind, title, text, at, given } of fixtures) {
    test(`${place}, ${kind}: ${title}`, t => {
      const { error, configuration, described } = planFailure(t, text, given);
      if (!(error instanceof UnitError)) throw error;
      t.deepEqual(error.faults.map(fault => whereIs(fault, configuration)).sort(), [...at].sort());
      t.snapshot(described);
    });
  }
}

test('every cell that can exist is covered', t => {
  const cells = Object.entries(places).flatMap(([place, { fixtures, impossible = {} }]) =>
    kinds.map(kind => ({
      cell: `${place}, ${kind}`,
      covered: fixtures.filter(fixture => fixture.kind === kind).length,
      impossible: impossible[kind] !== undefined,
    })),
  );
  const names = (chosen: typeof cells) => chosen.map(({ cell }) => cell);
  const covered = cells.filter(cell => cell.covered > 0);
  t.deepEqual(names(cells.filter(cell => cell.covered === 0 && !cell.impossible)), []);
  t.deepEqual(names(covered.filter(cell => cell.impossible)), []);
  const fixtures = covered.reduce((sum, cell) => sum + cell.covered, 0);
  t.log(
    `${fixtures} fixtures in ${covered.length} cells; ${cells.length - covered.length} cells cannot exist`,
  );
});

/** `FILE:LINE:COLUMN WORD`, the word cut out of the file as it stands. */
function whereIs({ place }: Fault, configuration: string): string {
  if (!place) return 'nowhere';
  const { file, line, column, length = 1 } = place;
  const written =
    readFileSync(join(configuration, relative(configuration, file)), 'utf8').split('\n')[line - 1] ?? '';
  const word = written.slice(column - 1, column - 1 + length);
  return `${relative(configuration, file)}:${line}:${column} ${word}`;
}
