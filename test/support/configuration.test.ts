import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { withConfiguration, writeFiles } from './configuration.ts';

test.serial('a configuration directory has its files', t => {
  const directory = withConfiguration(t, { 'units/web/start.yaml': 'web: {}\n', 'environments/a.yaml': '' });
  writeFiles(directory, { 'units/web/start.yaml': 'other: {}\n' });
  t.is(readFileSync(join(directory, 'units/web/start.yaml'), 'utf8'), 'other: {}\n');
  t.true(existsSync(join(directory, 'environments/a.yaml')));
});
