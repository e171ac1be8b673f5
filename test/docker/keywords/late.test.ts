import test from 'ava';
import { isLate, splitAroundLate } from '../../../src/docker/keywords/late.ts';

const late = [
  '{{.Id}}',
  'http://{{ .Network.IPAddress }}(db):80',
  `[[ inspect['A']["B"][0] ]](image://web:1)`,
  '[[.Mounts[0].Source]]',
  '{{["odd key"]}}',
];
const plain = ['', '{{ port }}', '[[ -f x ]]', '{{.A}', String.raw`\{{.A}}`, '{{.A | upper}}'];

test('late expressions are told from other text', t => {
  for (const text of late) t.true(isLate(text), text);
  for (const text of plain) t.false(isLate(text), text);
});

test('a separator inside of a late expression does not cut it', t => {
  const split = (text: string) => splitAroundLate(text, masked => masked.split(':'));
  t.deepEqual(split('a:[[.A["x:y"]]](image://web:1):b'), ['a', '[[.A["x:y"]]](image://web:1)', 'b']);
  t.deepEqual(split('{{.A}}x{{.B}}:{{.A}}'), ['{{.A}}x{{.B}}', '{{.A}}']);
  t.deepEqual(split('plain'), ['plain']);
});
