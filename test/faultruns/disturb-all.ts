import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage } from '../../src/packaging/build-package.ts';
import { type Disturbance, disturbances, type Kind, kindOf, sample } from './points.ts';
import { sideBySide } from './side-by-side.ts';
import type { Trial } from './tally.ts';
import { type Calm, openRoom, type Room } from './trial.ts';
import { allCases, type CaseOfUnit } from './units.ts';

/** What is disturbed, and how. */
export type Wanted = {
  readonly cases: readonly CaseOfUnit[];
  readonly kinds: readonly Kind[];
  /** Also at calls that only read. */
  readonly every: boolean;
  /** So many points of each case; all where undefined. */
  readonly size: number | undefined;
  /** So many cases at a time. */
  readonly width: number;
};

export type Outcome = {
  readonly trials: readonly Trial[];
  /** By the units, as they are about. */
  readonly seconds: ReadonlyMap<string, number>;
};

/**
 * Disturbs the program as it is installed, which starts in two thirds of the time.
 * @param tell is called with a line about each case and with some about each failure, as they come
 */
export async function disturbAll(wanted: Wanted, tell: (text: string) => void): Promise<Outcome> {
  const directory = mkdtempSync(join(tmpdir(), 'nua-start-faultruns-'));
  try {
    await buildPackage(directory);
    return await disturb(join(directory, 'src/bin.js'), wanted, tell);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function disturb(bin: string, wanted: Wanted, tell: (text: string) => void): Promise<Outcome> {
  const trials: Trial[] = [];
  const seconds = new Map<string, number>();
  await sideBySide(wanted.cases, wanted.width, async of => {
    const began = Date.now();
    for await (const trial of disturbCase(of, bin, wanted, tell)) trials.push(trial);
    const { about } = of.unit;
    seconds.set(about, (seconds.get(about) ?? 0) + (Date.now() - began) / 1000);
  });
  return { trials, seconds };
}

async function* disturbCase(
  of: CaseOfUnit,
  bin: string,
  wanted: Wanted,
  tell: (text: string) => void,
): AsyncGenerator<Trial> {
  const { about } = of.unit;
  let kind = 'undisturbed';
  let room: Room | undefined;
  try {
    room = await openRoom(of.unit, `nuafault-${randomBytes(3).toString('hex')}`, bin);
    const calm = await room.calm(of);
    tell(`${about} ${of.command}: ${calm.calls.length} calls, ${calm.writes} writes`);
    for (const disturbance of choose(calm, of, wanted)) {
      kind = kindOf(disturbance);
      const { outcome, text } = await disturbOnce(of, calm, disturbance, room);
      if (text) tell(text);
      yield { about, kind, outcome };
    }
  } catch (error) {
    // The undisturbed run does not work, or what is between the runs: the other cases may.
    tell(`FAILED ${about} ${of.command}: ${error instanceof Error ? error.message : error}`);
    yield { about, kind, outcome: 'failed' };
  } finally {
    await room?.close();
  }
}

/** Of each case others, whichever are asked for beside it. */
function choose({ calls, writes }: Calm, of: CaseOfUnit, wanted: Wanted): readonly Disturbance[] {
  const places = { calls: calls.filter(({ method }) => wanted.every || method !== 'GET'), writes };
  const all = disturbances(places, wanted.kinds);
  return wanted.size === undefined ? all : sample(all, wanted.size, allCases.indexOf(of));
}

/** What became of it, and where it failed a text that says so. */
async function disturbOnce(of: CaseOfUnit, calm: Calm, disturbance: Disturbance, room: Room) {
  const wrong = await room.disturb(of, calm, disturbance);
  if (!wrong) return { outcome: 'missed' } as const;
  if (wrong.length === 0) return { outcome: 'passed' } as const;
  const lines = wrong.map(line => `    ${line.trimEnd().replaceAll('\n', '\n      ')}`);
  const title = `FAILED ${of.unit.about} ${of.command}, ${describe(disturbance, calm)}`;
  return { outcome: 'failed', text: [title, ...lines].join('\n') } as const;
}

function describe(disturbance: Disturbance, { calls }: Calm): string {
  const { at, number } = disturbance;
  if (at === 'write') return `killed ${disturbance.when} write ${number}`;
  const { method, path } = calls[number - 1] ?? { method: '', path: '' };
  return `${kindOf(disturbance)} call ${number}: ${method} ${path}`;
}
