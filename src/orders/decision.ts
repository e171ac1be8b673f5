import type { OrderError } from '../core/errors.ts';
import type { Container } from '../docker/container.ts';
import type { ContainerFacts, World } from '../docker/world.ts';
import type { Decision } from './order.ts';
import type { Target } from './scope.ts';

/** The order is to be run; `effect` is the world afterwards. */
export function act(reason: string, effect: World): Decision {
  return { action: 'run', reason, effect: { ...effect, touched: true } };
}

/** There is nothing to do, so the world stays as it is. */
export function skip(reason: string, world: World): Decision {
  return { action: 'skip', reason, effect: world };
}

/** It would be run and cannot work. */
export function fail(problem: OrderError, world: World): Decision {
  return { action: 'run', reason: problem.message, effect: world, problem };
}

/** What is known of the order's container. */
export function factsOf(target: Target, world: World): ContainerFacts | undefined {
  return world.containers.get(target.name);
}

/** The declaration of the order's container; every order but those on `host` has one, which reading the unit checks. */
export function declared(target: Target): Container {
  if (!target.container)
    throw new TypeError(`order on "${target.name}", which the composition does not declare`);
  return target.container;
}

/** Whether its processes exist, paused or not. */
export function isUp(facts: ContainerFacts | undefined): boolean {
  return facts?.state === 'running' || facts?.state === 'paused' || facts?.state === 'restarting';
}
