import { Chalk } from 'chalk';
import type { JsonObject } from '../core/json.ts';
import type { NamedLine } from '../look/merge-logs.ts';
import { printable } from './printable.ts';

export type LogLook = {
  readonly color: boolean;
  /** Whether control characters are taken out, as a terminal needs it. */
  readonly isTerminal: boolean;
  readonly timestamps: boolean;
};

const colors = ['cyan', 'yellow', 'green', 'magenta', 'blue'] as const;

/** Makes each line one with its container's name before it, all of a width, each container in a colour of its own. */
export function logLines(names: readonly string[]): (line: NamedLine, look: LogLook) => string {
  const width = Math.max(0, ...names.map(name => name.length));
  return ({ container, time, line }, { color, isTerminal, timestamps }) => {
    const chalk = new Chalk({ level: color ? 1 : 0 });
    const tone = colors[names.indexOf(container) % colors.length] ?? 'cyan';
    const text = isTerminal ? printable(line) : line;
    const shown = timestamps ? `${time} ${text}` : text;
    const name = chalk[tone](`${container.padEnd(width)} |`);
    return shown === '' ? name : `${name} ${shown}`;
  };
}

/** A line as data. */
export function describeLogLine({ container, stream, time, line }: NamedLine): JsonObject {
  return { container, stream, time, line };
}
