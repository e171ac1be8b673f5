import type { Scenario } from './scenario.ts';

/** What a run showed, line by line, without what differs from run to run, and without the last line's counts. */
export function shown({ name }: Pick<Scenario, 'name'>, text: string): readonly string[] {
  return text
    .replaceAll(name, 'NAME')
    .replace(/\d\d:\d\d:\d\d/g, 'TIME')
    .replace(/ steps? \(.+\) in /, ' steps in ')
    .replace(/\d+\.\d s/g, '0.0 s')
    .trimEnd()
    .split('\n');
}
