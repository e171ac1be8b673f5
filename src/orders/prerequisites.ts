import { OrderError } from '../core/errors.ts';
import type { Place } from '../core/places.ts';
import type { Container } from '../docker/container.ts';
import { hostPathsOf, networksOf, usesOf, volumesOf } from '../docker/dependencies.ts';
import { imageOf } from '../docker/image-of.ts';
import { placeOfName, placeOfPath } from '../docker/mention.ts';
import type { World } from '../docker/world.ts';
import { resolveLinks } from './links.ts';
import type { Scope } from './scope.ts';

/** What the machine lacks for this container to be created and cannot be made by `create` itself: the first such thing. */
export function lackOf(container: Container, world: World, scope: Scope): OrderError | undefined {
  const [first] = lacks(container, world, scope);
  return (
    first &&
    new OrderError(`container "${container.name}" cannot be created: ${first.message}`, {
      place: first.place ?? container.place,
      hint: first.hint,
    })
  );
}

type Lack = { readonly message: string; readonly hint: string; readonly place?: Place };

function* lacks(container: Container, world: World, scope: Scope): Generator<Lack> {
  if (imageOf(container) === undefined) {
    yield { message: 'it names no image', hint: 'add "build: {path: …, tag: …}" or "creation: {image: …}"' };
  }
  for (const path of hostPathsOf(container)) {
    if (world.absentPaths.has(path))
      yield {
        message: `the path ${path} does not exist`,
        hint: `create it: mkdir -p ${path}`,
        place: placeOfPath(container, path),
      };
  }
  for (const name of usesOf(container)) {
    if (!world.containers.has(name))
      yield { ...missingContainer(name, scope), place: placeOfName(container, name) };
  }
  for (const link of resolveLinks(container, world, scope)) {
    if (link.kind === 'missing') {
      yield {
        message: `it links to container "${link.container}", which is not there`,
        hint: `start "${link.container}" before, or give an address: links: {${link.container}: {alias: ${link.alias}, else: ADDRESS}}`,
        place: placeOfName(container, link.container),
      };
    }
  }
  yield* absentExternals(container, world, scope);
}

function missingContainer(name: string, scope: Scope): Lack {
  const here = scope.composition.containers.has(name);
  return {
    message: `it uses container "${name}", which is not there`,
    hint: here
      ? `order its creation before: "- ${name}: {command: create}"`
      : `create container "${name}" first`,
  };
}

function* absentExternals(container: Container, world: World, scope: Scope): Generator<Lack> {
  const { networks, volumes } = scope.composition;
  for (const name of networksOf(container)) {
    if (networks.get(name)?.external && !world.networks.has(name)) {
      yield {
        message: `the external network "${name}" does not exist`,
        hint: `create it: docker network create ${name}`,
        place: placeOfName(container, name),
      };
    }
  }
  for (const name of volumesOf(container)) {
    if (volumes.get(name)?.external && !world.volumes.has(name)) {
      yield {
        message: `the external volume "${name}" does not exist`,
        hint: `create it: docker volume create ${name}`,
        place: placeOfName(container, name),
      };
    }
  }
}
