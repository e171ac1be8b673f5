import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readSource } from '../../src/unit/source.ts';
import { withConfiguration } from '../support/configuration.ts';
import { faultsOf } from '../support/faults.ts';

test('what is no regular file is refused before it is read', t => {
  const units = join(withConfiguration(t, {}), 'units');
  execFileSync('mkfifo', [join(units, 'pipe.yaml')]);
  mkdirSync(join(units, 'directory.yaml'));
  symlinkSync('/dev/zero', join(units, 'device.yaml'));
  symlinkSync('gone', join(units, 'link.yaml'));
  for (const [name, reason] of [
    ['pipe', 'it is no regular file'],
    ['directory', 'it is a directory'],
    ['device', 'it is no regular file'],
    ['link', 'there is no such file'],
  ] as const) {
    const file = join(units, `${name}.yaml`);
    t.deepEqual(
      faultsOf(() => readSource(file)),
      [`cannot read ${file}: ${reason}`],
    );
  }
});

test('a link to a file is read as the file', t => {
  const units = join(withConfiguration(t, { 'units/web.yaml': 'web: {}\n' }), 'units');
  symlinkSync('web.yaml', join(units, 'link.yaml'));
  t.is(readSource(join(units, 'link.yaml')).text, 'web: {}\n');
});
