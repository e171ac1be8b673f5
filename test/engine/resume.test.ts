import test, { type ExecutionContext } from 'ava';
import type { World } from '../../src/docker/world.ts';
import { noPast, type Resumption, resumptionOf, withoutDone, withPast } from '../../src/engine/resume.ts';
import { describePlan } from '../../src/report/plan.ts';
import { describeAhead, describeResumption } from '../../src/report/resumption.ts';
import type { RunRecord, StepRecord } from '../../src/state/run-record.ts';
import { type Planned, plan, prepare, type WorldGiven } from '../support/plan.ts';
import { newRun } from '../support/runs.ts';

const began = new Date('2026-11-20T10:14:00').getTime();
const now = new Date('2026-11-20T11:00:00').getTime();

function died(id: string): RunRecord {
  const ended = { ended: undefined, exitCode: undefined, error: undefined };
  return { ...newRun(id, { started: began, steps: 5 }), state: 'died', ...ended };
}

/** `done 1.web.start 3`: three seconds after the run began. */
function step(text: string): StepRecord {
  const [state = '', id = '', seconds = '0'] = text.split(' ');
  const [, target = '', kind = ''] = id.split('.');
  const time = began + Number(seconds) * 1000;
  const known = (['begun', 'done', 'skipped', 'failed'] as const).find(it => it === state) ?? 'begun';
  const ended = known === 'begun' ? undefined : time;
  return {
    ...{ id, kind, target, args: {}, reason: '', state: known, started: time, ended },
    ...{ exitCode: undefined, output: [], error: undefined },
  };
}

/** Runs that died one after the other, each with its steps, the newest last. */
function resumption(...runs: readonly (readonly string[])[]): Resumption {
  const steps = new Map(runs.map((texts, index) => [`run ${index}`, texts.map(step)]));
  const [newest = died('none'), ...others] = [...steps.keys()].toReversed().map(died);
  return resumptionOf([newest, ...others], run => steps.get(run) ?? []);
}

test('what was done and what was in flight', t => {
  const { run, done, inFlight } = resumption([
    'done 1.web.create 1',
    'skipped 1.db.start',
    'failed 2.host.execute',
    'begun 3.host.execute',
  ]);
  t.is(run.id, 'run 0');
  t.deepEqual([...done], [['1.web.create', began + 1000]]);
  t.deepEqual(
    inFlight.map(({ id }) => id),
    ['3.host.execute'],
  );
});

test('of three runs that died one after the other all that was done counts, and what none of them ended', t => {
  const { run, done, inFlight } = resumption(
    ['done 1.host.execute 1', 'begun 2.host.execute', 'begun 2.web.execute'],
    ['skipped 1.host.execute', 'done 2.host.execute 5', 'begun 2.web.execute'],
    ['skipped 1.host.execute', 'skipped 2.host.execute', 'begun 2.web.execute', 'begun 2.db.execute'],
  );
  t.is(run.id, 'run 2');
  t.deepEqual(
    [...done],
    [
      ['1.host.execute', began + 1000],
      ['2.host.execute', began + 5000],
    ],
  );
  t.deepEqual(
    inFlight.map(({ id }) => id),
    ['2.web.execute', '2.db.execute'],
  );
});

const unit = `
web: {creation: {image: a, command: sleep 9}}
job: {creation: {image: a, command: "true"}}
---
- web: {command: start}
- host: {command: execute, run: [migrate]}
- job: {command: start, until: exited}
- web: {command: commit, tag: done}
- host: {command: execute, run: [tell], when: changed}
- web: {command: stop}
`;

function resumed(
  t: ExecutionContext,
  left: Resumption,
  given: WorldGiven,
  unready: readonly string[] = [],
): string {
  const planned: Planned = prepare(t, unit, { world: { images: ['a'], ...given } });
  const rest = {
    ...planned,
    unit: withoutDone(planned.unit, left, now),
    world: withPast(planned.world, { resumption: left, unready }),
  };
  return describePlan(plan(rest));
}

