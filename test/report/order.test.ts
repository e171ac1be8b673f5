import test from 'ava';
import { orders } from '../../src/orders/registry.ts';
import { describeOrder } from '../../src/report/order.ts';

test('what an order does, and each argument with what it is for', t => {
  t.is(
    describeOrder(orders.stop),
    `stop: stop the container; skipped when it is not running
on: container
arguments:
  timeout         seconds between asking and killing; the container's own stop timeout unless given
  wait            seconds to sleep after the order
  variants        tags by which UNIT/COMMAND:TAG selects orders
  retries         how often it is tried again when it fails; 0 unless given
  retry_delay     seconds between two tries; 1 unless given
  ignore_failure  warn when it fails, and go on
  always          run also after the failure of another order, for clean-up`,
  );
});

test('an argument that must be there says so', t => {
  t.regex(describeOrder(orders.execute), /^on: a container or host$/m);
  t.regex(describeOrder(orders.execute), /^ {2}run +the command as a list of words.* \(required\)$/m);
});

for (const order of Object.values(orders)) {
  test(`no argument of ${order.kind} is without an explanation`, t => {
    const [, ...rows] = describeOrder(order).split('arguments:\n')[1]?.split('\n') ?? [];
    t.true(rows.length > 0);
    t.deepEqual(
      rows.filter(row => !/^ {2}\w+ +\S/.test(row)),
      [],
    );
  });
}
