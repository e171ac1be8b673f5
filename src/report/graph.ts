import { type Plan, type Step, stepsOf } from '../plan/plan.ts';
import { type StagedStep, stagesOf } from '../plan/stages.ts';
import { duration, nameOf } from './lines.ts';
import { countOf } from './plan.ts';
import { printable } from './printable.ts';
import { describeTable } from './table.ts';

/** How long steps took when they were last run, in milliseconds by step id. */
export type Durations = ReadonlyMap<string, number>;

/** The steps in stages of what can be done side by side, each with its number and those that it waits for. */
export function describeGraph(plan: Plan, durations: Durations = new Map()): string {
  const staged = stagesOf(stepsOf(plan)).toSorted((a, b) => a.stage - b.stage || a.number - b.number);
  const rows = staged.map((each, index) => [
    each.stage === staged[index - 1]?.stage ? '' : String(each.stage),
    ...rowOf(each, durations),
  ]);
  const table = describeTable(['STAGE', '', '', 'STEP', 'LAST', 'AFTER', 'REASON'], rows);
  const head = `${plan.unit}/${plan.command}: ${countOf(staged.map(({ step }) => step))}`;
  return [head, ...(rows.length === 0 ? [] : table)].join('\n');
}

function rowOf({ step, number, after }: StagedStep, durations: Durations): readonly string[] {
  const { action, reason } = step;
  return [String(number), action, nameOf(step), timeOf(step, durations), after.join(', '), printable(reason)];
}

function timeOf({ id }: Step, durations: Durations): string {
  const took = durations.get(id);
  return took === undefined ? '' : duration(took);
}

/** The same as a flowchart of mermaid; what would be skipped is dashed. */
export function describeGraphAsMermaid(plan: Plan, durations: Durations = new Map()): string {
  const staged = stagesOf(stepsOf(plan));
  const skipped = staged.filter(({ step }) => step.action === 'skip').map(({ number }) => `s${number}`);
  return [
    'flowchart TD',
    ...staged.map(({ step, number }) => `  s${number}["${labelOf(step, durations)}"]`),
    ...edgesOf(staged),
    ...(skipped.length === 0
      ? []
      : ['  classDef skipped stroke-dasharray: 4 4, color: #888', `  class ${skipped.join(',')} skipped`]),
  ].join('\n');
}

function labelOf(step: Step, durations: Durations): string {
  const texts = [nameOf(step), printable(step.reason), timeOf(step, durations)];
  return texts
    .filter(text => text !== '')
    .map(escaped)
    .join('<br/>');
}

/** Where several steps wait for the same several others, a point between them keeps the picture readable. */
function edgesOf(staged: readonly StagedStep[]): readonly string[] {
  const byAfter = Map.groupBy(staged, ({ after }) => after.join('_'));
  return [...byAfter].flatMap(([key, group]) => {
    const from = group[0]?.after ?? [];
    const to = group.map(({ number }) => `s${number}`);
    if (from.length < 2 || to.length < 2) return from.flatMap(one => to.map(name => `  s${one} --> ${name}`));
    const point = `p${key}`;
    return [
      `  ${point}(( ))`,
      ...from.map(one => `  s${one} --- ${point}`),
      ...to.map(name => `  ${point} --> ${name}`),
    ];
  });
}

/** As mermaid wants it between quotes: characters that mean something to it or to HTML by their numbers. */
function escaped(text: string): string {
  return text.replace(/["#&<>\\`;{}[\]|]/g, character => `#${character.codePointAt(0)};`);
}
