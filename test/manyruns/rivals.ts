import { countTrials, type ManyOptions, must, type Tally } from './count.ts';
import { openRoom } from './room.ts';
import { shop } from './units.ts';

/** Two of the same command at once: one works, the other one ends with 5, or with --wait works after it. */
export async function runPairs(options: ManyOptions): Promise<Tally> {
  const room = await openRoom(['shop'], shop);
  const [unit = ''] = room.units;
  try {
    return await countTrials('two at once', options, async (_, number) => {
      const command = number % 4 < 2 ? 'start' : 'purge';
      const more = number % 2 === 0 ? [] : ['--wait', '2m'];
      const [one, other] = await Promise.all([
        room.run(unit, command, { more }),
        room.run(unit, command, { more }),
      ]);
      const codes = [one.code, other.code].toSorted().join();
      const said = `${command} ${more.join(' ')}: exit codes ${codes}\n${one.stderr}\n${other.stderr}`;
      // One may have ended before the other one has begun.
      must(codes === '0,0' || (codes === '0,5' && more.length === 0), said);
      const refusals = [one, other].filter(({ stderr }) => / is held by .*, since /.test(stderr));
      must(refusals.length === (codes === '0,5' ? 1 : refusals.length), said);
      const state = await room.state(unit);
      must((state.length === 4) === (command === 'start'), `after ${command}: ${state.join('; ')}`);
    });
  } finally {
    await room.close();
  }
}

/** Five units at once, which do not disturb each other. */
export async function runSideBySide(options: ManyOptions): Promise<Tally> {
  const room = await openRoom(['a', 'b', 'c', 'd', 'e'], shop);
  try {
    return await countTrials('five units at once', options, async () => {
      for (const command of ['start', 'purge']) {
        const ends = await Promise.all(room.units.map(unit => room.run(unit, command)));
        const bad = ends.filter(({ code }) => code !== 0).map(({ code, stderr }) => `${code}\n${stderr}`);
        must(bad.length === 0, `${command}: exit codes ${bad.join('\n')}`);
        for (const unit of room.units) {
          const state = await room.state(unit);
          must((state.length === 4) === (command === 'start'), `after ${command}: ${state.join('; ')}`);
        }
      }
    });
  } finally {
    await room.close();
  }
}
