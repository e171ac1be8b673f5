import { isObject } from '../../core/json.ts';
import { lineSplitter } from '../stream-lines.ts';

export type ProgressReader = {
  take(chunk: Buffer): void;
  /** Says what is left; answers the error that the stream told of, if it did. */
  end(): string | undefined;
};

/**
 * Makes lines of what the engine tells while it builds, pulls or pushes: one JSON object a line. Build output (`stream`)
 * comes as it is, states of layers (`status`) as `ID STATE`, each state of a layer once and without its progress bar.
 * The answer's HTTP status was sent long before a failure, so that one is an object of the stream too.
 */
export function progressReader(say: (line: string) => void): ProgressReader {
  const said = new Set<string>();
  const text = lineSplitter(say);
  let failure: string | undefined;

  const messages = lineSplitter(line => {
    const message = parseObject(line);
    if (!message) return;
    const { stream, status, id, error } = message;
    if (typeof stream === 'string') text.take(withoutRed(stream));
    if (typeof status === 'string') sayStatus(status, id);
    if (typeof error === 'string') failure = error;
  });
  const sayStatus = (status: string, id: unknown): void => {
    const known = typeof id === 'string' && id !== '';
    const line = known ? `${id} ${status}` : status;
    if (known && said.has(line)) return;
    said.add(line);
    text.take(`${line}\n`);
  };

  return {
    take: chunk => messages.take(chunk),
    end: () => {
      messages.end();
      text.end();
      return failure;
    },
  };
}

/** What is no JSON object is dropped: an engine behind a proxy may add lines of its own. */
function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const red = '\u001b[91m';
const plain = '\u001b[0m';

/** The classic builder paints what a command writes to stderr, chunk by chunk. */
function withoutRed(text: string): string {
  return text.startsWith(red) && text.endsWith(plain) ? text.slice(red.length, -plain.length) : text;
}
