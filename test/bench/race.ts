import { type Contestant, type Phase, phases } from './contestants.ts';
import { timeOf } from './stopwatch.ts';

/** Milliseconds of each phase, one for each round: the same round of all contestants is a pair. */
export type Times = ReadonlyMap<string, Readonly<Record<Phase, number[]>>>;

/** Bare node's, of the same rounds. */
export type Race = { readonly times: Times; readonly node: readonly number[] };

/** Lets contestants do the same by turns, in each round the other one first. */
export async function race(
  contestants: readonly Contestant[],
  containers: number,
  rounds: number,
): Promise<Race> {
  const times: Times = new Map(
    contestants.map(({ name }) => [name, { start: [], 'no-op': [], stop: [], purge: [] }]),
  );
  const node: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? contestants : contestants.toReversed();
    node.push(await timeOf([process.execPath, '-e', '0']));
    for (const contestant of order) {
      const taken = await cycle(contestant, containers);
      for (const phase of phases) times.get(contestant.name)?.[phase].push(taken[phase]);
    }
  }
  return { times, node };
}

/** What is purged has to run, and what is started is not there: what is done between for that is not measured. */
async function cycle({ command }: Contestant, containers: number): Promise<Record<Phase, number>> {
  const time = (phase: Phase): Promise<number> => timeOf(command(phase, containers));
  const start = await time('start');
  const noOp = await time('no-op');
  const stop = await time('stop');
  await time('purge');
  await time('start');
  return { start, 'no-op': noOp, stop, purge: await time('purge') };
}
