import { NuaError, UsageError } from '../core/errors.ts';
import type { Fault } from '../core/places.ts';
import { readStatus } from '../look/read-status.ts';
import { describeStatus, describeStatusAsJson } from '../report/status.ts';
import { readContainerName } from '../unit/container-name.ts';
import { type Declared, readDeclared } from '../unit/declared.ts';
import type { Sources } from '../unit/file.ts';
import { listUnitFiles } from '../unit/names.ts';
import { unreadFault } from '../unit/unread.ts';
import { connectEngine } from './connect.ts';
import { surroundings } from './scope.ts';
import { readSources } from './sources.ts';
import { warn } from './warn.ts';
import type { Runtime } from './wire.ts';

type Values = Parameters<typeof readSources>[0] &
  Parameters<typeof connectEngine>[0] & {
    readonly unit?: string | null | undefined;
    readonly json: boolean;
    readonly quiet: number;
  };

/** Prints how the containers of a unit are, or of all units that can be read. Answers the exit code. */
export async function showStatus(values: Values, runtime: Runtime): Promise<number> {
  const sources = await readSources(values, undefined, runtime);
  const names = new Set(listUnitFiles(sources.configuration).map(({ unit }) => unit));
  const read = values.unit
    ? [readOne(values.unit, sources)]
    : [...names].sort().map(unit => tryToRead(unit, sources));
  const faults = read.flatMap(one => ('unit' in one ? one.unread : one));
  await warn(faults, values, runtime);
  const units = read.filter(one => 'unit' in one);
  const docker = connectEngine(values, runtime);
  const found = await readStatus(units, surroundings(sources), docker, values.unit ? undefined : names);
  const { redact, now, stdout, showJson } = runtime;
  if (values.json) showJson(describeStatusAsJson(found));
  else stdout(describeStatus(found, now(), redact));
  return 0;
}

function readOne(name: string, sources: Sources): Declared {
  const { unit, container } = readContainerName(name, sources.configuration);
  if (container === undefined) return readDeclared(unit, sources);
  throw new UsageError(`"${name}" is no UNIT`, { hint: `say only: nua-start status ${unit}` });
}

/** What a unit declares, or why that is not known. */
function tryToRead(unit: string, sources: Sources): Declared | Fault {
  try {
    return readDeclared(unit, sources);
  } catch (error) {
    if (!(error instanceof NuaError)) throw error;
    return unreadFault('the containers', unit, error);
  }
}
