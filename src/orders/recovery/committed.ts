import * as v from 'valibot';
import { ApiError } from '../../docker/api-error.ts';
import type { Docker } from '../../docker/engine.ts';
import { findImage, splitReference } from '../../docker/reference.ts';
import type { ImageFacts } from '../../docker/world.ts';
import { label } from '../labels.ts';
import { defineRecovery } from './define-recovery.ts';

/** An image was being made from a container, of which nothing is known as long as nobody has written down that it was. */
export const committed = defineRecovery(
  'committed',
  { reference: v.string(), unit: v.string(), former: v.nullable(v.string()) },
  async ({ reference, unit, former }, _, { docker }) => {
    const world = await docker.world();
    const made = findImage(world, reference);
    const { repository, tag } = splitReference(reference);
    // Whoever runs the order again makes another one, and this one would stay without a name.
    if (made && !(await takeBack(made, { reference, unit, former }, docker))) return undefined;
    const isFormerLeft = former !== null && world.images.has(former);
    if (isFormerLeft) await docker.tag(former, repository, tag);
    if (made) return `image ${reference}: removed, it was made by a commit that did not come to its end`;
    return isFormerLeft ? `image ${reference} is again the one that a commit was to replace` : undefined;
  },
);

/** Whether it was removed: not the one that was there before, one of somebody else, and one that is in use by now. */
async function takeBack(
  { id, labels }: ImageFacts,
  { reference, unit, former }: { reference: string; unit: string; former: string | null },
  docker: Docker,
): Promise<boolean> {
  const isOurs = labels[label.unit] === unit && labels[label.configuration] === '';
  if (id === former || !isOurs) return false;
  try {
    await docker.removeImage(reference, { force: false, noprune: true });
    return true;
  } catch (error) {
    // A container has been made from it by now.
    if (error instanceof ApiError && error.statusCode === 409) return false;
    throw error;
  }
}
