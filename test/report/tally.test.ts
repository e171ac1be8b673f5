import test from 'ava';
import { stepCounter } from '../../src/report/tally.ts';
import { eventsOf } from '../support/events.ts';

test('steps are counted by how they ended', t => {
  const counter = stepCounter(['1.web.build', '1.web.start', '2.web.stop']);
  const web = eventsOf('start web');
  t.deepEqual(counter.tally(), { done: 0, skipped: 0, failed: 0, all: 3 });
  for (const event of [web.started(0), web.output('x'), web.done(1), web.skipped(2, 'there'), web.done(3)])
    counter.tell(event);
  counter.tell(web.failed(4));
  counter.tell({ type: 'finished', time: 5, error: undefined });
  counter.tell(eventsOf('pull web').done(4));
  t.deepEqual(counter.tally(), { done: 3, skipped: 1, failed: 1, all: 4 });
});
