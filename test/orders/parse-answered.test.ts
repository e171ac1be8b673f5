import test from 'ava';
import * as v from 'valibot';
import { OrderError } from '../../src/core/errors.ts';
import { startupSchema } from '../../src/docker/keywords.ts';
import { parseAnswered } from '../../src/orders/parse-answered.ts';

test('an answer that fits is what the schema makes of it', t => {
  t.like(parseAnswered(startupSchema, { mem_limit: '64m' }, 'startup'), { mem_limit: 64 * 1024 * 1024 });
});

test('one that does not fit is named with its field', t => {
  const wanted = 'wanted a size like 512m or a number of bytes, found "lots"';
  const number = 'Invalid type: Expected number but received "me"';
  const cases = [
    [() => parseAnswered(startupSchema, { mem_limit: 'lots' }, 'startup'), `startup.mem_limit: ${wanted}`],
    [
      () => parseAnswered(v.object({ run: v.array(v.number()) }), { run: [1, 'me'] }, 'x'),
      `x.run.1: ${number}`,
    ],
    [() => parseAnswered(v.number(), 'me', 'timeout'), `timeout: ${number}`],
  ] as const;
  for (const [parse, message] of cases) {
    const error = t.throws(parse, { instanceOf: OrderError, message });
    t.regex(error?.hint ?? '', /^its late expression gives "(lots|me)"/);
  }
});
