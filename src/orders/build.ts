import * as v from 'valibot';
import { OrderError } from '../core/errors.ts';
import { buildQuery, contextOf } from '../docker/build-query.ts';
import type { Container } from '../docker/container.ts';
import { imageOf } from '../docker/image-of.ts';
import { findImage } from '../docker/reference.ts';
import { act, declared, fail, skip } from './decision.ts';
import { boolean, defineOrder } from './define-order.ts';
import { label } from './labels.ts';
import { withOwnImage } from './own-image.ts';
import { pull, pullPolicy } from './pull.ts';

export const build = defineOrder('build', {
  help: 'build the image as the "build" section says; without that section, pull it',
  on: 'container',
  direction: 'up',
  reach: 'engine',
  timeout: 'limit',
  arguments: {
    nocache: v.optional(v.pipe(boolean, v.description('build every layer anew'))),
    pull: v.optional(
      v.pipe(pullPolicy, v.description('whether base images are pulled: missing, always or never')),
    ),
    if_missing: v.optional(v.pipe(boolean, v.description('build only where the image is missing'))),
  },
  needs: (target, args) =>
    declared(target).build ? [] : [pull.as(target.name, args.pull ? { policy: args.pull } : {})],
  decide: (target, args, world) => {
    const container = declared(target);
    if (!container.build) return skip('no build section', world);
    const reference = imageOf(container) ?? container.name;
    if (world.absentPaths.has(container.build.path ?? '')) return fail(noContext(container), world);
    const there = findImage(world, reference) !== undefined;
    if (there && args.if_missing) return skip(`image ${reference} is there`, world);
    return act(
      there ? `image ${reference} is brought up to date` : 'image missing',
      withOwnImage(world, reference, container.unit),
    );
  },
  run: async (target, args, context) => {
    const container = declared(target);
    if (!container.build) return;
    const query = buildQuery(container.build);
    await context.docker.build(
      {
        path: contextOf(container.build),
        dockerfile: container.build.dockerfile ?? 'Dockerfile',
        query: {
          ...query,
          ...(args.nocache === undefined ? {} : { nocache: args.nocache }),
          ...(args.pull === undefined ? {} : { pull: args.pull === 'always' }),
          labels: JSON.stringify({ ...container.build.labels, [label.unit]: container.unit }),
        },
      },
      context,
    );
  },
});

function noContext({ name, build, placeOf }: Container): OrderError {
  return new OrderError(`image of "${name}" cannot be built: the directory ${build?.path} does not exist`, {
    place: placeOf(['build', 'path'], 'value'),
    hint: 'create it, or correct "path": it starts at the configuration directory',
  });
}
