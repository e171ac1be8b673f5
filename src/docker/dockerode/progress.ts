import { isObject, type JsonObject, objectIn } from '../../core/json.ts';
import { describeSize } from '../../core/quantities.ts';
import type { Listener } from '../engine.ts';
import { lineSplitter } from '../stream-lines.ts';
import { type LayerState, layerCounter } from '../transfer.ts';

export type ProgressReader = {
  take(chunk: Buffer): void;
  /** Says what is left; answers the error that the stream told of, if it did. */
  end(): string | undefined;
};

/**
 * Makes lines of what the engine tells while it builds, pulls or pushes: one JSON object a line. Build output (`stream`)
 * comes as it is, states of layers (`status`) as `ID STATE`, each state of a layer once and without its progress bar;
 * how many bytes have come goes to `transfer`, each time.
 * The answer's HTTP status was sent long before a failure, so that one is an object of the stream too.
 */
export function progressReader(say: (line: string) => void, transfer: Listener['transfer']): ProgressReader {
  const said = new Set<string>();
  const text = lineSplitter(say);
  const layers = layerCounter();
  let failure: string | undefined;

  const messages = lineSplitter(line => {
    const message = parseObject(line);
    if (!message) return;
    const { stream, status, error } = message;
    if (typeof stream === 'string') text.take(withoutRed(stream));
    if (typeof status === 'string') sayStatus(stateOf(status, message));
    if (typeof error === 'string') failure = error;
  });
  const sayStatus = (state: LayerState): void => {
    const line = `${state.id} ${state.status}`.trimStart();
    if (!said.has(line)) text.take(`${line}\n`);
    if (state.id === '') return;
    said.add(line);
    const sum = layers.take(state);
    if (sum) transfer(sum, withBytes(line, state));
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

function stateOf(status: string, message: JsonObject): LayerState {
  const { id } = message;
  const { current, total } = objectIn(message, 'progressDetail');
  return {
    id: typeof id === 'string' ? id : '',
    status,
    current: typeof current === 'number' ? current : undefined,
    total: typeof total === 'number' && total > 0 ? total : undefined,
  };
}

/** `1f2e3d Downloading 1.2 MB of 9.5 MB`; undefined for a state that tells nothing of bytes. */
function withBytes(line: string, { current, total }: LayerState): string | undefined {
  if (current === undefined) return undefined;
  const whole = total === undefined ? '' : ` of ${describeSize(total)}`;
  return `${line} ${describeSize(current)}${whole}`;
}

/** What is no JSON object is dropped: an engine behind a proxy may add lines of its own. */
function parseObject(line: string): JsonObject | undefined {
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
