import type { LogLine } from './engine.ts';
import { type LineSplitter, lineSplitter } from './stream-lines.ts';

/** Makes lines of the messages of a log, each of which begins with its time. */
export type LogReader = {
  take(stream: LogLine['stream'], message: Buffer): void;
  /** Gives out last lines that have no line end. */
  end(): void;
};

/**
 * The engine keeps a line of more than 16 KiB as several messages, of which only the last has a line end: their times
 * are taken out, and the line has that of the first.
 */
export function logReader(say: (line: LogLine) => void): LogReader {
  const streams = { stdout: readStream('stdout', say), stderr: readStream('stderr', say) };
  return {
    take: (stream, message) => streams[stream].take(message),
    end: () => {
      streams.stdout.end();
      streams.stderr.end();
    },
  };
}

function readStream(
  stream: LogLine['stream'],
  say: (line: LogLine) => void,
): { take(message: Buffer): void; end(): void } {
  let time: string | undefined;
  const lines: LineSplitter = lineSplitter(line => say({ stream, time: time ?? '', line }));
  return {
    take: message => {
      const blank = message.indexOf(' ');
      time ??= withNanoseconds(message.subarray(0, blank).toString());
      lines.take(message.subarray(blank + 1));
      if (message.at(-1) === newline) time = undefined;
    },
    end: () => lines.end(),
  };
}

const newline = 10;

/** The engine leaves out zeros at the end of a fraction. */
function withNanoseconds(time: string): string {
  const [, seconds = time, digits = ''] = /^([^.Z]+)(?:\.(\d+))?Z$/.exec(time) ?? [];
  return `${seconds}.${digits.padEnd(9, '0')}Z`;
}
