import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { generatedNames } from '../../src/unit/generated.ts';
import { layOut } from '../../src/unit/lay-out.ts';
import { listUnitFiles } from '../../src/unit/names.ts';
import { directoryOf } from '../support/directory.ts';
import { planText, type WorldGiven } from '../support/plan.ts';

const checkout = join(import.meta.dirname, '..', '..');

/** `planText` itself compares the plan of each unit with that of its printed form; here it is given the real ones. */
function plansOf(
  t: Parameters<typeof planText>[0],
  configuration: string,
  containers: NonNullable<WorldGiven['containers']>,
): readonly string[] {
  const environment = readFileSync(join(configuration, 'environments/default.yaml'), 'utf8');
  return listUnitFiles(configuration)
    .filter(({ command }) => command === 'start')
    .flatMap(({ file }) =>
      ['start', ...generatedNames].map(command =>
        planText(t, readFileSync(file, 'utf8'), {
          command: `web/${command}`,
          files: { 'environments/default.yaml': environment },
          world: command === 'start' ? {} : { containers },
        }),
      ),
    );
}

test('the units of the checkout, printed, give the same plans', t => {
  const plans = plansOf(t, checkout, { myapp_data: 'created', myapp: 'running' });
  t.is(plans.length, 1 + generatedNames.length);
  t.regex(plans[0] ?? '', /^web\/start: 8 steps, 8 to run\n/);
});

test('the unit that init lays out, printed, gives the same plans', async t => {
  const directory = directoryOf(t, {});
  await layOut(directory);
  t.is(plansOf(t, directory, { hello: 'running' }).length, 1 + generatedNames.length);
});
