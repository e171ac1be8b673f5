import * as v from 'valibot';
import { buildKeywords, isRemote } from './keywords/build.ts';
import { creationKeywords } from './keywords/creation.ts';
import type { KeywordTable } from './keywords/keyword.ts';
import { rejectedBuild, rejectedCreation, rejectedStartup } from './keywords/rejected.ts';
import { startupKeywords } from './keywords/startup.ts';

/** What may stand in `build`. */
export const buildSchema = v.pipe(
  v.strictObject({ ...buildKeywords, ...rejectedBuild }),
  v.check(
    ({ path, tag }) => path == null || tag != null,
    'a build with a "path" needs a "tag": the name of the image it makes',
  ),
  v.check(
    ({ path, dockerfile }) =>
      path == null || dockerfile == null || !isRemote(path) || !dockerfile.startsWith('/'),
    'the "dockerfile" of a build from a URL stands there: give its path in the repository or archive',
  ),
  // The "path" is asked for where a container's entry is read: what is empty there is no section.
  v.metadata({ required: ['path', 'tag'] }),
);
/** What may stand in `creation`. */
export const creationSchema = v.strictObject({ ...creationKeywords, ...rejectedCreation });
/** What may stand in `startup`. */
export const startupSchema = v.strictObject({ ...startupKeywords, ...rejectedStartup });

export type BuildKeywords = Readonly<v.InferOutput<typeof buildSchema>>;
export type CreationKeywords = Readonly<v.InferOutput<typeof creationSchema>>;
export type StartupKeywords = Readonly<v.InferOutput<typeof startupSchema>>;

/** Every keyword that is taken, by section: for help pages, suggestions and tests. */
export const keywordTables = {
  build: buildKeywords,
  creation: creationKeywords,
  startup: startupKeywords,
} as const satisfies Record<string, KeywordTable>;
