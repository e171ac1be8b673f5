import { ApiError } from '../docker/api-error.ts';
import type { LogLine } from '../docker/engine.ts';

/** Hears of a container whose log the engine refuses to give, as where its driver keeps none. */
export type Refused = (container: string, error: ApiError) => void;

export type NamedLine = LogLine & { readonly container: string };

/** The lines of several logs in the order of their times. Of each log one line is read ahead. */
export async function* mergeLogs(
  logs: readonly (readonly [container: string, lines: AsyncIterable<LogLine>])[],
  refused: Refused,
): AsyncGenerator<NamedLine> {
  const open = logs.map(([container, lines]) => ({ container, lines: lines[Symbol.asyncIterator]() }));
  try {
    let heads = (await Promise.all(open.map(each => advance(each, refused)))).flat();
    while (heads.length > 0) {
      const first = heads.reduce((best, head) => (head.line.time < best.line.time ? head : best));
      yield { container: first.container, ...first.line };
      const next = await advance(first, refused);
      heads = heads.flatMap(head => (head === first ? next : [head]));
    }
  } finally {
    await Promise.all(open.map(({ lines }) => lines.return?.()));
  }
}

type Open = { readonly container: string; readonly lines: AsyncIterator<LogLine> };
type Head = Open & { readonly line: LogLine };

/** None at the end. */
async function advance({ container, lines }: Open, refused: Refused): Promise<readonly Head[]> {
  try {
    const { done, value } = await lines.next();
    return done ? [] : [{ container, lines, line: value }];
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    refused(container, error);
    return [];
  }
}
