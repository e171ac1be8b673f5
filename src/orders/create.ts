import * as v from 'valibot';
import type { Container } from '../docker/container.ts';
import { networksOf, volumesOf } from '../docker/dependencies.ts';
import { imageOf } from '../docker/image-of.ts';
import { findImage } from '../docker/reference.ts';
import {
  type ContainerFacts,
  type MountFacts,
  type World,
  withContainer,
  withRenewed,
} from '../docker/world.ts';
import { createWithNetworks, creationOf } from './creation.ts';
import { act, declared, factsOf, fail, isUp, skip } from './decision.ts';
import { declarationLabels, describeDifferences, differences } from './declaration.ts';
import { boolean, defineOrder } from './define-order.ts';
import { imageNeeds, networkNeeds, volumeNeeds } from './ingredients.ts';
import { foreign, isOwn, ownLabels } from './labels.ts';
import { describeFallbacks } from './links.ts';
import type { Need } from './order.ts';
import { lackOf } from './prerequisites.ts';
import { replace } from './replace.ts';
import type { Scope, Target } from './scope.ts';

export const recreate = v.optional(
  v.pipe(
    boolean,
    v.description('replace the container when its declaration has changed, keeping its volumes'),
  ),
);

export const create = defineOrder('create', {
  help: 'create the container, with the image, networks and volumes it needs; skipped when it is there',
  on: 'container',
  direction: 'up',
  // What it needs besides is made by steps of their own.
  reach: 'container',
  timeout: 'limit',
  arguments: { recreate },
  needs: (target, args, world) =>
    isDue(target, args.recreate, world) ? ingredients(declared(target), world, target.scope) : [],
  decide: (target, args, world) => {
    const container = declared(target);
    const facts = factsOf(target, world);
    if (facts && !isDue(target, args.recreate, world))
      return skip(`there already${drift(target, world)}`, world);
    const problem =
      (facts && foreign(facts, container.unit, target.scope, 'replace')) ??
      lackOf(container, world, target.scope);
    if (problem) return fail(problem, world);
    const reason = facts
      ? `replaced: ${describeDifferences(differences(container, facts, world, target.scope)) || 'it was made by others'}`
      : 'missing';
    const after = withContainer(world, container.name, planned(container, facts, world, target.scope));
    const decision = act(
      reason + describeFallbacks(container, world, target.scope),
      withRenewed(after, container.name, isUp(facts)),
    );
    // Whether a volume of the former one is its own depends on all others.
    return facts ? { ...decision, looks: 'containers' } : decision;
  },
  run: async (target, _, context) => {
    const former = factsOf(target, context.world);
    const creation = await creationOf(declared(target), target.scope, context);
    if (former) return replace(former, creation, context);
    await createWithNetworks(target.name, creation, context);
    context.created.add(target.name);
  },
});

/** Whether `create` has something to do: the container is missing, or differs and is to be replaced. */
export function isDue(target: Target, recreateArgument: boolean | undefined, world: World): boolean {
  const facts = factsOf(target, world);
  if (!facts) return true;
  if (!recreateArgument && !target.scope.options.recreate) return false;
  // One that others made is compared with nothing: replacing it is refused, or with --adopt done.
  const container = declared(target);
  return (
    !isOwn(facts.labels, container.unit, target.scope) ||
    differences(container, facts, world, target.scope).length > 0
  );
}

/** What a skip adds when the container is not what its declaration says any more, and how to apply that. */
export function drift(target: Target, world: World): string {
  const facts = factsOf(target, world);
  const list = facts && target.container ? differences(target.container, facts, world, target.scope) : [];
  if (list.length === 0) return '';
  return `; differs from its declaration (${describeDifferences(list)}): apply with run --recreate`;
}

/** The image, networks and volumes that are missing and can be made. */
function ingredients(container: Container, world: World, scope: Scope): Need[] {
  return [
    ...imageNeeds(container, world),
    ...networkNeeds(container, world, scope),
    ...volumeNeeds(container, world, scope),
  ];
}

/** The container as it will be: one that is replaced is in the same state as before. */
function planned(
  container: Container,
  former: ContainerFacts | undefined,
  world: World,
  scope: Scope,
): ContainerFacts {
  const own: MountFacts[] = volumesOf(container).map(volume => ({
    type: 'volume',
    volume,
    destination: '',
  }));
  return {
    id: `planned:${container.name}`,
    name: container.name,
    state: former && isUp(former) ? former.state : 'created',
    imageId: findImage(world, imageOf(container) ?? '')?.id,
    labels: { ...ownLabels(container.unit, scope), ...declarationLabels(container, world, scope) },
    mounts: [...(former?.mounts ?? []), ...own],
    networks: networksOf(container),
  };
}
