import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import {
  findUnitFile,
  formatUnitName,
  listImages,
  listUnitFiles,
  parseUnitName,
} from '../../src/unit/names.ts';
import { withConfiguration } from '../support/configuration.ts';
import { faultsOf } from '../support/faults.ts';

for (const [text, unit, command, variants] of [
  ['web/start', 'web', 'start', []],
  ['web/start:app', 'web', 'start', ['app']],
  ['web/test:app:db', 'web', 'test', ['app', 'db']],
  ['my-app.2/re_start', 'my-app.2', 're_start', []],
  ['group/web/start', 'group/web', 'start', []],
] as const) {
  test(`${text} is a command`, t => {
    t.deepEqual(parseUnitName(text), { unit, command, variants: [...variants] });
    t.is(formatUnitName(parseUnitName(text)), text);
  });
}

const wrong = [
  '',
  '/',
  'web/',
  '/start',
  'web/start:',
  'web/start::a',
  'web//start',
  './web/start',
  '-web/start',
];
const ways = [
  '../start',
  '../../etc/start',
  'web/../../start',
  'web/..',
  '/etc/start',
  '.web/start',
  'web/st art',
  'we\nb/start',
];

for (const text of [...wrong, ...ways]) {
  test(`${JSON.stringify(text)} is none`, t => {
    t.true(faultsOf(() => parseUnitName(text))[0]?.startsWith(`"${text}" is no UNIT/COMMAND`));
  });
}

test('an empty name is told what to write', t => {
  t.deepEqual(
    faultsOf(() => parseUnitName('')),
    ['"" is no UNIT/COMMAND (name a unit and its command, as in web/start; "nua-start list" shows all)'],
  );
});

test('a command has its own file, a unit in one file its start only', t => {
  const directory = withConfiguration(t, { 'units/web/stop.yaml': '', 'units/mail.yaml': '' });
  t.is(findUnitFile(directory, 'web', 'stop'), `${directory}/units/web/stop.yaml`);
  t.is(findUnitFile(directory, 'web', 'start'), undefined);
  t.is(findUnitFile(directory, 'mail', 'start'), `${directory}/units/mail.yaml`);
  t.is(findUnitFile(directory, 'mail', 'stop'), undefined);
});

test("a directory's start wins over the file of its name", t => {
  const directory = withConfiguration(t, { 'units/web/start.yaml': '', 'units/web.yaml': '' });
  const file = `${directory}/units/web/start.yaml`;
  t.is(findUnitFile(directory, 'web', 'start'), file);
  t.deepEqual(listUnitFiles(directory), [{ unit: 'web', command: 'start', file }]);
});

test('images are directories with a Dockerfile', t => {
  const directory = withConfiguration(t, {
    'services/web/Dockerfile': '',
    'services/db/Dockerfile': '',
    'services/notes/README': '',
    'services/Dockerfile': '',
  });
  t.deepEqual(listImages(directory, 'services'), ['db', 'web']);
  t.deepEqual(listImages(directory, 'data'), []);
});

test('a link to nothing is no command', t => {
  const directory = withConfiguration(t, { 'units/web/start.yaml': '' });
  symlinkSync('gone.yaml', join(directory, 'units/web/stop.yaml'));
  symlinkSync('gone.yaml', join(directory, 'units/mail.yaml'));
  symlinkSync('start.yaml', join(directory, 'units/web/again.yaml'));
  t.deepEqual(
    listUnitFiles(directory).map(({ unit, command }) => `${unit}/${command}`),
    ['web/again', 'web/start'],
  );
});
