import type { ImageFacts, World } from './world.ts';

/** Whether a text is an image's id: 64 digits, or 12 as lists show them, with or without `sha256:`. */
export function isImageId(reference: string): boolean {
  return /^(sha256:)?([\da-f]{12}|[\da-f]{64})$/.test(reference);
}

/** Whether a reference says by tag or digest which of the images of its name is meant; a colon may belong to a port. */
export function isVersioned(reference: string): boolean {
  return /[:@]/.test(reference.slice(reference.lastIndexOf('/') + 1));
}

/** A reference with everything the engine leaves out left out and the tag given: `docker.io/library/web` is `web:latest`. */
export function fullReference(reference: string): string {
  const short = reference.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '');
  return isVersioned(short) ? short : `${short}:latest`;
}

/** The name and the tag of a reference, `latest` where it has none. */
export function splitReference(reference: string): { readonly repository: string; readonly tag: string } {
  const [, repository = reference, tag = 'latest'] =
    /^(.*?)(?::([^:/]+))?$/.exec(reference.replace(/@.*$/, '')) ?? [];
  return { repository, tag };
}

/** The image that a reference or an id names. As with the engine, a name goes before a short id that looks like it. */
export function findImage({ images }: Pick<World, 'images'>, reference: string): ImageFacts | undefined {
  const byId = images.get(reference) ?? images.get(`sha256:${reference}`);
  if (byId) return byId;
  const wanted = fullReference(reference);
  const all = [...images.values()];
  const named = all.find(image => image.references.some(known => fullReference(known) === wanted));
  if (named || !isImageId(reference)) return named;
  const digits = reference.replace(/^sha256:/, '');
  return all.find(({ id }) => id.startsWith(`sha256:${digits}`));
}
