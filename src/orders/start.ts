import * as v from 'valibot';
import { OrderError } from '../core/errors.ts';
import { isObject } from '../core/json.ts';
import type { Docker } from '../docker/engine.ts';
import { withContainer } from '../docker/world.ts';
import { create, drift, isDue, recreate } from './create.ts';
import { act, factsOf, isUp, skip } from './decision.ts';
import { boolean, defineOrder, type RunContext } from './order.ts';
import { stop } from './stop.ts';

export const start = defineOrder('start', {
  help: 'start the container, created first where it is missing; skipped when it is running',
  on: 'container',
  direction: 'up',
  reach: 'container',
  timeout: 'grace',
  arguments: {
    restart: v.optional(v.pipe(boolean, v.description('stop the container first when it is running'))),
    attach: v.optional(v.pipe(boolean, v.description('show its output and wait for its end; fails when its exit code is not 0'))),
    recreate,
  },
  needs: (target, args, world) => {
    if (isDue(target, args.recreate, world)) return [create.as(target.name, args.recreate ? { recreate: true } : {})];
    if (!args.restart || !isUp(factsOf(target, world))) return [];
    return [stop.as(target.name, args.timeout === undefined ? {} : { timeout: args.timeout })];
  },
  decide: (target, _, world) => {
    const facts = factsOf(target, world);
    // A plan in which the container cannot be created; its creation carries the problem.
    if (!facts) return act('missing', world);
    const running = withContainer(world, facts.name, { ...facts, state: 'running' });
    if (facts.state === 'paused') return act('paused', running);
    if (isUp(facts)) return skip(`running, nothing to do${drift(target, world)}`, world);
    return act((facts.state === 'created' ? 'not started yet' : 'not running') + drift(target, world), running);
  },
  run: async (target, { attach }, context) => {
    const { docker, created, world } = context;
    if (factsOf(target, world)?.state === 'paused') return docker.unpause(target.name);
    try {
      if (attach) await startAttached(target.name, context);
      else await docker.start(target.name);
    } catch (error) {
      // What this order made and the engine refused to start goes again; what was there before stays (D 23).
      if (created.has(target.name) && !(error instanceof Died)) await docker.remove(target.name, { volumes: true, force: true });
      throw error;
    }
    if (!attach) await checkAlive(target.name, docker);
  },
});

/** The container started and ended in failure; it is kept, so that one can look at it. */
class Died extends OrderError {}

async function startAttached(name: string, { docker, output, signal }: RunContext): Promise<void> {
  const { ended } = await docker.attach(name, output, signal);
  await docker.start(name);
  await ended;
  const code = await docker.wait(name, signal);
  if (code !== 0) throw new Died(`container "${name}" ended with exit code ${code}`);
}

async function checkAlive(name: string, docker: Docker): Promise<void> {
  const state = (await docker.inspectContainer(name))?.['State'];
  if (!isObject(state) || state['Running'] === true || state['ExitCode'] === 0) return;
  throw new Died(`container "${name}" started and ended at once with exit code ${state['ExitCode']}`, {
    output: await docker.lastLines(name, 10),
    hint: `it is kept as it is: docker logs ${name}`,
  });
}
