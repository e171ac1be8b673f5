import test from 'ava';
import { prepare } from '../support/plan.ts';

const settings = ['T=a: b', 'L=[1, "x"]', 'OK=plain'];

/** The places at which a unit warns of a value that changes the structure around it. */
const warned = (t: Parameters<typeof prepare>[0], line: string, words: readonly string[] = []) =>
  prepare(
    t,
    `web: {creation: {image: 'busybox:stable'}}\n---\n- web: {command: start}\n- host: {command: execute, run: [echo, ${line}]}\n---\n- add_argument: {name: w, nargs: '*'}\n`,
    {
      settings: settings.map(setting => setting.replace(/=(.*)$/, (_, value) => `=${JSON.stringify(value)}`)),
      words,
    },
  ).unit.warnings.map(({ place }) => `${place?.line}:${place?.column}`);

test('a text that does not stay one text is warned of', t => {
  t.deepEqual(warned(t, '"x", {{ "a, b" }}'), ['4:45']);
  t.deepEqual(warned(t, '{{ OK }}'), []);
  t.deepEqual(warned(t, '"{{ T }}"'), []);
});

test('what is written with json or yaml is not', t => {
  t.deepEqual(warned(t, '{{ T | json }}'), []);
  t.deepEqual(warned(t, '{{ T | yaml }}'), []);
  t.deepEqual(warned(t, '{{ args.w | json | length }}', ['a', 'b']), []);
  t.deepEqual(warned(t, '{{ args.w | join(",") | json }}', ['a', 'b']), []);
});
