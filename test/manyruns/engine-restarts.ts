import { setTimeout as delay } from 'node:timers/promises';
import { countTrials, type ManyOptions, must, oneOf, type Tally } from './count.ts';
import { type OwnEngine, startOwnEngine } from './own-engine.ts';
import { openRoom, type Room } from './room.ts';

/** Restarts the engine while commands run on it. They end with an error or well; the next ones end well. */
export async function restartOften(options: ManyOptions): Promise<Tally> {
  const engine = await startOwnEngine('busybox:stable');
  const room = await openRoom(['cut'], cut, engine.socket);
  const [unit = ''] = room.units;
  try {
    await room.succeed(unit, 'start');
    const wanted = { start: await room.state(unit), purge: [] };
    return await countTrials('the engine restarted', options, async random => {
      const command = oneOf<'start' | 'purge'>(random, ['start', 'purge']);
      const signal = oneOf<'SIGTERM' | 'SIGKILL'>(random, ['SIGTERM', 'SIGKILL']);
      await disturb({ room, unit, engine, wanted: wanted[command] }, command, signal, random() * 4000);
    });
  } finally {
    await room.close();
    await engine.close();
  }
}

const sleeper =
  "image: 'busybox:stable', command: [sleep, '1000'], stop_signal: SIGKILL, network_disabled: true";

/** An engine of its own has no networks: containers, volumes and commands. */
function cut(unit: string): Readonly<Record<string, string>> {
  return {
    [`units/${unit}/start.yaml`]: `
unit: {volumes: {${unit}: {}}}
${unit}-db: {creation: {${sleeper}, volumes: [/anonymous]}, startup: {binds: {${unit}: /named}, network_mode: none}}
${unit}-web: {creation: {${sleeper}}, startup: {volumes_from: [${unit}-db], network_mode: none}}
---
- ${unit}-db: {command: start}
- ${unit}-db: {command: execute, run: [sleep, '0.5']}
- ${unit}-db: {command: execute, type: in_running, run: [sleep, '0.5']}
- ${unit}-web: {command: start}
`,
  };
}

type Surroundings = {
  readonly room: Room;
  readonly unit: string;
  readonly engine: OwnEngine;
  readonly wanted: readonly string[];
};

async function disturb(
  { room, unit, engine, wanted }: Surroundings,
  command: string,
  signal: 'SIGTERM' | 'SIGKILL',
  after: number,
): Promise<void> {
  const what = `${command}, ${signal} after ${Math.round(after)} ms`;
  await room.succeed(unit, command === 'purge' ? 'start' : 'purge');
  const running = room.run(unit, command);
  await delay(after);
  await engine.restart(signal);
  const { code, stderr } = await running;
  must(code === 0 || code === 1 || code === 4, `${what}: exit code ${code}\n${stderr}`);
  must(code === 0 || /^error: .+/m.test(stderr), `${what}: no word of what was wrong\n${stderr}`);
  // Containers end with their engine, and so does what a run that had ended well has started.
  const again = await room.run(unit, command);
  must(
    again.code === 0,
    `${what}: after ${code} the same command ends with ${again.code}\n${stderr}\n${again.stderr}`,
  );
  const state = await room.state(unit);
  must(state.join('\n') === wanted.join('\n'), `${what}: there is\n  ${state.join('\n  ')}\n${again.stderr}`);
}
