import type { NewRun } from '../../src/state/journal.ts';
import type { RunScope, StepIntent } from '../../src/state/run-record.ts';

/** Whose runs those of the tests are. */
export const scope: RunScope = { engine: 'an engine', configuration: '/etc/shop', unit: 'shop' };

/** A run as it begins, of `shop/start` where nothing else is said. */
export function newRun(id: string, said: Partial<NewRun> = {}): NewRun {
  return {
    ...scope,
    id,
    command: 'start',
    words: [],
    fingerprint: 'a fingerprint',
    steps: 2,
    parent: undefined,
    resumes: undefined,
    started: 1000,
    ...said,
  };
}

/** What is written of a step before it runs: `1.web.start` starts web. */
export function intent(id: string, said: Partial<StepIntent> = {}): StepIntent {
  const [, target = '', kind = ''] = id.split('.');
  return { id, target, kind, args: {}, reason: 'missing', time: 2000, ...said };
}
