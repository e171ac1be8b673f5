import { isAbsolute, relative, sep } from 'node:path';
import { Chalk, type ChalkInstance } from 'chalk';
import { messageOf, NuaError, UnitError } from '../core/errors.ts';
import { describePlace, type Fault, type Origin, type Place } from '../core/places.ts';
import { printable } from './printable.ts';
import { snippet } from './snippet.ts';

export type ErrorStyle = {
  /** The text of a file, for the line that a place is in; undefined when there is none. */
  readonly readFile: (file: string) => string | undefined;
  readonly color: boolean;
  /** Whether stacks are shown. */
  readonly debug: boolean;
  /** Files inside of this directory are shown relative to it. */
  readonly cwd?: string | undefined;
};

const mostFaults = 20;
/** How much of a message or a hint is shown: a name in it may be of any length. */
const longest = 2000;

/** What a user is told of an error: message, place with its line, last output, causes, hint. No line end at the end. */
export function describeError(error: unknown, style: ErrorStyle): string {
  const chalk = new Chalk({ level: style.color ? 1 : 0 });
  if (!(error instanceof NuaError)) return ownFault(error, chalk);
  const faults: readonly Fault[] = error instanceof UnitError ? sorted(error.faults) : [error];
  const shown = faults.slice(0, mostFaults).map(fault => describeFault(fault, error, style, chalk));
  if (faults.length > mostFaults) shown.push(`and ${faults.length - mostFaults} more`);
  if (style.debug) shown.push(stackOf(error));
  return shown.join('\n\n');
}

/** What a user is told of something that is right and should yet be looked at. */
export function describeWarning(fault: Fault, style: ErrorStyle): string {
  const chalk = new Chalk({ level: style.color ? 1 : 0 });
  return describeFault(fault, new UnitError([fault]), style, chalk, chalk.yellow.bold('warning:'));
}

function describeFault(
  fault: Fault,
  error: NuaError,
  style: ErrorStyle,
  chalk: ChalkInstance,
  label = chalk.red.bold('error:'),
): string {
  const [first = '', ...others] = visible(fault.message).split('\n');
  const causes = causesOf(error, [fault.message]);
  return [
    `${label} ${first}`,
    ...others.map(line => `  ${line}`),
    ...(fault.place ? describeWhere(fault.place, style, chalk) : []),
    ...(fault.origins ?? []).map(origin => describeOrigin(origin, style)),
    ...error.output.map(line => `    ${printable(line)}`),
    ...causes.map(cause => `  ${chalk.yellow('because:')} ${visible(cause)}`),
    ...(fault.hint === undefined ? [] : [`  ${chalk.cyan('hint:')} ${visible(fault.hint)}`]),
  ].join('\n');
}

function describeOrigin({ name, place }: Origin, { cwd }: ErrorStyle): string {
  if (place.file.startsWith('--set ')) return `  ${name} is set by ${place.file}`;
  return `  ${name} is set at ${describePlace({ ...place, file: shownFile(place.file, cwd) })}`;
}

function describeWhere(place: Place, { readFile, cwd }: ErrorStyle, chalk: ChalkInstance): string[] {
  const where = `  ${describePlace({ ...place, file: shownFile(place.file, cwd) })}`;
  const [line, caret] = snippet(place, readFile(place.file) ?? '');
  return line === undefined || caret === undefined ? [where] : [where, line, chalk.red(caret)];
}

function shownFile(file: string, cwd: string | undefined): string {
  if (cwd === undefined || !isAbsolute(file)) return file;
  const inside = relative(cwd, file);
  return inside === '..' || inside.startsWith(`..${sep}`) ? file : inside;
}

/** By file, line and column; each once. */
function sorted(faults: readonly Fault[]): Fault[] {
  const unique = new Map(faults.map(fault => [keyOf(fault), fault]));
  return [...unique.values()].sort((a, b) => comparePlaces(a.place, b.place));
}

function keyOf({ message, place }: Fault): string {
  return `${place ? describePlace(place) : ''}\0${message}`;
}

function comparePlaces(a: Place | undefined, b: Place | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** The first line of each cause that says something new. */
function causesOf(error: unknown, said: readonly string[]): string[] {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause === undefined) return [];
  const message = messageOf(cause).split('\n')[0] ?? '';
  const isSaid = said.some(text => text.includes(message) || (text !== '' && message.includes(text)));
  const isNew = message !== '' && !isSaid;
  return [...(isNew ? [message] : []), ...causesOf(cause, [...said, message])];
}

function ownFault(error: unknown, chalk: ChalkInstance): string {
  const lines = [
    `${chalk.red.bold('error:')} nua-start itself failed: ${visible(messageOf(error).split('\n')[0] ?? '')}`,
    stackOf(error),
    `  ${chalk.cyan('hint:')} this is a fault of nua-start, not of your files; please report it with these lines`,
  ];
  return lines.filter(line => line !== '').join('\n');
}

function stackOf(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter(line => /^\s+at /.test(line));
  const cause =
    error instanceof Error && error.cause !== undefined
      ? [`  ${messageOf(error.cause)}`, stackOf(error.cause)]
      : [];
  return [...frames.map(line => `  ${line.trim()}`), ...cause].join('\n');
}

/** Text of others cannot steer the terminal. */
function visible(text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return shown.replace(/[^\P{Cc}\n\t]/gu, '\uFFFD');
}
