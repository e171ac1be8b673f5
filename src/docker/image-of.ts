import type { Container } from './container.ts';
import { isLate } from './keywords/late.ts';

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
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  return /[:@]/.test(name) || /^([\da-f]{12}|[\da-f]{64})$/.test(name) || isLate(reference);
}

/** The name and the tag of a reference, `latest` where it has none; a colon may also belong to a port. */
export function splitReference(reference: string): { readonly repository: string; readonly tag: string } {
  const [, repository = reference, tag = 'latest'] =
    /^(.*?)(?::([^:/]+))?$/.exec(reference.replace(/@.*$/, '')) ?? [];
  return { repository, tag };
}
