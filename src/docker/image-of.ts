import type { Container } from './container.ts';
import { isLate } from './keywords/late.ts';
import { isImageId, isVersioned } from './reference.ts';

/**
 * The image of a container: what its build is tagged with, else its image with `creation.tag` (latest unless given)
 * where the reference names no tag. Digests and image ids are left alone.
 */
export function imageOf({ build, creation }: Pick<Container, 'build' | 'creation'>): string | undefined {
  if (build?.tag != null) return build.tag;
  if (creation.image == null) return undefined;
  return isExact(creation.image) ? creation.image : `${creation.image}:${creation.tag ?? 'latest'}`;
}

function isExact(reference: string): boolean {
  return isVersioned(reference) || isImageId(reference) || isLate(reference);
}