test('what only the journal knows to be done is passed over, all else is decided from the engine', t => {
  const left = resumption([
    'done 1.web.create 1',
    'done 1.web.start 2',
    'done 2.host.execute 3',
    'done 3.job.create 4',
    'done 3.job.start 5',
    'begun 4.web.commit 6',
  ]);
  t.is(
    resumed(t, left, { containers: { web: 'running', job: 'exited' } }),
    `web/start: 6 steps, 3 to run
  skip  start web     running, nothing to do
  skip  execute host  done at 10:14:03 by the run that died
  skip  start job     done at 10:14:05 by the run that died
  run   commit web    was in flight when the last run died, again: becomes image a:done
  run   execute host  on this machine
  run   stop web      running`,
  );
  const gone = resumed(t, left, { containers: { job: 'exited' } }).split('\n');
  t.deepEqual(gone.slice(1, 4), [
    '  run   create web    needed by start web: missing',
    '  run   start web     not started yet',
    '  skip  execute host  done at 10:14:03 by the run that died',
  ]);
});

test('a container that was started and not waited for is waited for', t => {
  const startOf = (left: Resumption, ...unready: string[]): string | undefined =>
    resumed(t, left, { containers: { web: 'running' } }, unready).split('\n')[1];
  t.is(
    startOf(resumption(['begun 1.web.start 2']), 'web'),
    '  run   start web     was in flight when the last run died, again: running, until it is ready',
  );
  t.is(startOf(resumption([]), 'web'), '  run   start web     running, until it is ready');
  t.is(startOf(resumption([]), 'job'), '  skip  start web     running, nothing to do');
});

test('a container that was started and not waited for, and is stopped first, is started again', t => {
  const text = 'web: {creation: {image: a}}\n---\n- web: {command: stop}\n- web: {command: start}\n';
  const { unit, scope, world } = prepare(t, text, {
    world: { images: ['a'], containers: { web: 'running' } },
  });
  const past = withPast(world, {
    resumption: resumption(['done 1.web.stop 1', 'begun 2.web.start']),
    unready: ['web'],
  });
  t.deepEqual([...past.renewed], ['web']);
  const [stop, start] = unit.entries.flat();
  const target = { name: 'web', container: unit.composition.containers.get('web'), scope };
  const stopped = stop?.behaviour.decide(target, past).effect ?? past;
  t.like(start?.behaviour.decide(target, stopped), { action: 'run', reason: 'not running' });
});

test('the facts are touched as soon as a step was begun, and as they are where none was', t => {
  const { world } = prepare(t, unit, { world: { containers: { web: 'running', job: 'exited' } } });
  const after = (...steps: string[]): World =>
    withPast(world, { resumption: resumption(steps), unready: ['web', 'job'] });
  t.deepEqual(withPast(world, noPast), world);
  t.deepEqual(withPast(world, { resumption: resumption([]), unready: [] }), world);
  t.true(after('begun 2.host.execute').touched);
  t.deepEqual([...after().renewed], ['web'], 'the one that runs');
});

test('what is said of a run that died', t => {
  const left = resumption(['done 1.web.start 1', 'begun 2.host.execute', 'begun 2.web.execute']);
  t.deepEqual(describeResumption(left, ['removed 1 of its helper containers'], now), [
    'after a run that died: removed 1 of its helper containers',
    'going on with the run of 10:14:00, which died with 1 of 5 steps done, in execute host, execute web',
  ]);
  t.deepEqual(describeResumption(resumption([]), [], now + 24 * 3600 * 1000), [
    'going on with the run of 2026-11-20 10:14:00, which died with 0 of 5 steps done',
  ]);
  t.deepEqual(describeResumption(undefined, ['x'], now), ['after a run that died: x']);
  t.deepEqual(describeAhead(undefined, 0, now), []);
  t.deepEqual(describeAhead(left, 2, now), [
    'before these steps 2 changes that a run that died left half made would be finished or taken back',
    ...describeResumption(left, [], now),
  ]);
});
