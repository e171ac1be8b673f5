import test from 'ava';
import { completeUnitName } from '../../../src/cli/completion/unit-names.ts';

const names = ['a/start', 'a/stop', 'ab/start'];
const variants = ['aa', 'ab', 'bc'];

/** A word, and what docker_meta answers for it: behind a colon the names of variants alone. */
const rows: readonly (readonly [word: string, answers: string])[] = [
  ['', 'a/start a/stop ab/start'],
  ['a', 'a/start a/stop ab/start'],
  ['a/', 'a/start a/stop'],
  ['a/sto', 'a/stop'],
  ['a/stop', 'a/stop'],
  ['b', ''],
  ['a/start:', 'aa ab bc'],
  ['a/start:a', 'aa ab'],
  ['a/start:aa', 'aa'],
  ['a/start:c', ''],
  ['a/start:aa:', 'ab bc'],
  ['a/start:aa:a', 'ab'],
  ['a/start:aa:ab:', 'bc'],
  ['a/start:aa:ab:bc:', ''],
  ['a/start:aa:aa', ''],
];

for (const [word, answers] of rows) {
  test(`"${word}" may become ${answers || 'nothing'}`, t => {
    const start = word.slice(0, word.lastIndexOf(':') + 1);
    const expected = answers.split(' ').filter(Boolean);
    t.deepEqual(
      completeUnitName(word, names, variants),
      expected.map(answer => start + answer),
    );
  });
}
