import test from 'ava';
import { listCommands } from '../../src/unit/listing.ts';
import { withConfiguration } from '../support/configuration.ts';

test('explicit and generated commands, sorted, each once', t => {
  const directory = withConfiguration(t, {
    'units/web/start.yaml': '',
    'units/web/stop.yaml': '',
    'units/tools/check.yaml': '',
  });
  t.deepEqual(
    listCommands(directory).map(
      ({ unit, command, generated }) => `${unit}/${command}${generated ? ' *' : ''}`,
    ),
    [
      'tools/check',
      'web/build *',
      'web/cleanup *',
      'web/create *',
      'web/pause *',
      'web/purge *',
      'web/restart *',
      'web/start',
      'web/stop',
      'web/unpause *',
    ],
  );
});

test('a unit in one file is a start; its generated commands name that file', t => {
  const directory = withConfiguration(t, { 'units/mail.yaml': '' });
  t.true(
    listCommands(directory).every(
      ({ unit, file }) => unit === 'mail' && file === `${directory}/units/mail.yaml`,
    ),
  );
  t.is(listCommands(directory).find(({ command }) => command === 'start')?.generated, false);
});

test('what is no unit file is passed over', t => {
  const directory = withConfiguration(t, {
    'units/README.md': '',
    'units/web/README.rst': '',
    'units/web/start.yml': '',
    'units/web/.hidden.yaml': '',
    'units/_parts/start.yaml': '',
    'units/web/deep/start.yaml': '',
  });
  t.deepEqual(listCommands(directory), []);
});
