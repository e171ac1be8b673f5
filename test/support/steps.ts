import type { Group, Plan, Step, Work } from '../../src/plan/plan.ts';

/** A plan of steps one after the other, each in an entry of its own: `start web` runs, `start db: running` is skipped. */
export function planOf(...steps: readonly string[]): Plan {
  return { unit: 'shop', command: 'start', groups: steps.map((text, index) => groupOf(text, index + 1)) };
}

function groupOf(text: string, entry: number): Group {
  const [name = '', reason] = text.split(': ');
  const [kind = '', target = ''] = name.split(' ');
  const id = `${entry}.${target}.${kind}`;
  const action: Pick<Step, 'action' | 'reason'> =
    reason === undefined ? { action: 'run', reason: 'missing' } : { action: 'skip', reason };
  const work = workOf(kind, target);
  return {
    id,
    entry,
    work,
    after: [],
    looks: 'container',
    steps: [{ id, target, kind, args: {}, after: [], ...action }],
  };
}

function workOf(kind: string, target: string): Work {
  return {
    kind,
    target,
    args: {},
    reach: { looks: 'container', changes: 'container' },
    place: { file: 'units/shop/start.yaml', line: 1, column: 1 },
    wait: 0,
    limit: 0,
    tolerance: { retries: 0, retryDelay: 0, ignoreFailure: false, always: false },
    remembered: false,
    behaviour: {
      hostPaths: [],
      needs: () => [],
      decide: (_, world) => ({ action: 'run', reason: 'missing', effect: world }),
      run: async () => {},
    },
  };
}
