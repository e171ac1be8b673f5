import test from 'ava';
import { mutate } from './mutate.ts';

const mutant = { name: 'm', file: 'src/a.ts', find: 'a < b', replace: 'a > b', tests: [] };

test('the piece is replaced literally', t => {
  t.is(mutate('const c = a < b;', mutant), 'const c = a > b;');
  t.is(mutate('const c = a < b;', { ...mutant, replace: '`$&`' }), 'const c = `$&`;');
});

test('a piece that is not there, or there twice, is an error', t => {
  t.throws(() => mutate('const c = b < a;', mutant), {
    message: '"a < b" stands in src/a.ts 0 times, not once',
  });
  t.throws(() => mutate('f(a < b, a < b);', mutant), {
    message: '"a < b" stands in src/a.ts 2 times, not once',
  });
});

test('a file that cannot be parsed any more is an error', t => {
  t.throws(() => mutate('const c = a < b;', { ...mutant, replace: '(' }), {
    message: /^src\/a\.ts cannot be parsed/,
  });
});
