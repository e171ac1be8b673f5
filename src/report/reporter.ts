import type { Emit } from '../engine/events.ts';

/** Shows a run while it happens. */
export type Reporter = {
  readonly tell: Emit;
  /** To be awaited when nothing more will happen: what is shown is complete then. */
  readonly end: () => Promise<void>;
};

/** What reporters write on. */
export type Surface = {
  /** Each takes a text without its last line end. */
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** -1 quiet, 0 normal, 1 also what builds and pulls say, 2 and more: and each time how many bytes have come. */
  readonly verbosity: number;
  readonly color: boolean;
};

/** A terminal behind stderr on which something can be shown live. */
export type Terminal = {
  readonly stream: NodeJS.WriteStream;
  /** Whether stdout ends up on it too; else stdout is a file or a pipe. */
  readonly showsStdout: boolean;
  /** Whether it can show more than ASCII. */
  readonly unicode: boolean;
};

export type LiveSurface = Surface & {
  readonly terminal: Terminal;
  readonly now: () => number;
  /** Aborts when the user wants the run to end. */
  readonly signal: AbortSignal;
};
