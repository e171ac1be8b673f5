import test from 'ava';
import { findImage, fullReference, isImageId, splitReference } from '../../src/docker/reference.ts';

const digits = '0123456789abcdef'.repeat(4);
const other = 'f'.repeat(64);

const full: readonly (readonly [written: string, full: string])[] = [
  ['web', 'web:latest'],
  ['docker.io/library/web', 'web:latest'],
  ['index.docker.io/me/web:1', 'me/web:1'],
  ['localhost:5000/web', 'localhost:5000/web:latest'],
  ['web@sha256:abc', 'web@sha256:abc'],
];

for (const [written, wanted] of full) {
  test(`${written} is ${wanted}`, t => t.is(fullReference(written), wanted));
}

test('a colon may belong to a tag or to a port', t => {
  t.deepEqual(splitReference('localhost:5000/web'), { repository: 'localhost:5000/web', tag: 'latest' });
  t.deepEqual(splitReference('localhost:5000/web:1'), { repository: 'localhost:5000/web', tag: '1' });
  t.deepEqual(splitReference('web:1@sha256:abc'), { repository: 'web', tag: '1' });
});

test('an id has 12 or 64 digits', t => {
  for (const id of [digits, digits.slice(0, 12), `sha256:${digits}`]) t.true(isImageId(id), id);
  for (const name of ['cafe', 'web', `${digits}0`, `me/${digits}`]) t.false(isImageId(name), name);
});

test('an image is found by its names and by its id, short or whole', t => {
  const named = { id: `sha256:${digits}`, references: ['web:1', 'web@sha256:abc'], labels: {} };
  const untagged = { id: `sha256:${other}`, references: [], labels: {} };
  const images = new Map([named, untagged].map(image => [image.id, image]));
  const whole = ['web:1', 'docker.io/library/web:1', 'web@sha256:abc', digits, `sha256:${digits}`];
  for (const reference of [...whole, digits.slice(0, 12), `sha256:${digits.slice(0, 12)}`]) {
    t.is(findImage({ images }, reference), named, reference);
  }
  t.is(findImage({ images }, other.slice(0, 12)), untagged);
  for (const reference of ['web', 'w:1', digits.slice(0, 11), digits.slice(1, 13)]) {
    t.is(findImage({ images }, reference), undefined, reference);
  }
});

test('a name that looks like a short id goes before the id', t => {
  const meant = { id: `sha256:${other}`, references: [`${digits.slice(0, 12)}:latest`], labels: {} };
  const looksAlike = { id: `sha256:${digits}`, references: [], labels: {} };
  const images = new Map([looksAlike, meant].map(image => [image.id, image]));
  t.is(findImage({ images }, digits.slice(0, 12)), meant);
});
