import type { Condition } from './condition.ts';
import { describeEnd } from './state.ts';

/** It has ended with the exit code that is wanted, maybe only after the engine has started it again. */
export const exited: Condition = {
  unmet: 'has not ended',
  readsLog: false,
  judge: ({ exitCode }, wanted) => (exitCode === wanted.exitCode ? 'met' : 'open'),
};

/** The same, and the first end decides: for one whose output is shown, which ends there. */
export const exitedOnce: Condition = {
  ...exited,
  judge: (state, wanted) => {
    const verdict = exited.judge(state, wanted);
    return verdict === 'open' && state.exitCode !== undefined ? { what: describeEnd(state) } : verdict;
  },
};
