import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-fs';
import { codeOf, messageOf, OrderError } from '../../core/errors.ts';
import { listKept } from './context-files.ts';

export type BuildContext = {
  /** A tar archive, made while it is read. */
  readonly archive: Readable;
  /** The Dockerfile's name in it. */
  readonly dockerfile: string;
};

/**
 * Packs a directory for a build, without what `<Dockerfile>.dockerignore`, else `.dockerignore`, excludes; the Dockerfile
 * and `.dockerignore` always go along. A Dockerfile outside of the directory gets a name that the build does not see.
 * Owners become root, as with Docker's own client; order and content depend on nothing but the files.
 */
export async function packContext(directory: string, dockerfile: string): Promise<BuildContext> {
  const place = resolve(directory, dockerfile);
  const inside = relative(directory, place);
  const isOutside = inside.startsWith('..') || isAbsolute(inside);
  await refuseUnlessDirectory(directory);
  const ignoreText =
    (await readIfThere(`${place}.dockerignore`)) ?? (await readIfThere(join(directory, '.dockerignore')));
  const always = isOutside ? ['.dockerignore'] : ['.dockerignore', inside];
  const kept = await listKept(directory, ignoreText ?? '', always);
  if (!isOutside && !names(inside).some(name => kept.has(name))) throw noDockerfile(directory, inside);
  if (!isOutside) return { archive: Readable.from(packFiles(directory, kept, [])), dockerfile: inside };

  const text = await readDockerfile(place);
  const name = `.dockerfile.${createHash('sha256').update(text).digest('hex').slice(0, 20)}`;
  const entries = await hiddenDockerfile(directory, name, text);
  kept.delete('.dockerignore');
  return { archive: Readable.from(packFiles(directory, kept, entries)), dockerfile: name };
}

type Entry = { readonly name: string; readonly text: string };

/** The engine takes out of the context what `.dockerignore` names, after it has read the Dockerfile. */
async function hiddenDockerfile(directory: string, name: string, text: string): Promise<readonly Entry[]> {
  const ignored = (await readIfThere(join(directory, '.dockerignore'))) ?? '.dockerignore';
  return [
    { name, text },
    { name: '.dockerignore', text: `${ignored}\n${name}\n` },
  ];
}

/** Begins when it is read: an error that nobody listens for yet would end the process. */
async function* packFiles(
  directory: string,
  kept: ReadonlySet<string>,
  added: readonly Entry[],
): AsyncGenerator<unknown> {
  const archive = pack(directory, {
    // Each path is an entry of its own: tar-fs ends an archive early, and silently, where a file vanishes that it found.
    entries: [...kept].sort(),
    ignore: () => true,
    map: header => ({ ...header, uid: 0, gid: 0 }),
    // FIFOs and devices have no place in an image.
    strict: false,
    finalize: false,
    // Called before pack() answers when there is nothing to pack.
    finish: archive => {
      for (const { name, text } of added) archive.entry({ name, mode: 0o600, mtime: new Date(0) }, text);
      archive.finalize();
    },
    ...modesAsTheyAre,
  });
  try {
    yield* archive;
  } catch (cause) {
    throw new OrderError(`the build context cannot be read: ${messageOf(cause)}`, { cause });
  }
}

/** An option that tar-fs's types do not know: by default it takes away what this process masks. */
const modesAsTheyAre = { umask: 0 };

async function refuseUnlessDirectory(directory: string): Promise<void> {
  const found = await stat(directory).catch((cause: unknown) => {
    throw new OrderError(`there is no build context ${directory}`, {
      cause,
      hint: 'correct "path" in "build"',
    });
  });
  if (found.isDirectory()) return;
  throw new OrderError(`the build context ${directory} is no directory`, {
    hint: 'correct "path" in "build"',
  });
}

/** The engine takes a `dockerfile` for a `Dockerfile`. */
function names(dockerfile: string): readonly string[] {
  return dockerfile === 'Dockerfile' ? [dockerfile, 'dockerfile'] : [dockerfile];
}

function noDockerfile(directory: string, dockerfile: string): OrderError {
  const hint = 'write it, or correct "path" or "dockerfile" in "build"';
  return new OrderError(`there is no ${dockerfile} in ${directory}`, { hint });
}

async function readDockerfile(place: string): Promise<string> {
  try {
    return await readFile(place, 'utf8');
  } catch (cause) {
    const hint = 'correct "dockerfile" in "build"';
    throw new OrderError(`the Dockerfile ${place} cannot be read: ${messageOf(cause)}`, { cause, hint });
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new OrderError(`${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
