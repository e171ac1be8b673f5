import * as v from 'valibot';
import { OrderError } from '../core/errors.ts';
import { platformOf } from '../docker/create-body.ts';
import { imageOf } from '../docker/image-of.ts';
import { findImage, fullReference } from '../docker/reference.ts';
import { withImage } from '../docker/world.ts';
import { act, declared, fail, skip } from './decision.ts';
import { defineOrder } from './define-order.ts';

export const pullPolicy = v.picklist(['missing', 'always', 'never']);

export const pull = defineOrder('pull', {
  help: 'fetch the image from its image registry; skipped when it is there',
  on: 'container',
  direction: 'up',
  reach: 'engine',
  timeout: 'limit',
  arguments: {
    policy: v.optional(
      v.pipe(pullPolicy, v.description('when to fetch: missing (the default), always or never')),
    ),
  },
  decide: (target, { policy = 'missing' }, world) => {
    const reference = imageOf(declared(target));
    if (reference === undefined) return skip('no image named', world);
    const there = findImage(world, reference) !== undefined;
    if (there && policy !== 'always') return skip(`image ${reference} is there`, world);
    if (policy === 'never')
      return fail(new OrderError(`image "${reference}" is missing and must not be pulled`), world);
    const id = `planned:${reference}`;
    const after = there
      ? world
      : withImage(world, id, { id, references: [fullReference(reference)], labels: {} });
    return act(there ? 'policy "always"' : 'image missing', after);
  },
  run: async (target, _, context) => {
    const container = declared(target);
    const reference = imageOf(container);
    if (reference !== undefined) await context.docker.pull(reference, context, platformOf(container));
  },
});
