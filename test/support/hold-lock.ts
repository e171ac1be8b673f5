// Holds a lock until its process is killed: `hold-lock.ts KIND SCOPE HOLDER`, the last two as JSON. Says "held" or "not".
import * as v from 'valibot';
import { fileLocks } from '../../src/state/file-locks.ts';
import { isHeld } from '../../src/state/lock.ts';
import { socketLocks } from '../../src/state/socket-locks.ts';

const scope = v.object({ engine: v.string(), configuration: v.string(), unit: v.string() });
const holder = v.object({
  run: v.string(),
  command: v.string(),
  pid: v.number(),
  user: v.string(),
  since: v.number(),
});
const [, , kind, ...given] = process.argv;
const [forWhat, who] = given.map((text): unknown => JSON.parse(text));
const locks = kind === 'socket' ? socketLocks : fileLocks;
const lock = await locks.take(v.parse(scope, forWhat), v.parse(holder, who));
// A lock alone keeps no process.
process.stdin.resume();
console.log(isHeld(lock) ? 'not' : 'held');
