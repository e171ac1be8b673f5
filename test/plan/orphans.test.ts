import test, { type ExecutionContext } from 'ava';
import type { ContainerFacts } from '../../src/docker/world.ts';
import { withImage } from '../../src/docker/world.ts';
import { findOrphans } from '../../src/orders/orphans.ts';
import { keptWarnings, orphanWarnings, refuseOrphans, removingOrphans } from '../../src/plan/orphans.ts';
import { describePlan } from '../../src/report/plan.ts';
import { type Given, plan, prepare } from '../support/plan.ts';

const text = 'web: {creation: {image: a}}\n---\n- web: {command: start}\n';
const volume = '0'.repeat(64);
const holding: Partial<ContainerFacts> = {
  state: 'exited',
  mounts: [{ type: 'volume', volume, destination: '/data' }],
};

function orphaned(
  t: ExecutionContext,
  containers: NonNullable<Given['world']>['containers'],
  command = 'web/start',
) {
  const prepared = prepare(t, text, { command, world: { images: ['a'], containers: containers ?? {} } });
  const { unit, scope, world } = prepared;
  const orphans = findOrphans(scope, new Set(unit.composition.containers.keys()), world);
  return { ...prepared, orphans };
}

test('they are stopped and removed before all else; one that holds a volume stays', t => {
  const { unit, scope, world, orphans } = orphaned(t, { old: 'running', older: 'exited', holder: holding });
  const planned = plan({ unit: removingOrphans(unit, orphans), scope, world });
  t.is(
    describePlan(planned),
    `
web/start: 6 steps, 5 to run
  skip  remove holder  kept, since it holds volume 000000000000
  run   stop old       needed by remove old: running
  run   remove old     not declared any more
  run   remove older   not declared any more
  run   create web     needed by start web: missing
  run   start web      not started yet
`.trim(),
  );
  t.deepEqual(
    keptWarnings(orphans, world).map(({ message }) => message),
    ['container "holder" is not declared any more and kept: it holds a volume of its own'],
  );
});

test('none of them: what is declared, of others, a helper, set aside, or of an image that was committed', t => {
  const labels = (more: Record<string, string>) => ({ 'nua-start.unit': 'web', ...more });
  const { scope, world } = orphaned(t, {
    web: 'running',
    'web.replaced-0123456789': 'exited',
    'web.replaced': 'exited',
    theirs: { labels: {} },
    elsewhere: { labels: labels({ 'nua-start.config': '/elsewhere' }) },
  });
  const own = labels({ 'nua-start.config': scope.configuration });
  const add = (name: string, more: Partial<ContainerFacts>): [string, ContainerFacts] => [
    name,
    { id: name, name, state: 'running', imageId: undefined, labels: own, mounts: [], networks: [], ...more },
  ];
  const containers = new Map([
    ...world.containers,
    add('helping', { labels: { ...own, 'nua-start.helper': 'temporary' } }),
    add('committed', { imageId: 'theirs' }),
    add('built', { imageId: 'ours' }),
  ]);
  const images = withImage(
    withImage(world, 'theirs', { id: 'theirs', references: [], labels: own }),
    'ours',
    { id: 'ours', references: [], labels: { 'nua-start.unit': 'web', 'nua-start.config': '' } },
  ).images;
  const found = findOrphans(scope, new Set(['web']), { containers, images });
  t.deepEqual(
    found.map(({ name }) => name),
    ['built', 'web.replaced'],
  );
});

test('a container that was given to somebody else since the plan is left alone', t => {
  const { unit, scope, world, orphans } = orphaned(t, { old: 'running' });
  const [group] = plan({ unit: removingOrphans(unit, orphans), scope, world }).groups;
  const facts = world.containers.get('old');
  const theirs = facts && new Map([['old', { ...facts, labels: {} }]]);
  const target = { name: 'old', container: undefined, scope };
  t.like(group?.work.behaviour.decide(target, { ...world, containers: theirs ?? new Map() }), {
    action: 'skip',
    reason: "it is not the unit's any more",
  });
  t.like(group?.work.behaviour.decide(target, { ...world, containers: new Map() }), {
    action: 'skip',
    reason: 'not there',
  });
});

test('a run that does not remove them says so, with the option', t => {
  const { unit, orphans, world } = orphaned(t, { old: 'running', older: 'exited', holder: holding });
  const [warning, ...more] = orphanWarnings(unit, orphans, world);
  t.deepEqual(more, []);
  t.is(warning?.message, 'unit "web" does not declare 2 containers any more: old, older');
  t.is(warning?.hint, '"nua-start run --remove-orphans web/start" removes them; named volumes stay');
  t.deepEqual(orphanWarnings(unit, [], world), []);
  t.deepEqual(removingOrphans(unit, []).entries, [[], ...unit.entries], 'the others keep their numbers');
});

test('the option belongs to the commands that bring things up', t => {
  for (const command of ['start', 'create', 'restart']) {
    t.notThrows(() => refuseOrphans(prepare(t, text, { command: `web/${command}` }).unit));
  }
  t.throws(() => refuseOrphans(prepare(t, text, { command: 'web/purge' }).unit), {
    message: '--remove-orphans belongs to create, start and restart, not to purge',
  });
});
