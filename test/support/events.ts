import type { Transfer } from '../../src/docker/transfer.ts';
import type { RunEvent, StepEvent, Stream } from '../../src/engine/events.ts';

/** Makes events of a step, named as in `start web` or, where a plan has it, `2 start web`. Times are in milliseconds. */
export function eventsOf(name: string) {
  const [kind = '', target = '', entry = '1'] = name
    .split(' ')
    .slice(-2)
    .concat(name.match(/^\d+/)?.[0] ?? []);
  const step = { step: `${entry}.${target}.${kind}`, kind, target };
  return {
    started: (time: number, reason = 'missing'): StepEvent => ({ ...step, type: 'started', time, reason }),
    skipped: (time: number, reason: string): StepEvent => ({ ...step, type: 'skipped', time, reason }),
    output: (line: string, stream: Stream = 'stdout'): RunEvent => ({
      ...step,
      type: 'output',
      time: 0,
      stream,
      line,
    }),
    transfer: (time: number, transfer: Transfer, line?: string): StepEvent => ({
      ...step,
      type: 'transfer',
      time,
      transfer,
      line,
    }),
    done: (time: number): StepEvent => ({ ...step, type: 'done', time }),
    failed: (time: number): StepEvent => ({ ...step, type: 'failed', time, error: new Error('no') }),
  };
}
