import { describeTime } from '../core/times.ts';
import type { Resumption } from '../engine/resume.ts';

/** The lines that say what a dead run had done, and what was cleaned up behind it. */
export function describeResumption(
  resumption: Resumption | undefined,
  cleaned: readonly string[],
  now: number,
): readonly string[] {
  return [...cleaned.map(line => `after a run that died: ${line}`), ...describeGoingOn(resumption, now)];
}

/** The same before a run, for one who only looks. @param open how much is to be cleaned up first */
export function describeAhead(
  resumption: Resumption | undefined,
  open: number,
  now: number,
): readonly string[] {
  const changes = open === 1 ? '1 change' : `${open} changes`;
  const first = `before these steps ${changes} that a run that died left half made would be finished or taken back`;
  return [...(open === 0 ? [] : [first]), ...describeGoingOn(resumption, now)];
}

function describeGoingOn(resumption: Resumption | undefined, now: number): readonly string[] {
  if (!resumption) return [];
  const { run, done, inFlight } = resumption;
  const flying = inFlight.map(({ kind, target }) => `${kind} ${target}`);
  const broken = flying.length > 0 ? `, in ${flying.join(', ')}` : '';
  const progress = `${done.size} of ${run.steps} steps done`;
  return [`going on with the run of ${describeTime(run.started, now)}, which died with ${progress}${broken}`];
}
