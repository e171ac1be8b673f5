import * as v from 'valibot';
import { isObject, objectIn } from '../core/json.ts';
import type { Container } from '../docker/container.ts';
import { dependenciesOf } from '../docker/dependencies.ts';
import type { Docker } from '../docker/engine.ts';
import { withContainer, withRenewed } from '../docker/world.ts';
import { awaitCondition } from '../probes/await-condition.ts';
import type { Condition } from '../probes/condition.ts';
import { exitedOnce } from '../probes/exited.ts';
import { probes } from '../probes/registry.ts';
import { conditionsInWords, until } from '../probes/until.ts';
import { create, drift, isDue, recreate } from './create.ts';
import { act, factsOf, isUp, skip } from './decision.ts';
import { boolean, defineOrder, seconds } from './define-order.ts';
import type { RunContext } from './order.ts';
import type { Target } from './scope.ts';
import { stop } from './stop.ts';

export const start = defineOrder('start', {
  help: 'start the container, created first where it is missing; skipped when it is running',
  on: 'container',
  direction: 'up',
  reach: 'container',
  // What was to run to its end is not running afterwards, and would be taken for not started.
  remembered: ({ attach, until }) => attach === true || until === probes.exited,
  timeout: 'grace',
  arguments: {
    restart: v.optional(v.pipe(boolean, v.description('stop the container first when it is running'))),
    attach: v.optional(
      v.pipe(
        boolean,
        v.description('show its output and wait for its end; fails when its exit code is not 0'),
      ),
    ),
    recreate,
    until: v.optional(v.pipe(until, v.description(`what to wait for: ${conditionsInWords}`))),
    within: v.optional(
      v.pipe(seconds, v.description('seconds after which waiting fails; 60 unless given, 0 for none')),
    ),
    exit_code: v.optional(
      v.pipe(
        v.number(),
        v.integer(),
        v.description('what "until: exited" takes for success; 0 unless given'),
      ),
    ),
  },
  needs: (target, args, world) => {
    if (isDue(target, args.recreate, world))
      return [create.as(target.name, args.recreate ? { recreate: true } : {})];
    if (!args.restart || !isUp(factsOf(target, world))) return [];
    return [stop.as(target.name, args.timeout === undefined ? {} : { timeout: args.timeout })];
  },
  decide: (target, _, world) => {
    const facts = factsOf(target, world);
    // A plan in which the container cannot be created; its creation carries the problem.
    if (!facts) return act('missing', world);
    const after = withRenewed(world, facts.name, false);
    const running = withContainer(after, facts.name, { ...facts, state: 'running' });
    if (facts.state === 'paused') return act('paused', running);
    if (world.renewed.has(facts.name)) return act('running, until it is ready', running);
    if (isUp(facts)) return skip(`running, nothing to do${drift(target, world)}`, world);
    return act(
      (facts.state === 'created' ? 'not started yet' : 'not running') + drift(target, world),
      running,
    );
  },
  run: async (target, args, context) => {
    const { docker, world, signal, warn } = context;
    const { name } = target;
    const facts = factsOf(target, world);
    const stale = drift(target, world);
    if (stale !== '') warn(`is started as it was created${stale}`);
    if (facts?.state === 'paused') return docker.unpause(name);
    // A replaced container runs already, or has died: a second start would hide that.
    const begin = async (): Promise<void> => {
      if (!world.renewed.has(name)) await startOrTakeBack(name, context);
    };
    if (args.attach) return runAttached(name, begin, context);
    const condition = args.until ?? (await defaultCondition(target, docker));
    // What it wrote before, in another run of it, tells nothing. One that was replaced runs already, for the first time.
    const since = condition.readsLog && !isUp(facts) ? await docker.now() : undefined;
    const [within, exitCode] = [args.within ?? 60, args.exit_code ?? 0];
    const removesItself = target.container ? isRemovedAtEnd(target.container) : false;
    const subject = { name, condition, docker, removesItself };
    await awaitCondition(subject, { signal, within, exitCode, since }, begin);
  },
});

function isRemovedAtEnd({ creation, startup, engine }: Container): boolean {
  const declared = startup.auto_remove ?? creation.auto_remove;
  return declared === true || objectIn(engine, 'HostConfig')['AutoRemove'] === true;
}

/** What this order made and the engine refuses to start goes again with the order; what was there before stays. */
async function startOrTakeBack(name: string, { docker, created, pledge }: RunContext): Promise<void> {
  try {
    await docker.start(name);
  } catch (error) {
    if (created.has(name)) pledge({ undo: () => takeBack(name, docker) });
    throw error;
  }
}

async function takeBack(name: string, docker: Docker): Promise<undefined> {
  await docker.remove(name, { volumes: true, force: true });
}

/** Shows what it writes, and wants a good end. */
async function runAttached(
  name: string,
  begin: () => Promise<void>,
  { docker, output, signal }: RunContext,
): Promise<void> {
  const wait = { signal, within: 0, exitCode: 0, since: undefined };
  await awaitCondition({ name, condition: exitedOnce, docker }, wait, async () => {
    const { ended } = await docker.attach(name, output, signal);
    await begin();
    await ended;
  });
}

/** `healthy` for a container with a health check that another container of the unit depends on, else `running`. */
async function defaultCondition({ name, scope }: Target, docker: Docker): Promise<Condition> {
  const isNeeded = [...scope.composition.containers.values()].some(other =>
    dependenciesOf(other).includes(name),
  );
  if (!isNeeded) return probes.running;
  const config = (await docker.inspectContainer(name))?.['Config'];
  const check =
    isObject(config) && isObject(config['Healthcheck']) ? config['Healthcheck']['Test'] : undefined;
  return Array.isArray(check) && check.length > 0 && check[0] !== 'NONE' ? probes.healthy : probes.running;
}
