import * as v from 'valibot';
import { OrderError } from '../core/errors.ts';
import { imageOf } from '../docker/image-of.ts';
import { imageTag } from '../docker/keywords/scalars.ts';
import { findImage, fullReference, splitReference } from '../docker/reference.ts';
import { withImage } from '../docker/world.ts';
import { act, declared, fail, skip } from './decision.ts';
import { defineOrder } from './define-order.ts';
import type { Target } from './scope.ts';

export const tag = defineOrder('tag', {
  help: "give the container's image one more name",
  on: 'container',
  direction: 'up',
  reach: 'engine',
  remembered: true,
  timeout: 'limit',
  arguments: {
    repository: v.optional(
      v.pipe(v.string(), v.description("the name without its tag; the image's own unless given")),
    ),
    tag: v.optional(v.pipe(imageTag, v.description('latest unless given'))),
  },
  decide: (target, args, world) => {
    const own = imageOf(declared(target)) ?? '';
    const image = findImage(world, own);
    const name = fullReference(nameFor(target, args).join(':'));
    if (!image)
      return fail(
        new OrderError(`there is no image ${own} to tag`, { hint: 'build or pull it first' }),
        world,
      );
    if (findImage(world, name)?.id === image.id) return skip(`image ${name} is this image already`, world);
    return act(
      `image ${own} becomes ${name} too`,
      withImage(world, image.id, { ...image, references: [...image.references, name] }),
    );
  },
  run: (target, args, { docker }) => docker.tag(imageOf(declared(target)) ?? '', ...nameFor(target, args)),
});

/** Repository and tag that an order names; what it leaves out is the container's own image's repository, and latest. */
export function nameFor(
  target: Target,
  args: { repository?: string | undefined; tag?: string | undefined },
): [repository: string, tag: string] {
  const own = splitReference(imageOf(declared(target)) ?? target.name);
  return [args.repository ?? own.repository, args.tag ?? 'latest'];
}
