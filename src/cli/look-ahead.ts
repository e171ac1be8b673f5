import type { DatabaseSync } from 'node:sqlite';
import { noPast, type Past } from '../engine/resume.ts';
import { describeAhead } from '../report/resumption.ts';
import { openLocks } from '../state/lock.ts';
import type { RunScope } from '../state/run-record.ts';
import { countOpen, findPast } from './past.ts';
import { lookAtState } from './state.ts';
import type { Runtime } from './wire.ts';

type Given = { readonly quiet: number; readonly stateDirectory?: string | null | undefined };

/**
 * What a run would find that earlier ones left, for one who only looks; what it would do about that is told on stderr.
 * @param fingerprint of the run; undefined when it is to go on with none
 */
export async function lookAhead(
  place: RunScope,
  fingerprint: string | undefined,
  given: Given,
  runtime: Runtime,
): Promise<Past> {
  const locks = await openLocks(runtime.platform);
  if (await locks.look(place)) return noPast;
  const found = await lookAtState(place.configuration, given, runtime, (database: DatabaseSync) => ({
    past: findPast(database, place, fingerprint),
    open: countOpen(database, place),
  }));
  if (!found) return noPast;
  const { past, open } = found;
  const said = describeAhead(past.resumption, open, runtime.now());
  if (given.quiet === 0) for (const line of said) runtime.stderr(line);
  return past;
}
