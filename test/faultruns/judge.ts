import { isObject } from '../../src/core/json.ts';
import type { EngineState } from './engine-state.ts';
import type { Ending } from './program.ts';

/** What is wrong with a run that a fault has met: a fault may be survived; else it is told. */
export function judge({ code, stderr, took, hung }: Ending): readonly string[] {
  if (hung) return ['it hangs'];
  const wrong: string[] = [];
  if (code === undefined || code === 70 || /unhandled/i.test(stderr))
    wrong.push(`it ends with ${code}:\n${stderr}`);
  else if (code !== 0 && !stderr.includes('error: ')) wrong.push(`it ends with ${code} and does not say why`);
  if (took > 30_000) wrong.push(`it takes ${Math.round(took / 1000)} s`);
  return wrong;
}

/** What is wrong with a run that has nothing left to do. @param usual the steps that each run of its command does */
export function notIdle(ending: Ending, usual: readonly string[]): readonly string[] {
  if (ending.code !== 0) return [`the run after it ends with ${ending.code}:\n${ending.stderr}`];
  const more = stepsOf(ending).filter(step => !usual.includes(step));
  return more.length > 0 ? [`the run after it is not idle: ${more.join(', ')}`] : [];
}

/** The steps that a run with --json did. */
export function stepsOf({ stdout }: Ending): readonly string[] {
  return stdout
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
    .filter(isObject)
    .filter(({ type }) => type === 'started')
    .map(({ step }) => String(step));
}

/** What tells two states apart, a line each. */
export function differences(wanted: EngineState, found: EngineState): readonly string[] {
  return [
    ...wanted.filter(line => !found.includes(line)).map(line => `missing: ${line}`),
    ...found.filter(line => !wanted.includes(line)).map(line => `too much: ${line}`),
  ];
}
