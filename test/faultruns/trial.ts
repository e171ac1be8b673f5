import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../support/configuration.ts';
import { program } from '../support/program-file.ts';
import { type EngineProxy, openProxy } from '../support/proxy/engine-proxy.ts';
import { clear, type EngineState, readState } from './engine-state.ts';
import { differences, judge, notIdle, stepsOf } from './judge.ts';
import type { Disturbance, DisturbedCall, Places } from './points.ts';
import { begin, type Ending } from './program.ts';
import type { Case, ReferenceUnit } from './units.ts';
import { type VolumesSeen, watchVolumes } from './volumes-seen.ts';

/** What an undisturbed run did, and left. */
export type Calm = Places & {
  readonly state: EngineState;
  /** The steps that one more run of the same command does all the same, and what they leave. */
  readonly again: { readonly steps: readonly string[]; readonly state: EngineState };
};

export type Room = {
  /** Runs a case without any disturbance. */
  calm(of: Case): Promise<Calm>;
  /** What is wrong after a disturbed run and two more; nothing where all is well. Undefined: it was never disturbed. */
  disturb(of: Case, calm: Calm, disturbance: Disturbance): Promise<readonly string[] | undefined>;
  close(): Promise<void>;
};

/** Only where writes are counted or met: it makes each start of the program slower by a third. */
const preload = { NODE_OPTIONS: `--import=${join(import.meta.dirname, 'kill-at-write.ts')}` };

/** A configuration directory with one unit, its names on the engine, and a proxy of its own. @param bin what is run */
export async function openRoom(unit: ReferenceUnit, name: string, bin = program): Promise<Room> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'nua-start-faultrun-')));
  const proxy = await openProxy();
  const volumes = await watchVolumes(directory);
  const room: Surroundings = { unit, name, bin, directory, proxy, volumes };
  return {
    calm: of => runCalm(of, room),
    disturb: (of, calm, disturbance) => runDisturbed(of, calm, disturbance, room),
    close: async () => {
      volumes.close();
      await proxy.close();
      await clear(name, directory);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

type Surroundings = {
  readonly unit: ReferenceUnit;
  readonly name: string;
  readonly bin: string;
  readonly directory: string;
  readonly proxy: EngineProxy;
  readonly volumes: VolumesSeen;
};

async function runCalm(of: Case, room: Surroundings): Promise<Calm> {
  await setUp(of, room);
  const count = join(room.directory, 'writes');
  room.proxy.expect();
  const ending = await run(of, room, { ...preload, COUNT_WRITES: count });
  if (ending.code !== 0)
    throw new Error(`${of.command} of ${room.unit.about} fails undisturbed:\n${ending.stderr}`);
  const calls = [...room.proxy.calls];
  await room.volumes.leaked();
  const writes = existsSync(count) ? Number(readFileSync(count, 'utf8')) : 0;
  const state = await readState(room.name, room.directory);
  const steps = stepsOf(await run(of, room, {}, ['--json']));
  return { calls, writes, state, again: { steps, state: await readState(room.name, room.directory) } };
}

async function runDisturbed(
  of: Case,
  calm: Calm,
  disturbance: Disturbance,
  room: Surroundings,
): Promise<readonly string[] | undefined> {
  await setUp(of, room);
  const first = await runOnce(of, calm, disturbance, room);
  if (!first.wasMet && first.code === 0) return undefined;
  const wrong = [...judgeFirst(first, disturbance)];
  // Then the next run is one more already.
  const isOver = first.code === 0 || isAtTheEnd(disturbance, calm);
  if (isOver) wrong.push(...differences(calm.state, await readState(room.name, room.directory)));
  const second = await run(of, room);
  if (second.code !== 0) wrong.push(`the next run ends with ${second.code}:\n${second.stderr}`);
  const state = await readState(room.name, room.directory);
  wrong.push(...differences(isOver ? calm.again.state : calm.state, state));
  const third = await run(of, room, {}, ['--json']);
  wrong.push(...notIdle(third, calm.again.steps));
  const last = await readState(room.name, room.directory);
  if (wrong.length === 0) wrong.push(...differences(calm.again.state, last));
  for (const volume of await room.volumes.leaked()) wrong.push(`leaked: anonymous volume ${volume}`);
  return wrong;
}

type First = Ending & {
  /** Whether it came to the point at which it was to be disturbed. */
  readonly wasMet: boolean;
};

async function runOnce(of: Case, calm: Calm, disturbance: Disturbance, room: Surroundings): Promise<First> {
  if (disturbance.at === 'call') return runToCall(of, calm, disturbance, room);
  const { number, when } = disturbance;
  const ending = await run(of, room, { ...preload, KILL_AT_WRITE: `${number}:${when}` });
  return { ...ending, wasMet: ending.code === undefined && !ending.hung };
}

async function runToCall(
  of: Case,
  { calls }: Calm,
  { number, fault }: DisturbedCall,
  room: Surroundings,
): Promise<First> {
  // Those of one method are counted only: how often a run looks while it waits is a matter of time.
  const wanted = calls[number - 1]?.method;
  let left = calls.slice(0, number).filter(({ method }) => method === wanted).length;
  // Only where no answer will come: a busy engine may need longer for one.
  const program = start(of, room, fault.kind === 'hang' ? { NUA_ENGINE_TIMEOUT: '2' } : {}, []);
  room.proxy.expect(call => {
    if (call.method !== wanted || call.number === 0) return undefined;
    left -= 1;
    return left === 0 ? fault : undefined;
  }, program.kill);
  const ending = await program.ended;
  room.proxy.expect();
  return { ...ending, wasMet: left <= 0 };
}

function judgeFirst(first: First, disturbance: Disturbance): readonly string[] {
  if (!first.wasMet) return [`it ends with ${first.code} before its point:\n${first.stderr}`];
  return isKill(disturbance) && first.code === undefined && !first.hung ? [] : judge(first);
}

/** The last write says that the run has ended. */
function isAtTheEnd(disturbance: Disturbance, { writes }: Calm): boolean {
  return disturbance.at === 'write' && disturbance.when === 'after' && disturbance.number === writes;
}

function isKill(disturbance: Disturbance): boolean {
  return disturbance.at === 'write' || disturbance.fault.kind === 'kill';
}

async function setUp({ from }: Case, room: Surroundings): Promise<void> {
  const { unit, name, directory } = room;
  await clear(name, directory);
  rmSync(directory, { recursive: true, force: true });
  writeFiles(directory, unit.files(name));
  if (from === 'nothing') return;
  const { code, stderr } = await run({ command: 'start', from: 'nothing' }, room);
  if (code !== 0) throw new Error(`${unit.about} cannot be set up:\n${stderr}`);
  if (unit.changes) writeFiles(directory, unit.changes(name));
}

function run(of: Case, room: Surroundings, env = {}, options: readonly string[] = []): Promise<Ending> {
  return start(of, room, env, options).ended;
}

function start({ command, options = [] }: Case, room: Surroundings, env: object, more: readonly string[]) {
  const { name, bin, directory, proxy } = room;
  const args = ['run', '-c', directory, ...options, ...more, `${name}/${command}`];
  return begin(bin, args, { DOCKER_HOST: proxy.address, ...env });
}
