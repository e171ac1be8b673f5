import * as v from 'valibot';
import { imageOf } from '../docker/image-of.ts';
import { findImage, fullReference } from '../docker/reference.ts';
import { type ImageFacts, type World, withImage } from '../docker/world.ts';
import { act, declared, skip } from './decision.ts';
import { boolean, defineOrder } from './define-order.ts';
import { label } from './labels.ts';

export const removeImage = defineOrder('remove_image', {
  help: "remove the container's image; skipped when a container still uses it or another unit built it",
  on: 'container',
  direction: 'down',
  reach: 'engine',
  timeout: 'limit',
  arguments: {
    force: v.optional(v.pipe(boolean, v.description('remove it although stopped containers use it'))),
    noprune: v.optional(v.pipe(boolean, v.description('keep its untagged parent images'))),
  },
  decide: (target, { force }, world) => {
    const container = declared(target);
    const reference = imageOf(container) ?? '';
    const image = findImage(world, reference);
    if (!image) return skip(`image ${reference} is not there`, world);
    const owner = image.labels[label.unit];
    if (container.build && owner !== container.unit && !target.scope.options.adopt) {
      const origin = owner ? `belongs to unit "${owner}"` : 'was not built by nua-start';
      return skip(`image ${reference} ${origin}`, world);
    }
    const [user] = [...world.containers.values()].filter(facts => facts.imageId === image.id);
    if (user && !force && isLastName(image, reference))
      return skip(`image ${reference} is used by container "${user.name}"`, world);
    return act(`image ${reference} is there`, withoutReference(world, image, reference));
  },
  run: async (target, { force = false, noprune = false }, { docker }) => {
    const reference = imageOf(declared(target));
    if (reference !== undefined) await docker.removeImage(reference, { force, noprune });
  },
});

/** An image with more names only loses this one. */
function isLastName(image: ImageFacts, reference: string): boolean {
  return image.references.every(
    name => fullReference(name) === fullReference(reference) || name.includes('@'),
  );
}

function withoutReference(world: World, image: ImageFacts, reference: string): World {
  if (isLastName(image, reference)) return withImage(world, image.id, undefined);
  const references = image.references.filter(name => fullReference(name) !== fullReference(reference));
  return withImage(world, image.id, { ...image, references });
}
