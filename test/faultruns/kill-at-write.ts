// Loaded before the program (NODE_OPTIONS=--import): counts what it writes into its databases, and kills it at one of
// these writes. KILL_AT_WRITE is `NUMBER:before` or `NUMBER:after`; COUNT_WRITES names a file for the number of them.
import { writeFileSync } from 'node:fs';
import { DatabaseSync, StatementSync } from 'node:sqlite';

const { KILL_AT_WRITE = '', COUNT_WRITES } = process.env;
let writes = 0;

function meet(when: 'before' | 'after'): void {
  if (when === 'before') writes += 1;
  // The signal ends this process before the call comes back.
  if (KILL_AT_WRITE === `${writes}:${when}`) process.kill(process.pid, 'SIGKILL');
}

DatabaseSync.prototype.exec = watched(DatabaseSync.prototype.exec);
StatementSync.prototype.run = watched(StatementSync.prototype.run);

function watched<T extends (...values: never[]) => unknown>(write: T): T {
  return new Proxy(write, {
    apply: (target, thing, values) => {
      meet('before');
      const outcome = Reflect.apply(target, thing, values);
      meet('after');
      return outcome;
    },
  });
}

if (COUNT_WRITES) process.on('exit', () => writeFileSync(COUNT_WRITES, String(writes)));
