import type { Stream } from '../engine/events.ts';

/** Lines of output that are to stay on the screen, kept back until their step has ended, so that steps do not mix. */
export type KeptOutput = {
  /** Takes a line. Answers what is to be shown now: nothing, or, from a step that says much, all it has said so far. */
  readonly add: (step: string, line: string) => readonly string[];
  /** What a step said and was not shown yet; it is forgotten with that. */
  readonly take: (step: string) => readonly string[];
};

/** @param limit how many lines are kept back for a step */
export function keptOutput(limit: number): KeptOutput {
  const kept = new Map<string, readonly string[]>();
  const talkative = new Set<string>();
  const take = (step: string): readonly string[] => {
    const lines = kept.get(step) ?? [];
    kept.delete(step);
    return lines;
  };
  return {
    add: (step, line) => {
      if (talkative.has(step)) return [line];
      const lines = [...(kept.get(step) ?? []), line];
      kept.set(step, lines);
      if (lines.length <= limit) return [];
      talkative.add(step);
      return take(step);
    },
    take: step => {
      talkative.delete(step);
      return take(step);
    },
  };
}

/** Whether output of this kind stays on the screen when its step has ended. */
export function isKept(stream: Stream, verbosity: number): boolean {
  return stream === 'stdout' || stream === 'stderr' || (stream === 'progress' && verbosity > 0);
}
