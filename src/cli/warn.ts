import type { Fault } from '../core/places.ts';
import type { Runtime } from './wire.ts';

/** Tells on stderr what is right and should yet be looked at; nothing with `--quiet`. */
export async function warn(
  faults: readonly Fault[],
  { quiet }: { readonly quiet: number },
  { stderr, styleFor }: Pick<Runtime, 'stderr' | 'styleFor'>,
): Promise<void> {
  if (faults.length === 0 || quiet > 0) return;
  // Most runs have nothing to paint.
  const { describeWarning } = await import('../report/error.ts');
  for (const fault of faults) stderr(describeWarning(fault, styleFor('stderr', false)));
}
