import { unixTime } from '../../core/moments.ts';

/** The engine's parameter for what was told from a time on; nothing for all that was told. */
export function sinceOf(time: string | undefined): { since?: string } {
  const since = time === undefined ? undefined : unixTime(time);
  return since === undefined ? {} : { since };
}
