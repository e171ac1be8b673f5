import type { ExecStreams } from '../docker/engine.ts';
import { inRawMode } from '../host/terminal.ts';

/** Does work on the streams of a process, byte for byte; with its terminal where that is wanted and there is one. */
export function onOwnStreams<T>(
  { stdin, stdout, stderr }: NodeJS.Process,
  wantsTerminal: boolean,
  work: (streams: ExecStreams) => Promise<T>,
): Promise<T> {
  const write = (stream: NodeJS.WriteStream) => (chunk: Buffer) => void stream.write(chunk);
  const streams = { stdin, stdout: write(stdout), stderr: write(stderr) };
  if (!wantsTerminal || !stdin.isTTY || !stdout.isTTY) return work({ ...streams, terminal: undefined });
  const terminal: ExecStreams['terminal'] = {
    size: () => ({ columns: stdout.columns, rows: stdout.rows }),
    watch: (changed, signal) => {
      stdout.on('resize', changed);
      signal.addEventListener('abort', () => stdout.off('resize', changed));
    },
  };
  return inRawMode(stdin, () => work({ ...streams, terminal }));
}
