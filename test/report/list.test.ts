import test from 'ava';
import { describeList } from '../../src/report/list.ts';

const units = [
  { unit: 'web', command: 'start', generated: false, file: '/conf/units/web/start.yaml' },
  { unit: 'web', command: 'stop', generated: true, file: '/conf/units/web/start.yaml' },
];

test('one kind: one name a line', t => {
  t.is(describeList({ units }, false), 'web/start\nweb/stop');
  t.is(describeList({ services: ['db', 'web'] }, false), 'db\nweb');
});

test('several kinds: each with its title', t => {
  t.is(
    describeList({ units, services: ['db'], data: [] }, false),
    'units:\n  web/start\n  web/stop\nservices:\n  db\ndata:',
  );
});

test('as JSON: one object, lists under plural keys', t => {
  t.deepEqual(JSON.parse(describeList({ units, services: ['db'] }, true)), { units, services: ['db'] });
});
