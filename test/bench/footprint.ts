import { readdirSync, readFileSync } from 'node:fs';
import type { Contestant } from './contestants.ts';
import { timeOf } from './stopwatch.ts';

/** The most that a process needed at any time: memory in MiB, open descriptors. */
export type Footprint = { readonly memory: number; readonly descriptors: number };

/** Milliseconds between two looks at the process. */
const interval = 10;

/** Of a start of so many containers, which are purged again. Linux tells it in /proc. */
export async function footprintOf({ command }: Contestant, containers: number): Promise<Footprint> {
  let footprint: Footprint = { memory: 0, descriptors: 0 };
  let timer: NodeJS.Timeout | undefined;
  const watch = (pid: number): void => {
    timer = setInterval(() => {
      footprint = larger(footprint, look(pid));
    }, interval);
  };
  await timeOf(command('start', containers), watch).finally(() => clearInterval(timer));
  await timeOf(command('purge', containers));
  return footprint;
}

/** Nothing of a process that has just ended. */
function look(pid: number): Footprint | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const peak = Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
    return { memory: peak / 1024, descriptors: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return undefined;
  }
}

function larger(a: Footprint, b: Footprint | undefined): Footprint {
  if (!b) return a;
  return { memory: Math.max(a.memory, b.memory), descriptors: Math.max(a.descriptors, b.descriptors) };
}
