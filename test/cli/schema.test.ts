import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { runCli } from '../support/cli.ts';
import { directoryOf } from '../support/directory.ts';

test('prints what init writes, of units and of environments', async t => {
  const cwd = directoryOf(t, {});
  t.is((await runCli(['init'], { cwd })).code, 0);
  const unit = await runCli(['schema'], { cwd });
  t.is(unit.stdout, readFileSync(join(cwd, 'schemas/unit.json'), 'utf8'));
  const environment = await runCli(['schema', '--environment'], { cwd });
  t.is(environment.stdout, readFileSync(join(cwd, 'schemas/environment.json'), 'utf8'));
  for (const { stdout } of [unit, environment])
    t.is(JSON.parse(stdout).$schema, 'http://json-schema.org/draft-07/schema#');
});

test('what init lays out is right', async t => {
  const cwd = directoryOf(t, {});
  await runCli(['init'], { cwd });
  const { code, stdout } = await runCli(['validate'], { cwd });
  t.is(code, 0);
  t.regex(stdout, / 0 faults, 0 warnings$/m);
});
