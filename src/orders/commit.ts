import * as v from 'valibot';
import { EngineError, OrderError } from '../core/errors.ts';
import { imageTag } from '../docker/keywords/scalars.ts';
import { findImage } from '../docker/reference.ts';
import { act, declared, factsOf, fail } from './decision.ts';
import { defineOrder } from './define-order.ts';
import { label } from './labels.ts';
import { withOwnImage } from './own-image.ts';
import { committed } from './recovery/committed.ts';
import { nameFor } from './tag.ts';

export const commit = defineOrder('commit', {
  help: "make an image from the container's file system, its volumes excepted",
  on: 'container',
  direction: 'up',
  reach: 'engine',
  remembered: true,
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
  run: async (target, args, { docker, world, note }) => {
    const [repository, tag] = nameFor(target, args);
    const { unit } = declared(target);
    // The container's own labels would come along and make every container of this image look like ours.
    const labels = {
      [label.unit]: unit,
      [label.configuration]: '',
      [label.declared]: '',
      [label.uses]: '',
    };
    const reference = `${repository}:${tag}`;
    const noted = note(
      committed.change({ reference, unit, former: findImage(world, reference)?.id ?? null }),
    );
    noted.settleWithStep();
    try {
      await docker.commit(target.name, {
        repository,
        tag,
        message: args.message,
        author: args.author,
        labels,
      });
    } catch (error) {
      // A refusal leaves nothing; what an engine did that does not answer any more, nobody knows yet.
      if (!(error instanceof EngineError)) noted.settle();
      throw error;
    }
  },
});
