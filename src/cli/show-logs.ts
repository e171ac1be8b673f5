import { Interrupted, OrderError, UsageError } from '../core/errors.ts';
import { parseMoment } from '../core/moments.ts';
import type { Docker, LogWishes } from '../docker/engine.ts';
import { followLogs } from '../look/follow-logs.ts';
import { mergeLogs, type NamedLine, type Refused } from '../look/merge-logs.ts';
import { describeWarning } from '../report/error.ts';
import { describeLogLine, logLines } from '../report/log-lines.ts';
import { type ContainerName, namesOf, readContainerName } from '../unit/container-name.ts';
import { readDeclared } from '../unit/declared.ts';
import { connectEngine } from './connect.ts';
import { readSources } from './sources.ts';
import type { Runtime } from './wire.ts';

type Values = Parameters<typeof readSources>[0] &
  Parameters<typeof connectEngine>[0] & {
    readonly name: string;
    readonly follow: boolean;
    readonly since?: string | null | undefined;
    readonly tail?: number | null | undefined;
    readonly timestamps: boolean;
    readonly json: boolean;
  };

/** Prints the logs of a unit's containers, merged by time. Answers the exit code. */
export async function showLogs(values: Values, runtime: Runtime): Promise<number> {
  const sources = await readSources(values, undefined, runtime);
  const name = readContainerName(values.name, sources.configuration);
  const declared = namesOf(name, readDeclared(name.unit, sources));
  const docker = connectEngine(values, runtime);
  const there = await docker.containers(declared);
  const names = declared.filter(container => there.has(container));
  if (names.length === 0) throw nothingThere(name);
  const wishes = { since: await readSince(values.since, docker), tail: values.tail ?? undefined };
  return print(names, wishes, docker, values, runtime);
}

async function print(
  names: readonly string[],
  wishes: Omit<LogWishes, 'follow'>,
  docker: Docker,
  { follow, timestamps, json }: Values,
  runtime: Runtime,
): Promise<number> {
  const interrupted = runtime.interruptible();
  const signal = AbortSignal.any([interrupted, runtime.writing.unread]);
  const tell = json
    ? (line: NamedLine) => runtime.showJson(describeLogLine(line))
    : writer(names, timestamps, runtime);
  let code = 0;
  const refused: Refused = (container, { message }) => {
    code = 1;
    const fault = { message: `the log of container "${container}" cannot be read: ${message}` };
    runtime.stderr(describeWarning(fault, runtime.styleFor('stderr', false)));
  };
  try {
    if (follow) await followLogs(names, { docker, wishes, tell, refused, signal, sleep: runtime.sleep });
    else for await (const line of mergeLogs(open(names, wishes, docker, signal), refused)) tell(line);
    return code;
  } catch (error) {
    if (!signal.aborted) throw error;
    if (!interrupted.aborted) return 0;
    // Behind the ^C that a terminal shows. That it ends is no fault.
    if (runtime.lookOf('stderr').isTerminal) runtime.stderr('');
    return interrupted.reason instanceof Interrupted ? interrupted.reason.exitCode : 130;
  }
}

function open(
  names: readonly string[],
  wishes: Omit<LogWishes, 'follow'>,
  docker: Docker,
  signal: AbortSignal,
) {
  return names.map(name => [name, docker.logs(name, { ...wishes, follow: false }, signal)] as const);
}

/** What was written to stderr goes there. */
function writer(names: readonly string[], timestamps: boolean, runtime: Runtime): (line: NamedLine) => void {
  const describe = logLines(names);
  const looks = { stdout: runtime.lookOf('stdout'), stderr: runtime.lookOf('stderr') };
  return line => runtime[line.stream](describe(line, { ...looks[line.stream], timestamps }));
}

async function readSince(text: string | null | undefined, docker: Docker): Promise<string | undefined> {
  if (text === null || text === undefined) return undefined;
  const found = parseMoment(text, Date.parse(await docker.now()));
  if (found !== undefined) return found;
  throw new UsageError(`--since takes a time, found "${text}"`, {
    hint: 'write so long ago, as in 10m or 1h30m, a time like 2030-01-02T03:04:05Z, or seconds since 1970',
  });
}

function nothingThere({ unit, container }: ContainerName): OrderError {
  const what = container === undefined ? `no container of unit "${unit}"` : `no container "${container}"`;
  return new OrderError(`there is ${what}`, { hint: `make it: nua-start run ${unit}/start` });
}
