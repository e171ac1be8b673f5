import { setTimeout as delay } from 'node:timers/promises';
import { countTrials, type ManyOptions, must, oneOf, type Tally } from './count.ts';
import { openRoom, type Room } from './room.ts';
import { built, shop } from './units.ts';

const commands = ['start', 'stop', 'restart', 'purge', 'create', 'build'] as const;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Interrupts commands at random points. The same command then works, and all is as after an undisturbed one. */
export async function interruptOften(options: ManyOptions): Promise<Tally> {
  const room = await openRoom(['shop', 'built'], unit => (unit.endsWith('shop') ? shop(unit) : built(unit)));
  const calm = new Map<string, Calm>();
  try {
    return await countTrials('interrupted at a random point', options, async random => {
      const [unit, command] = [
        oneOf(random, [room.units[0] ?? '', room.units[1] ?? '']),
        oneOf(random, commands),
      ];
      const known = calm.get(`${unit}/${command}`) ?? (await runCalm(room, unit, command));
      calm.set(`${unit}/${command}`, known);
      await interrupt(room, unit, command, oneOf(random, signals), random() * known.took, known.state);
    });
  } finally {
    await room.close();
  }
}

type Calm = { readonly took: number; readonly state: readonly string[] };

/** What there is before a command: nothing for those that make something. */
async function prepare(room: Room, unit: string, command: string): Promise<void> {
  await room.succeed(unit, ['start', 'create', 'build'].includes(command) ? 'purge' : 'start');
}

async function runCalm(room: Room, unit: string, command: string): Promise<Calm> {
  await prepare(room, unit, command);
  const began = Date.now();
  await room.succeed(unit, command);
  return { took: Date.now() - began, state: await room.state(unit) };
}

async function interrupt(
  room: Room,
  unit: string,
  command: string,
  signal: NodeJS.Signals,
  after: number,
  wanted: readonly string[],
): Promise<void> {
  const what = `${command} of ${unit}, ${signal} after ${Math.round(after)} ms`;
  await prepare(room, unit, command);
  const stop = new AbortController();
  const running = room.run(unit, command, { signal: stop.signal, stopBy: signal });
  await Promise.race([delay(after, undefined, { ref: false }), running]);
  stop.abort();
  const { code, stderr } = await running;
  // Before it has read the unit it is not yet to be asked: the system ends it then.
  const expected = [0, signal === 'SIGTERM' ? 143 : 130, undefined];
  must(expected.includes(code), `${what}: exit code ${code}\n${stderr}`);
  const again = await room.run(unit, command);
  must(again.code === 0, `${what}: the same command then ends with ${again.code}\n${again.stderr}`);
  const state = await room.state(unit);
  must(
    JSON.stringify(state) === JSON.stringify(wanted),
    `${what}: there is\n  ${state.join('\n  ')}\nin place of\n  ${wanted.join('\n  ')}`,
  );
}
