import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** The variable that marks a command and all that it starts with the step it is run for. */
export const markVariable = 'NUA_START_STEP';

/** Processes of this machine that nobody awaits any more. */
export type Processes = {
  /**
   * Ends what carries a mark in its environment: SIGTERM, and SIGKILL five seconds later. Answers how many there were;
   * none where the system does not show environments.
   */
  readonly endMarked: (mark: string) => Promise<number>;
};

const grace = 5000;
/** Nothing tells of the end of another's child: it is looked for this often, in milliseconds. */
const interval = 50;

/** The real processes, as Linux shows them in /proc. */
export const processes: Processes = {
  endMarked: async mark => {
    const found = findMarked(mark);
    for (const pid of found) kill(pid, 'SIGTERM');
    for (let waited = 0; waited < grace && findMarked(mark).length > 0; waited += interval)
      await delay(interval);
    for (let left = findMarked(mark); left.length > 0; left = findMarked(mark)) {
      // Each time: what was killed may have started another one in between.
      for (const pid of left) kill(pid, 'SIGKILL');
      await delay(interval);
    }
    return found.length;
  },
};

function findMarked(mark: string): readonly number[] {
  const entry = `${markVariable}=${mark}`;
  return processIds().filter(pid => environmentOf(pid).split('\0').includes(entry));
}

function processIds(): readonly number[] {
  try {
    return readdirSync('/proc')
      .filter(name => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return []; // There is no /proc.
  }
}

/** Empty for a process that has ended, a zombie, and one of another user. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended in the meantime.
  }
}
