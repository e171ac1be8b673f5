import * as v from 'valibot';
import { OrderError } from '../core/errors.ts';
import { imageTag } from '../docker/keywords/scalars.ts';
import { act, declared, factsOf, fail } from './decision.ts';
import { defineOrder } from './define-order.ts';
import { label } from './labels.ts';
import { withOwnImage } from './own-image.ts';
import { nameFor } from './tag.ts';

export const commit = defineOrder('commit', {
  help: "make an image from the container's file system, its volumes excepted",
  on: 'container',
  direction: 'up',
  reach: 'engine',
  timeout: 'limit',
  arguments: {
    repository: v.optional(
      v.pipe(v.string(), v.description("the new image's name; that of the container's image unless given")),
    ),
    tag: v.optional(v.pipe(imageTag, v.description('latest unless given'))),
    message: v.optional(v.pipe(v.string(), v.description("a line for the image's history"))),
    author: v.optional(v.pipe(v.string(), v.description('who made it'))),
  },
  decide: (target, args, world) => {
    if (!factsOf(target, world))
      return fail(
        new OrderError(`there is no container "${target.name}" to commit`, { hint: 'create it first' }),
        world,
      );
    const reference = nameFor(target, args).join(':');
    return act(`becomes image ${reference}`, withOwnImage(world, reference, declared(target).unit));
  },
  run: async (target, args, { docker }) => {
    const [repository, tag] = nameFor(target, args);
    // The container's own labels would come along and make every container of this image look like ours.
    const labels = {
      [label.unit]: declared(target).unit,
      [label.configuration]: '',
      [label.declared]: '',
      [label.uses]: '',
    };
    await docker.commit(target.name, { repository, tag, message: args.message, author: args.author, labels });
  },
});
