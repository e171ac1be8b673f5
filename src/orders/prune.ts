import * as v from 'valibot';
import { act, isUp, skip } from './decision.ts';
import { boolean, defineOrder } from './define-order.ts';
import { describeLeftovers, leftovers, type Search, withoutLeftovers } from './leftovers.ts';
import type { Scope } from './scope.ts';

export const prune = defineOrder('prune', {
  help: 'remove what the unit made and nothing uses any more: networks, untagged images, containers it does not declare',
  on: 'host',
  direction: 'down',
  reach: 'engine',
  timeout: 'limit',
  arguments: {
    v: v.optional(v.pipe(boolean, v.description('also delete volumes, with their data'))),
    of: v.optional(
      v.pipe(
        v.array(v.string()),
        v.description('only networks and volumes that these containers name; all of the unit unless given'),
      ),
    ),
  },
  decide: ({ scope }, args, world) => {
    const left = leftovers(scope, searchOf(args, scope), world);
    const reason = describeLeftovers(left, scope.options.keepVolumes);
    return reason === '' ? skip('nothing left', world) : act(reason, withoutLeftovers(left, world));
  },
  run: async ({ scope }, args, { docker, world }) => {
    const left = leftovers(scope, searchOf(args, scope), world);
    for (const container of left.containers) {
      if (isUp(container)) await docker.stop(container.id);
      await docker.remove(container.id, { volumes: !scope.options.keepVolumes, force: false });
    }
    for (const network of left.networks) await docker.removeNetwork(network);
    for (const volume of left.volumes) await docker.removeVolume(volume);
    for (const image of left.images) await docker.removeImage(image, { force: false, noprune: false });
  },
});

type Given = { readonly v?: boolean | undefined; readonly of?: readonly string[] | undefined };

/** With `--keep-volumes` containers go and their volumes stay; named ones are not touched at all. */
function searchOf({ v: deletes = false, of }: Given, { options }: Scope): Search {
  return { holders: deletes, volumes: deletes && !options.keepVolumes, of };
}
