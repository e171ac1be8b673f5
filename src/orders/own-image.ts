import { findImage, fullReference } from '../docker/reference.ts';
import { type World, withImage } from '../docker/world.ts';
import { label } from './labels.ts';

/** The world with an image that a unit makes; one of that name which is there already only gets new content. */
export function withOwnImage(world: World, reference: string, unit: string): World {
  if (findImage(world, reference)) return world;
  const id = `planned:${reference}`;
  return withImage(world, id, { id, references: [fullReference(reference)], labels: { [label.unit]: unit } });
}
