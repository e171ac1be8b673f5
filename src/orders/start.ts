import * as v from 'valibot';
import { isObject } from '../core/json.ts';
import { dependenciesOf } from '../docker/dependencies.ts';
import type { Docker } from '../docker/engine.ts';
import { withContainer, withRenewed } from '../docker/world.ts';
import { awaitCondition } from '../probes/await-condition.ts';
import { NotReady } from '../probes/not-ready.ts';
import { type Until, until } from '../probes/until.ts';
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
    until: v.optional(
      v.pipe(
        until,
        v.description('what to wait for: running, healthy, exited, {log: PATTERN} or {port: NUMBER}'),
      ),
    ),
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
    if (world.renewed.has(facts.name)) return act('replaced, until it is ready', running);
    if (isUp(facts)) return skip(`running, nothing to do${drift(target, world)}`, world);
    return act(
      (facts.state === 'created' ? 'not started yet' : 'not running') + drift(target, world),
      running,
    );
  },
  run: async (target, args, context) => {
    const { docker, world, output, signal, warn } = context;
    const { name } = target;
    const facts = factsOf(target, world);
    const stale = drift(target, world);
    if (stale !== '') warn(`is started as it was created${stale}`);
    if (facts?.state === 'paused') return docker.unpause(name);
    // What it wrote before, in another run of it, tells nothing. One that was replaced runs already, for the first time.
    const since = isAboutLog(args.until) && !isUp(facts) ? await docker.now() : undefined;
    const attached = args.attach ? await docker.attach(name, output, signal) : undefined;
    // A replaced container runs already, or has died: a second start would hide that.
    if (!world.renewed.has(name)) await startOrTakeBack(name, context);
    if (attached) return awaitEnd(name, attached.ended, context);
    const condition = args.until ?? (await defaultCondition(target, docker));
    const [within, exitCode] = [args.within ?? 60, args.exit_code ?? 0];
    await awaitCondition(name, condition, { docker, signal, within, exitCode, since });
  },
});

/** What this order made and the engine refuses to start goes again; what was there before stays. */
async function startOrTakeBack(name: string, { docker, created }: RunContext): Promise<void> {
  try {
    await docker.start(name);
  } catch (error) {
    if (created.has(name)) await docker.remove(name, { volumes: true, force: true });
    throw error;
  }
}

async function awaitEnd(name: string, ended: Promise<void>, { docker, signal }: RunContext): Promise<void> {
  await ended;
  const code = await docker.wait(name, signal);
  if (code === 0) return;
  const hint = `look at it: docker logs ${name}`;
  throw new NotReady(`container "${name}" ended with exit code ${code}`, { hint });
}

function isAboutLog(condition: Until | undefined): boolean {
  return typeof condition === 'object' && 'log' in condition;
}

/** `healthy` for a container with a health check that another container of the unit depends on, else `running`. */
async function defaultCondition({ name, scope }: Target, docker: Docker): Promise<Until> {
  const isNeeded = [...scope.composition.containers.values()].some(other =>
    dependenciesOf(other).includes(name),
  );
  if (!isNeeded) return 'running';
  const config = (await docker.inspectContainer(name))?.['Config'];
  const check =
    isObject(config) && isObject(config['Healthcheck']) ? config['Healthcheck']['Test'] : undefined;
  return Array.isArray(check) && check.length > 0 && check[0] !== 'NONE' ? 'healthy' : 'running';
}
